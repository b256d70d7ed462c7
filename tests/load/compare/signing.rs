//! What a core signs when it does nothing else.

use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};

/// RSA-2048, one thread, a message of the size of an ID token.
pub fn rs256_per_second(span: Duration) -> f64 {
    let key = RsaKeyPair::generate(KeySize::Rsa2048).expect("a key");
    let (chance, message) = (SystemRandom::new(), [7; 800]);
    let mut signature = vec![0; key.public_modulus_len()];
    let (began, mut signed) = (Instant::now(), 0_u32);
    while began.elapsed() < span {
        key.sign(&RSA_PKCS1_SHA256, &chance, &message, &mut signature).expect("a signature");
        signed += 1;
    }
    f64::from(signed) / began.elapsed().as_secs_f64()
}

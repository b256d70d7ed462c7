//! What the machine signs when it does nothing else: every core, messages of the size of an ID token.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};

const MESSAGE: [u8; 800] = [7; 800];

pub fn rs256_per_second(span: Duration) -> f64 {
    let key = RsaKeyPair::generate(KeySize::Rsa2048).expect("a key");
    on_every_core(span, || {
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &MESSAGE, &mut signature).expect("a signature");
    })
}

pub fn es256_per_second(span: Duration) -> f64 {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
    on_every_core(span, || {
        key.sign(&SystemRandom::new(), &MESSAGE).expect("a signature");
    })
}

fn on_every_core(span: Duration, sign: impl Fn() + Sync) -> f64 {
    let signed = AtomicU64::new(0);
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while began.elapsed() < span {
                    sign();
                    signed.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    signed.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64()
}

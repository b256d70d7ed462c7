//! Certificates that their authority should never have signed.

use std::time::{Duration, Instant};

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use super::{Authorities, NOW};
use crate::machine::MachineCertificates as _;
use crate::machine::key::strong;

fn der(pem: &str) -> Vec<u8> {
    CertificateDer::from_pem_slice(pem.as_bytes()).unwrap().to_vec()
}

/// Name, certificate, and whether its key alone condemns it.
const WEAK: [(&str, &str, bool); 6] = [
    ("RSA of 1024 bits", include_str!("weak/rsa-1024.pem"), true),
    ("exponent 3", include_str!("weak/exponent-3.pem"), true),
    ("a curve that is written out", include_str!("weak/explicit-curve.pem"), true),
    ("a curve of another trade", include_str!("weak/secp256k1.pem"), true),
    ("SHA-1", include_str!("weak/sha-1.pem"), false),
    ("a critical extension that nobody knows", include_str!("weak/critical-extension.pem"), false),
];

// requirement: X01 X12 X13
#[test]
fn what_an_authority_should_not_have_signed_is_trusted_no_more_for_its_signature_and_refused_at_once() {
    let authorities = Authorities::new(&[der(include_str!("weak/authority.pem"))], &[], false).unwrap();
    let good = der(include_str!("weak/rsa-2048.pem"));
    assert_eq!(authorities.trusted(std::slice::from_ref(&good), NOW), Ok(()), "the same, and strong");
    for (name, pem, by_key) in WEAK {
        let (leaf, began) = (der(pem), Instant::now());
        assert_eq!(strong(&leaf).is_none(), by_key, "{name}");
        assert!(authorities.trusted(&[leaf], NOW).is_err(), "{name}");
        assert!(began.elapsed() < Duration::from_secs(1), "{name}");
    }
    let began = Instant::now();
    for end in (0..good.len()).step_by(7) {
        assert!(authorities.trusted(&[good[..end].to_vec()], NOW).is_err(), "cut at {end}");
        let mut changed = good.clone();
        changed[end] ^= 1;
        assert!(authorities.trusted(&[changed], NOW).is_err(), "changed at {end}");
    }
    assert!(authorities.trusted(&[vec![0x30; 1 << 20]], NOW).is_err(), "a megabyte of nothing");
    assert!(began.elapsed() < Duration::from_secs(5));
}

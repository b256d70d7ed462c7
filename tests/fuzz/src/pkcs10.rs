//! What an administrateur technique pastes: a text, a request in DER, or a subject and its attributes under a key of ours. A request
//! that is read is about the key that signed it, bears a plain name that stands in it, and asks for nobody else's certificate.

use std::sync::OnceLock;

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use certificat_org::{DemandeLue, NomCertificat};

use crate::cards::holds;

/// ecdsa-with-SHA256.
const ALGORITHM: &[u8] = &[0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    let read = match mode % 3 {
        0 => DemandeLue::lire(&String::from_utf8_lossy(input)),
        1 => DemandeLue::de(input.to_vec()),
        _ => DemandeLue::de(signed(input)),
    };
    let Ok(read) = read else { return };
    let name = read.nom.as_str();
    assert!(name.is_ascii() && (3..=64).contains(&name.len()) && NomCertificat::lire(name).is_ok(), "{name:?}");
    assert_eq!(DemandeLue::de(read.der.clone()).as_ref(), Ok(&read), "read again");
    assert!(holds(&read.der, name.as_bytes()) && holds(&read.der, &read.publique), "not of the request");
    if mode % 3 == 2 {
        assert_eq!(read.publique, key().1, "of another key");
    }
    let other = NomCertificat::lire("UN-AUTRE-NOM").expect("a name");
    assert!(
        read.nom == other || read.pour(&other, "ASSOCIATION", "1690990015").is_err(),
        "a name that was not ordered"
    );
}

/// The key of these requests and its SubjectPublicKeyInfo.
fn key() -> &'static (EcdsaKeyPair, Vec<u8>) {
    static KEY: OnceLock<(EcdsaKeyPair, Vec<u8>)> = OnceLock::new();
    KEY.get_or_init(|| {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key");
        let public: PublicKeyX509Der<'static> = pair.public_key().as_der().expect("a public key");
        let public = public.as_ref().to_vec();
        (pair, public)
    })
}

/// The subject comes first and tells its length; what follows it stands where attributes do.
fn signed(input: &[u8]) -> Vec<u8> {
    let (pair, public) = key();
    let end = input.first().map_or(0, |length| usize::from(*length)).min(input.len().saturating_sub(1));
    let (subject, attributes) = input.get(1..).unwrap_or_default().split_at(end);
    let content = [&[2, 1, 0][..], subject, public, &wrapped(0xA0, attributes)].concat();
    let info = wrapped(0x30, &content);
    let signature = pair.sign(&SystemRandom::new(), &info).expect("a signature");
    let bits = wrapped(0x03, &[&[0], signature.as_ref()].concat());
    wrapped(0x30, &[&info[..], ALGORITHM, &bits].concat())
}

/// DER, of less than 64 kB.
fn wrapped(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let [high, low] = u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes();
    let head = match length {
        0..=127 => vec![tag, low],
        128..=255 => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [head, content.to_vec()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::seed;

    #[test]
    fn a_right_subject_is_read_so_that_the_promises_are_looked_at() {
        let read = DemandeLue::de(signed(&seed("pkcs10", "subject"))).expect("a request");
        assert_eq!(read.nom.as_str(), "DUI-AUTH");
    }
}

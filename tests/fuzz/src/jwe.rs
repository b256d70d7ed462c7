//! A compact JWE: as the fuzzer wrote it, or what we encrypted with one byte changed. Whatever was altered does not open,
//! and what was not opens to what went in.

use std::sync::OnceLock;

use jose::jwe::{self, PrivateKey};
use jose::{Encryption, JweAlg, JweEnc, Jwk};

use crate::signed::{Keypair, SECRET};

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    if mode % 2 == 0 {
        let _ = jwe::decrypt(&String::from_utf8_lossy(input), private());
        return;
    }
    let Some((place, plaintext)) = input.split_first_chunk::<2>() else { return };
    let how = how(*mode);
    let token = jwe::encrypt(plaintext, &recipient(), how, None).expect("a key that fits");
    let opened = jwe::decrypt(&token, private()).expect("ours opens");
    assert!(opened.plaintext == plaintext && opened.alg == how.alg && opened.enc == how.enc);
    let place = usize::from(u16::from_be_bytes(*place)) % token.len();
    let mut altered = token.into_bytes();
    altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
    let altered = String::from_utf8(altered).expect("ASCII");
    assert!(jwe::decrypt(&altered, private()).is_err(), "an altered token opened, byte {place}");
}

fn how(mode: u8) -> Encryption {
    let alg = if mode & 2 == 0 { JweAlg::EcdhEs } else { JweAlg::EcdhEsA256Kw };
    Encryption { alg, enc: JweEnc::ALL[usize::from(mode >> 2) % JweEnc::ALL.len()] }
}

fn private() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| PrivateKey::p256(&SECRET).expect("a scalar of P-256"))
}

fn recipient() -> Jwk {
    let mut key = Keypair::shared().jwk();
    let members = key.as_object_mut().expect("an object");
    members.insert("use".to_owned(), "enc".into());
    members.remove("alg");
    serde_json::from_value(key).expect("a key")
}

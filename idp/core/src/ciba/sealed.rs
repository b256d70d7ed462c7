//! What a ping carries must be told again, so it cannot rest as a hash: it rests sealed, under a key that is in no database.

use ambient::{Chance, RestKey};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::port::PortError;

/// Nonce, ciphertext, tag; bound to `place`, so that two of them cannot be swapped.
pub fn seal(rest: &RestKey, chance: &dyn Chance, place: &str, clear: &str) -> Result<Vec<u8>, PortError> {
    let mut nonce = [0; NONCE_LEN];
    chance.fill(&mut nonce);
    let mut text = clear.as_bytes().to_vec();
    key(rest)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut text)
        .map_err(|_| unreadable("does not seal"))?;
    Ok([nonce.as_slice(), &text].concat())
}

pub fn open(rest: &RestKey, place: &str, sealed: &[u8]) -> Result<String, PortError> {
    let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or_else(|| unreadable("too short"))?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unreadable("nonce"))?;
    let mut body = body.to_vec();
    let clear = key(rest)?
        .open_in_place(nonce, Aad::from(place.as_bytes()), &mut body)
        .map_err(|_| unreadable("another key or another place"))?;
    String::from_utf8(clear.to_vec()).map_err(|_| unreadable("not text"))
}

fn key(rest: &RestKey) -> Result<LessSafeKey, PortError> {
    let bytes = URL_SAFE_NO_PAD.decode(rest.rest("ciba.ping", "key").as_str()).unwrap_or_default();
    UnboundKey::new(&AES_256_GCM, &bytes).map(LessSafeKey::new).map_err(|_| unreadable("not a key"))
}

fn unreadable(why: &'static str) -> PortError {
    PortError::inconsistent("presence", "ciba.ping", why)
}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;

    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_place_and_under_its_key_only() {
        let [rest, other] = [1, 2].map(|byte| RestKey::from_bytes(&[byte; 32]));
        let sealed = seal(&rest, &SystemChance, "a", "secret").unwrap();
        assert_eq!(open(&rest, "a", &sealed).unwrap(), "secret");
        assert!(open(&rest, "b", &sealed).is_err());
        assert!(open(&other, "a", &sealed).is_err());
        assert!(open(&rest, "a", &sealed[..5]).is_err());
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
    }
}

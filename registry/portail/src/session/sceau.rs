//! What leaves this process closed: in the database, in a cookie. AES-256-GCM; the key comes from the registry's key and, for
//! what a visit holds, from its cookie: neither opens anything alone.

use ambient::{Chance, RestKey};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub struct Sceau {
    cle: LessSafeKey,
    usage: &'static str,
}

impl Sceau {
    /// One for each use and each secret.
    pub fn new(cle: &RestKey, usage: &'static str, secret: &str) -> Self {
        let octets = URL_SAFE_NO_PAD.decode(cle.rest(usage, secret).as_str()).expect("a digest rests in base64url");
        let cle = UnboundKey::new(&AES_256_GCM, &octets).expect("HMAC-SHA-256 gives the 32 bytes of a key");
        Self { cle: LessSafeKey::new(cle), usage }
    }

    /// Nonce, ciphertext, tag.
    pub fn fermer<T: Serialize>(&self, chance: &dyn Chance, valeur: &T) -> Vec<u8> {
        let mut corps = serde_json::to_vec(valeur).expect("what is sealed here is texts, numbers and lists of them");
        let mut nonce = [0; NONCE_LEN];
        chance.fill(&mut nonce);
        self.cle
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(self.usage), &mut corps)
            .expect("less is sealed than the cipher bears");
        [nonce.as_slice(), &corps].concat()
    }

    /// `None`: sealed by another key, for another use, altered, or of a form that is not read any more.
    pub fn ouvrir<T: DeserializeOwned>(&self, scelle: &[u8]) -> Option<T> {
        let (nonce, corps) = scelle.split_at_checked(NONCE_LEN)?;
        let mut corps = corps.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let clair = self.cle.open_in_place(nonce, Aad::from(self.usage), &mut corps).ok()?;
        serde_json::from_slice(clair).ok()
    }
}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;

    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_its_secret_and_its_use_together() {
        let cle = RestKey::from_bytes(&[1; 32]);
        let scelle = Sceau::new(&cle, "visite", "cookie").fermer(&SystemChance, &"FICTIF-ALBA");
        assert!(!scelle.windows(6).any(|lu| lu == b"FICTIF"));
        let lu = |cle: &RestKey, usage, secret| Sceau::new(cle, usage, secret).ouvrir::<String>(&scelle);
        assert_eq!(lu(&cle, "visite", "cookie").as_deref(), Some("FICTIF-ALBA"));
        assert_eq!(lu(&cle, "visite", "autre"), None);
        assert_eq!(lu(&cle, "brouillon", "cookie"), None);
        assert_eq!(lu(&RestKey::from_bytes(&[2; 32]), "visite", "cookie"), None);
        let sceau = Sceau::new(&cle, "visite", "cookie");
        for place in 0..scelle.len() {
            let mut altere = scelle.clone();
            altere[place] ^= 1;
            assert_eq!(sceau.ouvrir::<String>(&altere), None, "{place}");
            assert_eq!(sceau.ouvrir::<String>(&scelle[..place]), None, "{place}");
        }
    }
}

use ambient::Chance;
use ecps::ClePublique;
use ecps::jws;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::refus::Refus;

/// A P-256 private key. A real phone holds it in its keystore; here it is 32 bytes that wipe themselves.
pub(crate) struct Cle(SigningKey);

impl Cle {
    pub fn generer(chance: &dyn Chance) -> Self {
        loop {
            let mut octets = Zeroizing::new([0; 32]);
            chance.fill(octets.as_mut_slice());
            // All but one draw in 2^32 lies below the order of the group.
            if let Ok(cle) = SigningKey::from_slice(octets.as_slice()) {
                return Self(cle);
            }
        }
    }

    pub fn from_octets(octets: &[u8]) -> Result<Self, Refus> {
        SigningKey::from_slice(octets).map(Self).map_err(|_| Refus::Illisible("a private key".to_owned()))
    }

    pub fn octets(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.to_bytes().to_vec())
    }

    pub fn publique(&self) -> Result<ClePublique, Refus> {
        let point = self.0.verifying_key().to_sec1_point(false);
        ClePublique::from_point(point.as_bytes()).map_err(|e| Refus::Illisible(e.to_string()))
    }

    /// Deterministic ECDSA (RFC 6979): no randomness at signing time.
    pub fn signer<T: Serialize>(&self, typ: &'static str, contenu: &T) -> Result<String, Refus> {
        let signer = |entree: &[u8]| {
            let signature: Signature = self.0.sign(entree);
            signature.to_bytes().into()
        };
        Ok(jws::signer(typ, contenu, signer)?)
    }
}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;
    use ecps::jws::Jws;

    use super::*;

    #[test]
    fn what_this_key_signs_its_public_half_verifies_and_no_other() {
        let (cle, autre) = (Cle::generer(&SystemChance), Cle::generer(&SystemChance));
        let texte = cle.signer("essai+jwt", &serde_json::json!({"a": 1})).unwrap();
        let jws = Jws::parse(&texte, "essai+jwt").unwrap();
        assert!(jws.verifier::<serde_json::Value>(&cle.publique().unwrap()).is_ok());
        assert!(jws.verifier::<serde_json::Value>(&autre.publique().unwrap()).is_err());
        assert_eq!(Cle::from_octets(&cle.octets()).unwrap().publique(), cle.publique());
    }
}

use ambient::Chance;
use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::refus::Refus;

const SEL: usize = 16;
const INFO: &[&[u8]] = &[b"caducee e-CPS code secret v1"];

/// What one guess costs to whoever has the phone's file *and* the provider's sealed key *and* the key that seals it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cout {
    pub memoire_kio: u32,
    pub passes: u32,
}

impl Cout {
    /// 64 MiB, three passes, one lane: what docs/threats.md measures.
    pub const TELEPHONE: Self = Self { memoire_kio: 64 * 1_024, passes: 3 };
    /// Protects nothing: for tests that enrol many phones.
    pub const ESSAIS_SEULEMENT: Self = Self { memoire_kio: 64, passes: 1 };
}

/// The approval key, wrapped. Opens only with the output of the VOPRF, of which the phone computes no half alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Coffre {
    cout: Cout,
    sel: String,
    nonce: String,
    scelle: String,
}

impl Coffre {
    /// `pour` binds the coffer to what surrounds it, without being secret.
    pub fn fermer(cle: &[u8], sortie: &[u8], pour: &str, avec: (&dyn Chance, Cout)) -> Result<Self, Refus> {
        let (chance, cout) = avec;
        let (mut sel, mut nonce) = ([0; SEL], [0; NONCE_LEN]);
        chance.fill(&mut sel);
        chance.fill(&mut nonce);
        let mut scelle = cle.to_vec();
        cle_de(sortie, &sel, cout)?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(pour), &mut scelle)
            .map_err(|_| Refus::Illisible("sealing".to_owned()))?;
        let [sel, nonce, scelle] = [&sel[..], &nonce, &scelle].map(|octets| URL_SAFE_NO_PAD.encode(octets));
        Ok(Self { cout, sel, nonce, scelle })
    }

    /// `None`: another PIN.
    pub fn ouvrir(&self, sortie: &[u8], pour: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Refus> {
        let decode = |texte: &str| URL_SAFE_NO_PAD.decode(texte).map_err(|e| Refus::Illisible(e.to_string()));
        let nonce = Nonce::try_assume_unique_for_key(&decode(&self.nonce)?)
            .map_err(|_| Refus::Illisible("a nonce".to_owned()))?;
        let mut scelle = Zeroizing::new(decode(&self.scelle)?);
        let cle = cle_de(sortie, &decode(&self.sel)?, self.cout)?;
        let clair = cle.open_in_place(nonce, Aad::from(pour), &mut scelle).ok();
        Ok(clair.map(|clair| Zeroizing::new(clair.to_vec())))
    }
}

/// `K = Argon2id(HKDF(sortie))`.
fn cle_de(sortie: &[u8], sel: &[u8], cout: Cout) -> Result<LessSafeKey, Refus> {
    let illisible = |quoi: &str| Refus::Illisible(quoi.to_owned());
    let mut extrait = Zeroizing::new([0; 32]);
    Salt::new(HKDF_SHA256, b"")
        .extract(sortie)
        .expand(INFO, HKDF_SHA256)
        .and_then(|okm| okm.fill(extrait.as_mut_slice()))
        .map_err(|_| illisible("HKDF"))?;
    let params = Params::new(cout.memoire_kio, cout.passes, 1, Some(32)).map_err(|e| illisible(&e.to_string()))?;
    let mut cle = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(extrait.as_slice(), sel, cle.as_mut_slice())
        .map_err(|e| illisible(&e.to_string()))?;
    UnboundKey::new(&AES_256_GCM, cle.as_slice()).map(LessSafeKey::new).map_err(|_| illisible("AES"))
}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;

    use super::*;

    #[test]
    fn a_coffer_opens_with_the_output_that_closed_it_and_for_its_purpose() {
        let coffre = Coffre::fermer(b"cle", b"sortie", "pour", (&SystemChance, Cout::ESSAIS_SEULEMENT)).unwrap();
        assert_eq!(coffre.ouvrir(b"sortie", "pour").unwrap().unwrap().as_slice(), b"cle");
        assert!(coffre.ouvrir(b"autre", "pour").unwrap().is_none());
        assert!(coffre.ouvrir(b"sortie", "ailleurs").unwrap().is_none());
    }
}

//! The verifiable oblivious function that makes a PIN of six digits worth something (RFC 9497, VOPRF,
//! ristretto255-SHA512): the phone learns `f(key, PIN)` and the provider learns nothing of the PIN, nor keeps
//! anything that depends on it. Types of the library never leave this module.

use ambient::Chance;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core_06::{CryptoRng, Error as RandError, RngCore};
use voprf::{BlindedElement, EvaluationElement, Group, Proof, Ristretto255, VoprfClient, VoprfServer};

type Client = VoprfClient<Ristretto255>;
type Server = VoprfServer<Ristretto255>;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OprfError {
    #[error("not an element, a proof or a key of ristretto255")]
    Illisible,
    #[error("the proof does not hold: another key answered")]
    Preuve,
}

/// The provider's key for one device.
pub struct Cle(Server);

/// What the provider answers, each part in base64url.
pub struct Reponse {
    pub element: String,
    pub preuve: String,
    pub cle: String,
}

impl Cle {
    pub fn generer(chance: &dyn Chance) -> Result<Self, OprfError> {
        Server::new(&mut Source(chance)).map(Self).map_err(|_| OprfError::Illisible)
    }

    /// 64 bytes, to be sealed at once.
    pub fn octets(&self) -> Vec<u8> {
        self.0.serialize().to_vec()
    }

    pub fn from_octets(octets: &[u8]) -> Result<Self, OprfError> {
        Server::deserialize(octets).map(Self).map_err(|_| OprfError::Illisible)
    }

    pub fn evaluer(&self, element: &str, chance: &dyn Chance) -> Result<Reponse, OprfError> {
        let element = BlindedElement::deserialize(&decode(element)?).map_err(|_| OprfError::Illisible)?;
        let evaluation = self.0.blind_evaluate(&mut Source(chance), &element);
        Ok(Reponse {
            element: URL_SAFE_NO_PAD.encode(evaluation.message.serialize()),
            preuve: URL_SAFE_NO_PAD.encode(evaluation.proof.serialize()),
            cle: URL_SAFE_NO_PAD.encode(Ristretto255::serialize_elem(self.0.get_public_key())),
        })
    }
}

/// A secret that the phone has blinded, waiting for the provider's half.
pub struct Aveugle {
    client: Client,
    element: String,
}

impl Aveugle {
    pub fn nouveau(secret: &[u8], chance: &dyn Chance) -> Result<Self, OprfError> {
        let blind = Client::blind(secret, &mut Source(chance)).map_err(|_| OprfError::Illisible)?;
        Ok(Self { client: blind.state, element: URL_SAFE_NO_PAD.encode(blind.message.serialize()) })
    }

    /// What is sent: uniform, independent of the secret.
    pub fn element(&self) -> &str {
        &self.element
    }

    /// The 64 bytes of output, once the proof shows that `cle` answered.
    pub fn finir(&self, secret: &[u8], element: &str, preuve: &str, cle: &str) -> Result<Vec<u8>, OprfError> {
        let element = EvaluationElement::deserialize(&decode(element)?).map_err(|_| OprfError::Illisible)?;
        let preuve = Proof::deserialize(&decode(preuve)?).map_err(|_| OprfError::Illisible)?;
        let cle = Ristretto255::deserialize_elem(&decode(cle)?).map_err(|_| OprfError::Illisible)?;
        let sortie = self.client.finalize(secret, &element, &preuve, cle).map_err(|_| OprfError::Preuve)?;
        Ok(sortie.to_vec())
    }
}

fn decode(texte: &str) -> Result<Vec<u8>, OprfError> {
    URL_SAFE_NO_PAD.decode(texte).map_err(|_| OprfError::Illisible)
}

/// The randomness that came in from outside, in the shape that the library wants.
struct Source<'a>(&'a dyn Chance);

impl RngCore for Source<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        self.0.fill(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), RandError> {
        self.0.fill(dest);
        Ok(())
    }
}

impl CryptoRng for Source<'_> {}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;

    use super::*;

    fn sortie(cle: &Cle, secret: &[u8]) -> Vec<u8> {
        let aveugle = Aveugle::nouveau(secret, &SystemChance).unwrap();
        let reponse = cle.evaluer(aveugle.element(), &SystemChance).unwrap();
        aveugle.finir(secret, &reponse.element, &reponse.preuve, &reponse.cle).unwrap()
    }

    #[test]
    fn the_same_key_and_secret_give_the_same_output_under_different_blinds() {
        let cle = Cle::generer(&SystemChance).unwrap();
        let relue = Cle::from_octets(&cle.octets()).unwrap();
        assert_eq!(sortie(&cle, b"482913"), sortie(&relue, b"482913"));
        assert_ne!(sortie(&cle, b"482913"), sortie(&cle, b"482914"));
        assert_ne!(sortie(&cle, b"482913"), sortie(&Cle::generer(&SystemChance).unwrap(), b"482913"));
    }

    #[test]
    fn an_answer_under_another_key_is_noticed() {
        let (cle, autre) = (Cle::generer(&SystemChance).unwrap(), Cle::generer(&SystemChance).unwrap());
        let aveugle = Aveugle::nouveau(b"482913", &SystemChance).unwrap();
        let attendue = cle.evaluer(aveugle.element(), &SystemChance).unwrap().cle;
        let reponse = autre.evaluer(aveugle.element(), &SystemChance).unwrap();
        assert_eq!(aveugle.finir(b"482913", &reponse.element, &reponse.preuve, &attendue), Err(OprfError::Preuve));
    }

    #[test]
    fn what_is_not_a_group_element_is_refused() {
        let cle = Cle::generer(&SystemChance).unwrap();
        let identite = URL_SAFE_NO_PAD.encode([0; 32]);
        for element in ["", "AA", identite.as_str(), "!"] {
            assert!(cle.evaluer(element, &SystemChance).is_err(), "{element:?}");
        }
    }
}

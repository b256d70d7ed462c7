use ambient::{Seconds, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{ActivationId, AppareilId, ClePublique};

/// "I want an e-CPS": what the person typed, `8` and the eleven digits of the RPPS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandeActivation {
    pub identifiant: String,
}

/// The same answer whether or not somebody has this number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivationOuverte {
    pub activation: ActivationId,
    pub expire_dans: Seconds,
}

/// The two secrets of six digits, one received by SMS and one by e-mail.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodesSaisis {
    pub activation: ActivationId,
    pub code_sms: String,
    pub code_courriel: String,
}

/// What vouches for the phone until it is enrolled. Single use, ten minutes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub ticket: String,
    /// The name that the phone will have.
    pub appareil: AppareilId,
    /// Who the phone says it speaks to: the `aud` of all that it signs.
    pub audience: String,
    pub expire_dans: Seconds,
}

/// What a phone read off the screen of somebody who had just signed in with their card: it lives 90 seconds and serves once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeLu {
    pub code: String,
}

/// The same ticket as after two codes, and whose e-CPS it will be: the phone did not ask.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketCarte {
    pub identifiant: String,
    #[serde(flatten)]
    pub ticket: Ticket,
}

/// What the QR code says: an address of the authorization host whose fragment, which no browser sends, holds the code.
#[derive(Clone, PartialEq, Eq)]
pub struct LienActivation {
    pub origine: String,
    pub code: String,
}

impl LienActivation {
    pub const CHEMIN: &'static str = "/e-cps/activer";

    /// `None`: not such an address.
    pub fn lire(texte: &str) -> Option<Self> {
        let (adresse, code) = texte.trim().split_once('#')?;
        let origine = adresse.strip_suffix(Self::CHEMIN)?;
        let sien = origine.starts_with("https://") && !code.is_empty();
        sien.then(|| Self { origine: origine.to_owned(), code: code.to_owned() })
    }

    pub fn texte(&self) -> String {
        format!("{}{}#{}", self.origine, Self::CHEMIN, self.code)
    }
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandeEvaluation {
    pub ticket: String,
    /// The blinded element, base64url (RFC 9497, ristretto255-SHA512, 32 bytes).
    pub element: String,
}

/// The provider's half of the VOPRF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The evaluated element, base64url.
    pub element: String,
    /// DLEQ proof that `cle` was used, base64url.
    pub preuve: String,
    /// The public key of this device's VOPRF. The phone keeps the first one it sees and accepts no other.
    pub cle: String,
    /// Evaluations left before the e-CPS locks.
    pub essais_restants: u32,
}

/// What stands behind the phone's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attestation {
    /// A phone of the sandbox: a file. Refused in production.
    Simulated,
    /// A real phone that attests nothing.
    None,
    /// Keys made in a hardware keystore, which says so.
    Hardware,
}

impl Attestation {
    pub fn word(self) -> &'static str {
        match self {
            Self::Simulated => "simulated",
            Self::None => "none",
            Self::Hardware => "hardware",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolement {
    pub ticket: String,
    pub cle_approbation: ClePublique,
    pub cle_transport: ClePublique,
    pub attestation: Attestation,
    /// Where a notification without content can be sent; opaque to the provider.
    pub notification: String,
    /// [`PreuvePossession`] signed by each of the two keys.
    pub preuve_approbation: String,
    pub preuve_transport: String,
}

/// "I hold this key, and I mean it for this enrolment": the payload of both proofs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreuvePossession {
    pub aud: String,
    /// Seconds since 1970.
    pub iat: i64,
    pub appareil: AppareilId,
    /// SHA-256 of the ticket, base64url.
    pub ticket: String,
    /// Thumbprints of the two public keys (RFC 7638).
    pub cle_approbation: String,
    pub cle_transport: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrole {
    pub appareil: AppareilId,
    /// When the e-CPS ends: three years later.
    pub expire_le: Timestamp,
    /// Whether another phone has just lost this e-CPS.
    pub remplace: bool,
}

impl PreuvePossession {
    pub const TYP: &'static str = "ecps-possession+jwt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_of_a_qr_code_is_an_address_whose_fragment_holds_the_code() {
        let lien = LienActivation { origine: "https://wallet.example".into(), code: "a.b".into() };
        assert_eq!(lien.texte(), "https://wallet.example/e-cps/activer#a.b");
        assert!(LienActivation::lire(&format!(" {}\n", lien.texte())) == Some(lien));
        for autre in [
            "",
            "https://wallet.example/e-cps/activer",
            "https://wallet.example/ailleurs#a.b",
            "http://w/e-cps/activer#a",
        ] {
            assert!(LienActivation::lire(autre).is_none(), "{autre}");
        }
    }
}

use serde::{Deserialize, Serialize};

use crate::{AppareilId, DemandeId, Empreinte};

/// The body of every request of an enrolled phone: one compact JWS under its transport key (`typ` [`Signe::TYP`]),
/// whose payload is a [`Jeton`] of [`Geste`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signe {
    pub jws: String,
}

impl Signe {
    pub const TYP: &'static str = "ecps-geste+jwt";
}

/// The claims that every signed message carries around its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jeton<T> {
    pub iss: AppareilId,
    pub aud: String,
    /// Seconds since 1970; accepted within 60 s of the provider's clock.
    pub iat: i64,
    /// Used once.
    pub jti: String,
    #[serde(flatten)]
    pub contenu: T,
}

/// What an enrolled phone may ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "geste", rename_all = "snake_case")]
pub enum Geste {
    /// "Is somebody asking for me?"
    Consulter,
    /// "Evaluate this blinded element": counted before it is answered.
    Evaluer {
        element: String,
        /// One more than at the evaluation before, kept by the phone before it asks: two files that speak as one phone
        /// betray each other.
        rang: u64,
    },
    /// A compact JWS under the approval key (`typ` [`Approbation::TYP`]), payload [`Jeton`] of [`Approbation`].
    Approuver {
        approbation: String,
    },
    Refuser {
        demande: DemandeId,
        affichage: Empreinte,
    },
    PasMoi {
        demande: DemandeId,
        affichage: Empreinte,
    },
    /// "Three wrong codes were typed on me": locks at once instead of at the next try.
    Verrouiller,
    /// "I am no e-CPS any more": ends it at once.
    Arreter {
        motif: MotifArret,
    },
}

/// Why a phone ends its own e-CPS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotifArret {
    /// Its holder removed it.
    Retrait,
    /// Another SIM is in the phone than at the activation.
    Sim,
}

/// The act of approving: who asks and for what are in the hash, the number is what the person typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approbation {
    pub demande: DemandeId,
    pub nombre: String,
    pub affichage: Empreinte,
    /// One of the places that were shown; `None` where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
}

impl Approbation {
    pub const TYP: &'static str = "ecps-approbation+jwt";
}

/// "Done": the answer to an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recu {}

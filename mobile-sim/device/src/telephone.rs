use ambient::Timestamp;
use ecps::{ActivationId, Affichage, AppareilId, Attestation, ClePublique, Empreinte, Ticket};
use serde::{Deserialize, Serialize};

use crate::coffre::Coffre;

/// One phone: at most one e-CPS. Serialise it after every act.
#[derive(Clone, Serialize, Deserialize)]
pub struct Telephone {
    /// Where the provider's notifications without content reach this phone.
    pub notification: String,
    /// Which SIM is in it: another number, another SIM.
    #[serde(default)]
    pub sim: u32,
    pub etape: Etape,
}

/// Where the phone stands; each stage holds only what is true in it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "etape", rename_all = "snake_case")]
pub enum Etape {
    Vierge,
    /// Two codes are on their way, or the number is nobody's: the phone cannot tell.
    Codes {
        identifiant: String,
        activation: ActivationId,
        expire_le: Timestamp,
    },
    /// The codes were right: a PIN is to be chosen.
    ChoixCode {
        identifiant: String,
        ticket: Ticket,
        expire_le: Timestamp,
    },
    Actif(Box<Carte>),
    /// Three wrong PINs: the wrapped key is gone, a fresh activation is the way on.
    Verrouille {
        depuis: Timestamp,
    },
    /// The provider ended the e-CPS of this phone.
    Arrete {
        raison: Fin,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fin {
    Remplacee,
    Revoquee,
    Expiree,
    SimChangee,
}

/// The e-CPS.
#[derive(Clone, Serialize, Deserialize)]
pub struct Carte {
    pub appareil: AppareilId,
    /// As the person typed it.
    pub identifiant: String,
    pub attestation: Attestation,
    pub expire_le: Timestamp,
    pub(crate) audience: String,
    /// The transport key, not wrapped: it fetches and refuses, and cannot approve. Private scalar, base64url.
    pub(crate) transport: String,
    pub(crate) cle_approbation: ClePublique,
    pub(crate) coffre: Coffre,
    /// The VOPRF key seen at enrolment: no other is accepted.
    pub(crate) cle_oprf: String,
    /// Evaluations asked so far: each asks with one more, kept before it leaves.
    #[serde(default)]
    pub(crate) rang: u64,
    /// The SIM that was in the phone at the activation.
    #[serde(default)]
    pub(crate) sim: u32,
    /// What the screen shows now.
    pub(crate) vue: Option<DemandeVue>,
}

/// A request as this phone shows it: the words, and the very text that they were read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandeVue {
    pub affichage: Affichage,
    pub(crate) texte: String,
    /// The place that the person chose, where the request asks for one.
    #[serde(default)]
    pub(crate) lieu: Option<String>,
}

impl DemandeVue {
    /// What an approval signs.
    pub fn empreinte(&self) -> Empreinte {
        Empreinte::de(&self.texte)
    }
}

impl Telephone {
    pub fn neuf(notification: impl Into<String>) -> Self {
        Self { notification: notification.into(), sim: 0, etape: Etape::Vierge }
    }

    pub fn carte(&self) -> Option<&Carte> {
        match &self.etape {
            Etape::Actif(carte) => Some(carte),
            _ => None,
        }
    }

    /// Puts another SIM into the phone; the app notices when it is next opened.
    pub fn changer_sim(&mut self) {
        self.sim += 1;
    }

    /// Removes the e-CPS, or an activation in progress, from this phone.
    pub fn oublier(&mut self) {
        self.etape = Etape::Vierge;
    }
}

impl Carte {
    /// What was last shown and not answered.
    pub fn vue(&self) -> Option<&DemandeVue> {
        self.vue.as_ref()
    }

    /// What binds the coffer to this card.
    pub(crate) fn lien(&self) -> String {
        lien(&self.appareil, &self.cle_approbation, &self.cle_oprf)
    }
}

pub(crate) fn lien(appareil: &AppareilId, cle: &ClePublique, oprf: &str) -> String {
    format!("{appareil}|{}|{oprf}", cle.thumbprint())
}

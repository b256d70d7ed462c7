use ecps::{Affichage, DemandeId};

use crate::saisie::Saisie;

/// Places of the PIN.
pub const CODE: usize = 6;

/// What the phone is in the middle of: in memory only, lost by a restart as a real screen is.
#[derive(Debug)]
pub enum Ecran {
    /// What the stage of the phone says: activate, type the codes, home, locked.
    Base,
    Choisir {
        saisie: Saisie,
    },
    Confirmer {
        premier: Saisie,
        saisie: Saisie,
    },
    Activee,
    /// Where the person works, for a request that asks.
    Lieu {
        demande: DemandeId,
    },
    Nombre {
        demande: DemandeId,
        saisie: Saisie,
    },
    Code {
        demande: DemandeId,
        nombre: Saisie,
        saisie: Saisie,
    },
    Oubli,
    Validee {
        service: String,
    },
    PasMoi,
    Refusee {
        service: String,
    },
    Historique,
}

/// What the screen says of the last touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Avis {
    /// A text of ours.
    Cle(&'static str),
    /// Wrong PIN, tries left.
    Essais(u32),
    /// A sentence of the provider or of the device code, in French.
    Phrase(String),
}

impl Ecran {
    pub fn choisir() -> Self {
        Self::Choisir { saisie: Saisie::vide(CODE) }
    }

    /// A pad with as many places as the number of this request has digits.
    pub fn nombre(affichage: &Affichage) -> Self {
        Self::Nombre { demande: affichage.demande.clone(), saisie: Saisie::vide(affichage.chiffres.into()) }
    }

    /// The pad of this screen, where there is one.
    pub fn saisie(&mut self) -> Option<&mut Saisie> {
        match self {
            Self::Choisir { saisie }
            | Self::Confirmer { saisie, .. }
            | Self::Nombre { saisie, .. }
            | Self::Code { saisie, .. } => Some(saisie),
            _ => None,
        }
    }
}

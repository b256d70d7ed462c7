use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::demande::{Attestations, ContactSaisi, NouvelleInscription, PieceIdentite};
use crate::identite::EtatCivilSaisi;
use crate::situation_acte::{NouvelleSituation, SituationDemandee};

/// One line, ready for the doors that one person goes through. It is forgotten as soon as the line is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contenu {
    pub structure: Finess,
    pub situation: SituationDemandee,
    pub qui: Qui,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "qui")]
pub enum Qui {
    /// As the file tells them; the registry may know them all the same.
    Nouvelle { identite: Box<EtatCivilSaisi>, contact: ContactSaisi, piece: Option<PieceIdentite> },
    /// The file gives their number.
    Connue { personne: IdentifiantNational },
}

impl Qui {
    /// What the line itself declares, beside what is declared once for all lines.
    pub fn attester(&self, declarees: &Attestations) -> Attestations {
        let piece = match self {
            Self::Nouvelle { piece, .. } => *piece,
            Self::Connue { .. } => None,
        };
        Attestations { piece, ..declarees.clone() }
    }
}

impl Contenu {
    /// `None` for somebody whose number is given: they are not registered again.
    pub fn inscription(&self, declarees: &Attestations) -> Option<NouvelleInscription> {
        let Qui::Nouvelle { identite, contact, .. } = &self.qui else { return None };
        Some(NouvelleInscription {
            structure: self.structure.clone(),
            identite: EtatCivilSaisi::clone(identite),
            contact: contact.clone(),
            situation: self.situation.clone(),
            attestations: self.qui.attester(declarees),
        })
    }

    pub fn rattachement(&self, personne: &IdentifiantNational, declarees: &Attestations) -> NouvelleSituation {
        NouvelleSituation {
            personne: personne.clone(),
            structure: self.structure.clone(),
            situation: self.situation.clone(),
            attestations: self.qui.attester(declarees),
        }
    }
}

use ambient::Timestamp;
use sante::{Finess, IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

use crate::demande::{DemandeError, DemandeId, Dossier, Flux, Sujet};
use crate::idempotence::Auteur;

/// A request and where it stands. Only [`EnAttente`] goes to another stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demande {
    pub id: DemandeId,
    pub flux: Flux,
    pub auteur: Auteur,
    /// The establishment whose gestionnaires decide (ENR-05).
    pub structure: Finess,
    pub dossier: Dossier,
    pub etape: Etape,
    /// Grows with each stage: whoever decides names the one that they saw.
    pub version: u32,
    pub deposee_le: Timestamp,
}

/// Each stage holds what is true in it and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etape")]
pub enum Etape {
    /// By the professional, to the structure.
    Envoyee,
    /// The registry holds people who look alike: a gestionnaire says whether it is one of them.
    AExaminer {
        candidats: Vec<IdentifiantNational>,
    },
    Validee {
        personne: IdentifiantNational,
        situation: SituationId,
        par: IdentifiantNational,
        le: Timestamp,
    },
    Rejetee {
        motif: Motif,
        commentaire: String,
        par: IdentifiantNational,
        le: Timestamp,
    },
    /// Told to the professional, not to the gestionnaire (NOT-03).
    RefuseeParLeRegistre {
        cause: CauseRefus,
        le: Timestamp,
    },
    /// By its author.
    Retiree {
        le: Timestamp,
    },
}

/// The three codes of rejection (ENR-16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motif {
    /// Another reason.
    #[serde(rename = "AUT")]
    Autre,
    /// The person's job changed.
    #[serde(rename = "CHA")]
    Changement,
    /// No need, or data that do not hold.
    #[serde(rename = "def")]
    Defaut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CauseRefus {
    /// The person has a number: they are attached, not registered again (ENR-12).
    DejaInscrite,
    /// Nobody is left who could decide (CON-01).
    ContratTermine,
}

/// A request on which somebody may still decide.
#[derive(Clone, Debug)]
pub struct EnAttente(Demande);

impl Demande {
    /// # Errors
    /// When it was decided, or changed since `version` was seen.
    pub fn en_attente(self, version: u32) -> Result<EnAttente, DemandeError> {
        match self.etape {
            Etape::Envoyee | Etape::AExaminer { .. } if self.version == version => Ok(EnAttente(self)),
            Etape::Envoyee | Etape::AExaminer { .. } => Err(DemandeError::Changee),
            _ => Err(DemandeError::DejaTraitee),
        }
    }

    pub const fn ouverte(&self) -> bool {
        matches!(self.etape, Etape::Envoyee | Etape::AExaminer { .. })
    }

    /// As it is kept: of a decided one, who it was is told by the person's own record, or by nothing.
    #[must_use]
    pub fn a_garder(mut self) -> Self {
        if let Etape::Validee { personne, .. } = &self.etape {
            self.dossier.sujet = Sujet::Connue(personne.clone());
        } else if !self.ouverte() && matches!(self.dossier.sujet, Sujet::Nouvelle { .. }) {
            self.dossier.sujet = Sujet::Oubliee(self.dossier.sujet.cle());
        }
        self
    }
}

impl EnAttente {
    pub const fn demande(&self) -> &Demande {
        &self.0
    }

    /// People whom somebody was already asked about.
    pub fn candidats(&self) -> &[IdentifiantNational] {
        match &self.0.etape {
            Etape::AExaminer { candidats } => candidats,
            _ => &[],
        }
    }

    pub fn passer(self, etape: Etape) -> Demande {
        Demande { etape, version: self.0.version + 1, ..self.0 }.a_garder()
    }
}

impl Etape {
    /// When the registry refused because the person has a number (ENR-12).
    pub const fn deja_inscrite_le(&self) -> Option<Timestamp> {
        match self {
            Self::RefuseeParLeRegistre { cause: CauseRefus::DejaInscrite, le } => Some(*le),
            _ => None,
        }
    }

    /// As it is stored and told.
    pub const fn nom(&self) -> &'static str {
        match self {
            Self::Envoyee => "ENVOYEE",
            Self::AExaminer { .. } => "A_EXAMINER",
            Self::Validee { .. } => "VALIDEE",
            Self::Rejetee { .. } => "REJETEE",
            Self::RefuseeParLeRegistre { .. } => "REFUSEE_PAR_LE_REGISTRE",
            Self::Retiree { .. } => "RETIREE",
        }
    }

    /// Which gestionnaire decided.
    pub const fn par(&self) -> Option<&IdentifiantNational> {
        match self {
            Self::Validee { par, .. } | Self::Rejetee { par, .. } => Some(par),
            _ => None,
        }
    }
}

impl Motif {
    pub const TOUS: [Self; 3] = [Self::Autre, Self::Changement, Self::Defaut];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Autre => "AUT",
            Self::Changement => "CHA",
            Self::Defaut => "def",
        }
    }

    pub fn lu(code: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|motif| motif.code() == code)
    }

    /// What the professional reads.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Autre => "Votre demande n'a pas été retenue.",
            Self::Changement => "Votre activité dans cet établissement a changé.",
            Self::Defaut => "Les informations données ne permettent pas l'enregistrement.",
        }
    }
}

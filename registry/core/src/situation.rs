use std::fmt::Write as _;

use ambient::Timestamp;
use aws_lc_rs::digest;
use sante::{IdentifiantNational, SituationId};

use crate::exercice::CleExercice;
use crate::source::Source;
use crate::structure::CleStructure;

/// A role in a place for a period (SIT-16).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SituationExercice {
    pub id: SituationId,
    pub source: Source,
    /// S, L, B, I.
    pub code_mode: String,
    pub code_secteur: String,
    pub code_section_pharmacien: String,
    /// TRE_R21, TRE_R96 or TRE_R85.
    pub code_role: String,
    /// TRE_R22: what the portal calls the role.
    pub code_genre: String,
    pub autorite: String,
    /// `None`: an exercise declared without a place.
    pub structure: Option<CleStructure>,
    /// First instant; `None` for what an extraction brought, which does not say since when: it holds now.
    pub debut: Option<Timestamp>,
    pub fin: Option<Fin>,
}

/// How a situation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fin {
    /// First instant at which it no longer holds.
    pub le: Timestamp,
    /// What a gestionnaire ended is not opened again by a file that has not heard of it.
    pub par: Source,
}

/// What tells two situations of one person apart. Neither the role nor the function is part of it: both can be changed in
/// place (SIT-13), and two roles in one place at one time are refused (SIT-03).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleSituation {
    pub exercice: CleExercice,
    pub structure: Option<CleStructure>,
    pub code_mode: String,
}

impl SituationExercice {
    /// Whether it holds at this instant.
    pub fn en_cours(&self, instant: Timestamp) -> bool {
        self.debut.is_none_or(|debut| debut <= instant) && self.fin.is_none_or(|fin| instant < fin.le)
    }

    /// Whether it will never hold again: its end is reached, or it was cancelled before it began.
    pub fn finie(&self, instant: Timestamp) -> bool {
        self.fin.is_some_and(|fin| fin.le <= instant || self.debut.is_some_and(|debut| fin.le <= debut))
    }

    pub fn cle(&self, exercice: &CleExercice) -> CleSituation {
        CleSituation {
            exercice: exercice.clone(),
            structure: self.structure.clone(),
            code_mode: self.code_mode.clone(),
        }
    }
}

impl CleSituation {
    /// The same identifier whenever and wherever the same file is imported. `rang` counts the former periods under this
    /// key: a situation that comes back after its end is another one.
    pub fn identifiant(&self, personne: &IdentifiantNational, rang: usize) -> SituationId {
        let structure = self.structure.as_ref().map_or("", CleStructure::as_str);
        let CleExercice { code_profession, code_categorie } = &self.exercice;
        let cle = format!("{personne}|{code_profession}|{code_categorie}|{structure}|{}|{rang}", self.code_mode);
        let empreinte = digest::digest(&digest::SHA256, cle.as_bytes());
        let mut texte = String::with_capacity(32);
        for octet in &empreinte.as_ref()[..16] {
            let _ = write!(texte, "{octet:02x}");
        }
        SituationId::from(texte)
    }
}

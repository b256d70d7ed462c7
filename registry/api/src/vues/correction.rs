use registry_core::proposition::{Proposition, PropositionId};
use sante::IdentifiantNational;
use serde::Serialize;
use utoipa::ToSchema;

use super::instant::instant;

/// A correction was proposed.
#[derive(Serialize, ToSchema)]
#[schema(as = CorrectionProposee)]
pub struct ProposeeJson {
    correction: String,
}

/// A correction that waits: whose contact data, never the data.
#[derive(Serialize, ToSchema)]
#[schema(as = Correction)]
pub struct CorrectionJson {
    id: String,
    personne: String,
    /// What it changes: `courriel`, `mobile`.
    champs: Vec<&'static str>,
    #[schema(format = DateTime)]
    proposee_le: String,
    /// Nobody confirms it any more after that.
    #[schema(format = DateTime)]
    expire_le: String,
    /// Proposed by the caller: somebody else confirms it.
    la_mienne: bool,
}

impl CorrectionJson {
    pub fn vue(proposition: &Proposition, agent: &IdentifiantNational) -> Self {
        Self {
            id: proposition.id.to_string(),
            personne: proposition.personne.to_string(),
            champs: proposition.objet.champs(),
            proposee_le: instant(proposition.le),
            expire_le: instant(proposition.expire_le),
            la_mienne: proposition.par == *agent,
        }
    }
}

impl From<PropositionId> for ProposeeJson {
    fn from(correction: PropositionId) -> Self {
        Self { correction: correction.to_string() }
    }
}

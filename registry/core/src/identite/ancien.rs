use std::collections::BTreeMap;

use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;

use crate::personne::EtatCivil;
use crate::port::PortError;

/// A civil status that another one replaced: restricted as the present one is, and shown to the person and the support alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AncienEtatCivil {
    pub etat_civil: EtatCivil,
    pub remplace_le: Timestamp,
}

#[async_trait]
pub trait Anciens: Send + Sync {
    /// The present ones of those of `personnes` whom the registry holds.
    async fn etats_civils(
        &self,
        personnes: &[IdentifiantNational],
    ) -> Result<BTreeMap<IdentifiantNational, EtatCivil>, PortError>;
    /// The latest first, whoever replaced it, an agent or a file.
    async fn anciens_etats_civils(&self, personne: &IdentifiantNational) -> Result<Vec<AncienEtatCivil>, PortError>;
}

//! The registry, as the provider needs it.

use annuaire::{Correspondance, Evenements, Numero, Personne};
use async_trait::async_trait;
use sante::IdentifiantNational;

#[derive(Debug, thiserror::Error)]
pub enum AnnuaireError {
    #[error("nobody has this identifier")]
    Inconnue,
    #[error("the person was deactivated")]
    Desactivee,
    #[error("the registry is out of reach: {0}")]
    HorsService(String),
}

#[async_trait]
pub trait Annuaire: Send + Sync {
    async fn personne(&self, identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError>;
    /// For the enrolment secrets of an e-CPS only.
    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Correspondance, AnnuaireError>;
    /// Asked before each activation of an e-CPS: from the first one on, nobody else changes the person's contact data.
    /// `false`: not with these contact data yet, they have changed since the codes left.
    async fn activation(&self, identifiant: &IdentifiantNational) -> Result<bool, AnnuaireError>;
    /// Events after `apres`, held open up to `attente` seconds when there is none yet.
    async fn evenements(&self, apres: Numero, attente: u32) -> Result<Evenements, AnnuaireError>;
}

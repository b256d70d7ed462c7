use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;

use super::{AvisAEnvoyer, Disponibilite, Sujet};
use crate::port::PortError;
use crate::structure::CleStructure;

/// What a chantier writes of notices: queued with the rest, whole or absent.
#[async_trait]
pub trait Ecrits: Send {
    /// A notice whose origin was already told is left out.
    async fn avertir(&mut self, avis: &[AvisAEnvoyer]) -> Result<(), PortError>;
    /// Replaces what was planned for this person.
    async fn programmer(
        &mut self,
        personne: &IdentifiantNational,
        disponibilite: Disponibilite,
    ) -> Result<(), PortError>;
    /// `None`: nothing was planned, which means at once.
    async fn disponibilite(&mut self, personne: &IdentifiantNational) -> Result<Option<Disponibilite>, PortError>;
    /// The mails of this person that came back were seen to.
    async fn classer_retours(&mut self, sujet: &Sujet, le: Timestamp) -> Result<(), PortError>;
    /// Those that left in the name of these structures were put aside. Tells how many.
    async fn ecarter_retours(
        &mut self,
        sujet: &Sujet,
        structures: &[CleStructure],
        le: Timestamp,
    ) -> Result<u64, PortError>;
}

/// A mail that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retour {
    pub sujet: Sujet,
    pub structure: CleStructure,
    /// The mail server's code (`550`, `5.1.1`): for the technical team.
    pub code: String,
    pub le: Timestamp,
}

/// What is asked about notices without changing anything.
#[async_trait]
pub trait Suivi: Send + Sync {
    /// Mails that left in the name of these structures and came back, newest first, until somebody saw to them.
    async fn retours(&self, structures: &[CleStructure], limite: u32) -> Result<Vec<Retour>, PortError>;
    /// Who waits for something still, whom the e-CPS comes to first at the head.
    async fn en_attente(
        &self,
        maintenant: Timestamp,
        limite: u32,
    ) -> Result<Vec<(IdentifiantNational, Disponibilite)>, PortError>;
    async fn disponibilite_de(&self, personne: &IdentifiantNational) -> Result<Option<Disponibilite>, PortError>;
}

use ambient::Timestamp;
use annuaire::Correspondance;
use async_trait::async_trait;
use sante::IdentifiantNational;

use super::DemandeGel;
use crate::port::PortError;

/// What a chantier knows and writes of contact data, besides the data themselves.
#[async_trait]
pub trait Ecrits: Send {
    /// The contact data of this person may not activate an e-CPS before `des`; a later instant already there stays.
    async fn refroidir(&mut self, personne: &IdentifiantNational, des: Timestamp) -> Result<(), PortError>;
    /// The contact data are the portal's from `depuis` on: no extraction writes over them.
    async fn tenir(&mut self, personne: &IdentifiantNational, depuis: Timestamp) -> Result<(), PortError>;
    /// From when the contact data of this person activate an e-CPS, with both delays; `None`: at once.
    async fn activation_des(&mut self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError>;
    /// Keeps those that were there, replaced at the first instant and put back until the second at most.
    async fn garder_anciennes(
        &mut self,
        personne: &IdentifiantNational,
        anciennes: &Correspondance,
        remplacees_gardees: (Timestamp, Timestamp),
    ) -> Result<(), PortError>;
    /// Since when the contact data are frozen; `None`: they are not.
    async fn gel(&mut self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError>;
    /// Freezes them at this instant, or lifts it.
    async fn geler(&mut self, personne: &IdentifiantNational, depuis: Option<Timestamp>) -> Result<(), PortError>;
    /// `false`: the support has not answered another request of the person yet.
    async fn demander_gel(&mut self, demande: &DemandeGel) -> Result<bool, PortError>;
    /// Takes the request off the list; `None`: there is none.
    async fn clore_demande_gel(&mut self, personne: &IdentifiantNational) -> Result<Option<DemandeGel>, PortError>;
    /// When the person first activated an e-CPS.
    async fn premiere_activation(&mut self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError>;
    /// `false`: the first one was told before.
    async fn noter_activation(&mut self, personne: &IdentifiantNational, le: Timestamp) -> Result<bool, PortError>;
}

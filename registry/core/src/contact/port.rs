use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;

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
    /// When the person first activated an e-CPS.
    async fn premiere_activation(&mut self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError>;
    /// `false`: the first one was told before.
    async fn noter_activation(&mut self, personne: &IdentifiantNational, le: Timestamp) -> Result<bool, PortError>;
}

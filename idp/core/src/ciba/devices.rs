use async_trait::async_trait;
use ecps::DemandeId;
use sante::IdentifiantNational;

use crate::ecps::{DemandeError, DemandeEtat, Demandes, NouvelleDemande, Origine, Prise};
use crate::moyen::Authentication;
use crate::port::PortError;

/// The phones, as a service that asks by itself needs them: count, ask, look, take.
#[async_trait]
pub trait AuthenticationDevices: Send + Sync {
    /// Counts a request before it is answered; the same for a number that nobody has.
    async fn admettre(&self, personne: &IdentifiantNational, origine: &Origine) -> Result<(), DemandeError>;
    /// Asks, under a name that was given before.
    async fn poser(
        &self,
        id: DemandeId,
        personne: IdentifiantNational,
        nouvelle: NouvelleDemande,
    ) -> Result<(), DemandeError>;
    async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError>;
    /// Takes an approval, once.
    async fn prendre(&self, id: &DemandeId) -> Result<Prise, DemandeError>;
    /// Whether the phone of this proof is still the e-CPS of whoever gave it.
    async fn sert(&self, preuve: &Authentication) -> Result<bool, PortError>;
}

#[async_trait]
impl AuthenticationDevices for Demandes {
    async fn admettre(&self, personne: &IdentifiantNational, origine: &Origine) -> Result<(), DemandeError> {
        self.admettre(personne, origine).await
    }

    async fn poser(
        &self,
        id: DemandeId,
        personne: IdentifiantNational,
        nouvelle: NouvelleDemande,
    ) -> Result<(), DemandeError> {
        self.poser(id, personne, nouvelle).await.map(|_| ())
    }

    async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError> {
        self.etat(id).await
    }

    async fn prendre(&self, id: &DemandeId) -> Result<Prise, DemandeError> {
        self.prendre(id).await
    }

    async fn sert(&self, preuve: &Authentication) -> Result<bool, PortError> {
        self.sert(preuve).await
    }
}

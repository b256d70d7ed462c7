use async_trait::async_trait;
use ecps::DemandeId;

use crate::ecps::{DemandeError, DemandeEtat, DemandeOuverte, Demandes, NouvelleDemande};
use crate::moyen::Authentication;
use crate::port::PortError;

/// The e-CPS, as a login needs it: ask, look, take, give up.
#[async_trait]
pub trait Telephone: Send + Sync {
    /// The same answer whether or not a phone will ring.
    async fn ouvrir(&self, nouvelle: NouvelleDemande) -> Result<DemandeOuverte, DemandeError>;
    async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError>;
    /// Takes an approval, once.
    async fn prendre(&self, id: &DemandeId) -> Result<Authentication, DemandeError>;
    async fn annuler(&self, id: &DemandeId) -> Result<(), PortError>;
}

#[async_trait]
impl Telephone for Demandes {
    async fn ouvrir(&self, nouvelle: NouvelleDemande) -> Result<DemandeOuverte, DemandeError> {
        self.ouvrir(nouvelle).await
    }

    async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError> {
        self.etat(id).await
    }

    async fn prendre(&self, id: &DemandeId) -> Result<Authentication, DemandeError> {
        Ok(self.prendre(id).await?.preuve)
    }

    async fn annuler(&self, id: &DemandeId) -> Result<(), PortError> {
        self.annuler(id).await
    }
}

//! Somebody out of service and back, as two agents of the support decide it, without the agents.

use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use annuaire::Fait;
use registry_core::port::{Chantier, Ecritures, PortError, Registre};
use registry_core::retrait::{Cause, Retrait};
use sante::IdentifiantNational;

pub struct Service {
    pub ambient: Ambient,
    pub registre: Arc<dyn Registre>,
}

impl Service {
    pub async fn desactiver(&self, personne: &IdentifiantNational) -> Result<(), PortError> {
        let (mut chantier, le) = (self.registre.chantier().await?, self.ambient.now());
        let retrait = Retrait { cause: Cause::Suspension, debut: le, fin: None };
        chantier.retirer(personne, &retrait, le).await?;
        raconter(chantier, (personne, le), Fait::PersonneDesactivee).await
    }

    pub async fn reactiver(&self, personne: &IdentifiantNational) -> Result<(), PortError> {
        let (mut chantier, le) = (self.registre.chantier().await?, self.ambient.now());
        chantier.reprendre(personne, le, le).await?;
        raconter(chantier, (personne, le), Fait::PersonneReactivee).await
    }
}

async fn raconter(
    mut chantier: Box<dyn Chantier>,
    (personne, le): (&IdentifiantNational, Timestamp),
    fait: Fait,
) -> Result<(), PortError> {
    let ecritures = Ecritures { evenements: vec![(personne.clone(), fait)], ..Ecritures::default() };
    chantier.ecrire(&ecritures, le).await?;
    chantier.valider().await
}

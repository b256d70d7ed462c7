//! SQLite: many rows a statement. The engine is in this process, and a statement costs no way there and back.

use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::import::Chargement;
use registry_core::port::{Chantier as _, Ecritures, PortError};

use crate::chantier::ChantierSql;
use crate::magasin::Magasin;

pub struct Insertion(Box<ChantierSql>);

impl Insertion {
    pub async fn ouvrir(magasin: &Magasin) -> Result<Option<Self>, PortError> {
        let mut chantier = ChantierSql::ouvrir(magasin).await?;
        Ok(chantier.vierge().await?.then(|| Self(Box::new(chantier.en_versement()))))
    }
}

#[async_trait]
impl Chargement for Insertion {
    async fn verser(&mut self, ecritures: &Ecritures, survenu: Timestamp) -> Result<(), PortError> {
        self.0.ecrire(ecritures, survenu).await
    }

    async fn valider(self: Box<Self>) -> Result<(), PortError> {
        self.0.valider().await
    }
}

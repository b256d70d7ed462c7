//! SQLite: many rows a statement. The engine is in this process, and a statement costs no way there and back.

use std::sync::Arc;

use ambient::Timestamp;
use async_trait::async_trait;
use database::Database;
use registry_core::import::Chargement;
use registry_core::port::{Chantier as _, Ecritures, PortError};
use tokio::sync::Notify;

use crate::chantier::ChantierSql;

pub struct Insertion(Box<ChantierSql>);

impl Insertion {
    pub async fn ouvrir(base: &Database, sonnette: Arc<Notify>) -> Result<Option<Self>, PortError> {
        let mut chantier = ChantierSql::ouvrir(base, sonnette).await?;
        Ok(chantier.vierge().await?.then(|| Self(Box::new(chantier))))
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

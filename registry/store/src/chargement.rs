//! The first file of all, by what each engine does best: one transaction that only writes.

mod copie;
mod insertion;
mod structure_nue;

use std::sync::Arc;

use database::{Database, Engine};
use registry_core::import::Chargement;
use registry_core::port::PortError;
use tokio::sync::Notify;

use copie::Copie;
use insertion::Insertion;

/// `None`: the registry holds somebody, or a place.
pub async fn ouvrir(base: &Database, sonnette: Arc<Notify>) -> Result<Option<Box<dyn Chargement>>, PortError> {
    Ok(match base.engine() {
        Engine::Sqlite => Insertion::ouvrir(base, sonnette).await?.map(|ouverte| Box::new(ouverte) as _),
        Engine::Postgres => Copie::ouvrir(base, sonnette).await?.map(|ouverte| Box::new(ouverte) as _),
    })
}

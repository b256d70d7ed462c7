//! The first file of all, by what each engine does best: one transaction that only writes.

mod copie;
mod insertion;
mod structure_nue;

use std::sync::Arc;

use database::Engine;
use registry_core::import::Chargement;
use registry_core::port::PortError;

use crate::magasin::Magasin;
use copie::Copie;
use insertion::Insertion;

/// `None`: the registry holds somebody, or a place.
pub async fn ouvrir(magasin: &Magasin) -> Result<Option<Box<dyn Chargement>>, PortError> {
    let sonnette = Arc::clone(&magasin.sonnette);
    Ok(match magasin.base.engine() {
        Engine::Sqlite => Insertion::ouvrir(magasin).await?.map(|ouverte| Box::new(ouverte) as _),
        Engine::Postgres => Copie::ouvrir(&magasin.base, sonnette).await?.map(|ouverte| Box::new(ouverte) as _),
    })
}

//! Counts of what is asked. On PostgreSQL a table that all nodes share. A registry on SQLite is one process: it counts in its
//! own memory, where a question never waits for the one writer, which an import keeps for minutes.

mod memoire;
mod partage;

use ambient::Timestamp;
use async_trait::async_trait;
use database::Engine;
use registry_core::compteur::{Comptee, Compteurs, Limite};
use registry_core::port::PortError;

pub use memoire::Memoire;

use crate::magasin::Magasin;

#[async_trait]
impl Compteurs for Magasin {
    async fn compter(&self, cle: &str, limite: Limite, maintenant: Timestamp) -> Result<Comptee, PortError> {
        if limite.fois == 0 {
            return Ok(Comptee::DeTrop { jusque: maintenant.plus(limite.fenetre) });
        }
        match self.base.engine() {
            Engine::Sqlite => Ok(self.compteurs.compter(cle, limite, maintenant)),
            Engine::Postgres => partage::compter(&self.base, cle, limite, maintenant).await,
        }
    }

    async fn oublier(&self, maintenant: Timestamp) -> Result<u64, PortError> {
        match self.base.engine() {
            Engine::Sqlite => Ok(self.compteurs.oublier(maintenant)),
            Engine::Postgres => partage::oublier(&self.base, maintenant).await,
        }
    }
}

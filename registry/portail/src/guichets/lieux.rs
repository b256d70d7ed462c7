use async_trait::async_trait;
use sante::Finess;

use super::Registre;

/// What an establishment is called: public, and better known than its number.
#[async_trait]
pub trait GuichetLieux: Send + Sync {
    /// The number itself where the registry has no name.
    async fn nom(&self, finess: &Finess) -> String;
}

#[async_trait]
impl GuichetLieux for Registre {
    async fn nom(&self, finess: &Finess) -> String {
        let connu = self.registre.structure(finess).await.ok().flatten();
        let nom = connu.map(|structure| structure.details.raison_sociale).filter(|nom| !nom.is_empty());
        nom.unwrap_or_else(|| finess.to_string())
    }
}

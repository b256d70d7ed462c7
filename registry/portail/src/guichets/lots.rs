use async_trait::async_trait;
use registry_core::demande::Attestations;
use registry_core::lot::{Bureau, Choix, LigneDeLot, Lot, LotError, LotId, LotVu};
use sante::IdentifiantNational;

/// Many people in one file.
#[async_trait]
pub trait GuichetLots: Send + Sync {
    /// The name of the file, and its bytes.
    async fn deposer(&self, agent: &IdentifiantNational, fichier: (&str, Vec<u8>)) -> Result<LotId, LotError>;
    /// Newest first.
    async fn miens(&self, agent: &IdentifiantNational) -> Result<Vec<Lot>, LotError>;
    async fn voir(&self, agent: &IdentifiantNational, id: &LotId) -> Result<LotVu, LotError>;
    async fn lignes(&self, agent: &IdentifiantNational, id: &LotId, choix: Choix) -> Result<Vec<LigneDeLot>, LotError>;
    async fn compte_rendu(&self, agent: &IdentifiantNational, id: &LotId) -> Result<String, LotError>;
    async fn lancer(&self, agent: &IdentifiantNational, id: &LotId, declarees: &Attestations) -> Result<(), LotError>;
    async fn abandonner(&self, agent: &IdentifiantNational, id: &LotId) -> Result<(), LotError>;
}

#[async_trait]
impl GuichetLots for Bureau {
    async fn deposer(&self, agent: &IdentifiantNational, fichier: (&str, Vec<u8>)) -> Result<LotId, LotError> {
        self.deposer(agent, fichier).await
    }

    async fn miens(&self, agent: &IdentifiantNational) -> Result<Vec<Lot>, LotError> {
        self.miens(agent).await
    }

    async fn voir(&self, agent: &IdentifiantNational, id: &LotId) -> Result<LotVu, LotError> {
        self.voir(agent, id).await
    }

    async fn lignes(&self, agent: &IdentifiantNational, id: &LotId, choix: Choix) -> Result<Vec<LigneDeLot>, LotError> {
        self.lignes(agent, id, choix).await
    }

    async fn compte_rendu(&self, agent: &IdentifiantNational, id: &LotId) -> Result<String, LotError> {
        self.compte_rendu(agent, id).await
    }

    async fn lancer(&self, agent: &IdentifiantNational, id: &LotId, declarees: &Attestations) -> Result<(), LotError> {
        self.lancer(agent, id, declarees).await
    }

    async fn abandonner(&self, agent: &IdentifiantNational, id: &LotId) -> Result<(), LotError> {
        self.abandonner(agent, id).await
    }
}

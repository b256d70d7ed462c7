use async_trait::async_trait;
use registry_core::Structure;
use registry_core::recherche::{Effectif, RechercheError, Trouvees};
use sante::{Finess, IdentifiantNational};

use super::Registre;

/// Finding people (GES-21).
#[async_trait]
pub trait GuichetRecherche: Send + Sync {
    /// By number or by name.
    async fn chercher(&self, agent: &IdentifiantNational, texte: &str) -> Result<Trouvees, RechercheError>;
    /// What anybody may look up.
    async fn consulter(&self, texte: &str) -> Result<Trouvees, RechercheError>;
    /// Where the agent registers people, in the order of their names.
    async fn etablissements(&self, agent: &IdentifiantNational) -> Result<Vec<Structure>, RechercheError>;
    /// One page of those who work there, from 1 on.
    async fn effectif(
        &self,
        agent: &IdentifiantNational,
        finess: &Finess,
        page: u32,
    ) -> Result<Effectif, RechercheError>;
}

#[async_trait]
impl GuichetRecherche for Registre {
    async fn chercher(&self, agent: &IdentifiantNational, texte: &str) -> Result<Trouvees, RechercheError> {
        self.recherche.chercher(agent, texte).await
    }

    async fn consulter(&self, texte: &str) -> Result<Trouvees, RechercheError> {
        self.recherche.consulter(texte).await
    }

    async fn etablissements(&self, agent: &IdentifiantNational) -> Result<Vec<Structure>, RechercheError> {
        self.recherche.etablissements(agent).await
    }

    async fn effectif(
        &self,
        agent: &IdentifiantNational,
        finess: &Finess,
        page: u32,
    ) -> Result<Effectif, RechercheError> {
        self.recherche.effectif(agent, finess, page).await
    }
}

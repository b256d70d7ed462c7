use std::net::IpAddr;

use async_trait::async_trait;
use registry_core::Structure;
use registry_core::recherche::{Effectif, RechercheError, Trouvees};
use sante::{Finess, IdentifiantNational};

use super::Registre;

/// Finding people (GES-21). Every question is counted before it is looked at, whatever would be found (R06).
#[async_trait]
pub trait GuichetRecherche: Send + Sync {
    /// By number or by name.
    async fn chercher(&self, agent: &IdentifiantNational, texte: &str) -> Result<Trouvees, RechercheError>;
    /// What anybody may look up, from there.
    async fn consulter(&self, source: IpAddr, texte: &str) -> Result<Trouvees, RechercheError>;
    /// One record more that this agent opens.
    async fn compter(&self, agent: &IdentifiantNational) -> Result<(), RechercheError>;
    /// Where the agent registers people, in the order of their names.
    async fn etablissements(&self, agent: &IdentifiantNational) -> Result<Vec<Structure>, RechercheError>;
    /// One page of those who work there, from 1 on; `nom`: of those alone whose names begin so.
    async fn effectif(
        &self,
        agent: &IdentifiantNational,
        finess: &Finess,
        (nom, page): (&str, u32),
    ) -> Result<Effectif, RechercheError>;
}

#[async_trait]
impl GuichetRecherche for Registre {
    async fn chercher(&self, agent: &IdentifiantNational, texte: &str) -> Result<Trouvees, RechercheError> {
        self.mesure.agent(agent).await?;
        self.recherche.chercher(agent, texte).await
    }

    async fn consulter(&self, source: IpAddr, texte: &str) -> Result<Trouvees, RechercheError> {
        self.mesure.inconnu(source).await?;
        self.recherche.consulter(texte).await
    }

    async fn compter(&self, agent: &IdentifiantNational) -> Result<(), RechercheError> {
        self.mesure.agent(agent).await
    }

    async fn etablissements(&self, agent: &IdentifiantNational) -> Result<Vec<Structure>, RechercheError> {
        self.recherche.etablissements(agent).await
    }

    async fn effectif(
        &self,
        agent: &IdentifiantNational,
        finess: &Finess,
        vue: (&str, u32),
    ) -> Result<Effectif, RechercheError> {
        self.mesure.agent(agent).await?;
        self.recherche.effectif_nomme(agent, finess, vue).await
    }
}

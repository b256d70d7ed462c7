use async_trait::async_trait;
use registry_core::CleStructure;
use registry_core::idempotence::{ActeFait, Auteur, CleIdempotence};
use registry_core::identite::Traits;
use registry_core::lot::Regards;
use registry_core::port::PortError;
use sante::IdentifiantNational;

use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::habilitation::SECTEUR;
use crate::magasin::Magasin;
use crate::ressemblance;

#[async_trait]
impl Regards for Magasin {
    async fn ressemblantes(&self, traits: &Traits) -> Result<Vec<(IdentifiantNational, Traits)>, PortError> {
        let mut connexion = self.base.read().lend().await.map_err(moteur)?;
        let proches = ressemblance::proches(&mut connexion, traits).await?;
        connexion.done();
        Ok(proches)
    }

    async fn demande_en_cours(&self, sujet: &str) -> Result<bool, PortError> {
        let ligne = sqlx::query("SELECT id FROM demande WHERE ouverte = 1 AND sujet = $1 LIMIT 1")
            .bind(sujet)
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        Ok(ligne.is_some())
    }

    async fn secteur_de(&self, structure: &CleStructure) -> Result<String, PortError> {
        let ligne =
            sqlx::query(SECTEUR).bind(structure.as_str()).fetch_optional(self.base.read()).await.map_err(moteur)?;
        ligne.map_or(Ok(String::new()), |ligne| Lue(&ligne).texte("secteur"))
    }

    async fn fait_sous(&self, auteur: &Auteur, cle: &CleIdempotence) -> Result<Option<ActeFait>, PortError> {
        let ligne = sqlx::query("SELECT empreinte, reponse FROM acte_fait WHERE auteur = $1 AND cle = $2")
            .bind(auteur.as_str())
            .bind(cle.as_str())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        let Some(ligne) = ligne.as_ref().map(Lue) else { return Ok(None) };
        Ok(Some(ActeFait {
            auteur: auteur.clone(),
            cle: cle.clone(),
            empreinte: ligne.texte("empreinte")?,
            reponse: ligne.texte("reponse")?,
        }))
    }
}

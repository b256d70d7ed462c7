use async_trait::async_trait;
use registry_core::idempotence::{ActeFait, Auteur, CleIdempotence, Ecrits};
use registry_core::port::PortError;

use super::ChantierSql;
use crate::erreur::moteur;
use crate::fiche::Lue;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn acte_fait(&mut self, auteur: &Auteur, cle: &CleIdempotence) -> Result<Option<ActeFait>, PortError> {
        let sql = "SELECT empreinte, reponse FROM acte_fait WHERE auteur = $1 AND cle = $2";
        let lignes = self.lignes(sql.to_owned(), &[auteur.as_str().to_owned(), cle.as_str().to_owned()]).await?;
        let Some(ligne) = lignes.first().map(Lue) else { return Ok(None) };
        Ok(Some(ActeFait {
            auteur: auteur.clone(),
            cle: cle.clone(),
            empreinte: ligne.texte("empreinte")?,
            reponse: ligne.texte("reponse")?,
        }))
    }

    async fn retenir_acte(&mut self, acte: &ActeFait) -> Result<(), PortError> {
        sqlx::query("INSERT INTO acte_fait (auteur, cle, empreinte, reponse) VALUES ($1, $2, $3, $4)")
            .bind(acte.auteur.as_str().to_owned())
            .bind(acte.cle.as_str().to_owned())
            .bind(acte.empreinte.clone())
            .bind(acte.reponse.clone())
            .execute(&mut *self.transaction)
            .await
            .map(drop)
            .map_err(moteur)
    }
}

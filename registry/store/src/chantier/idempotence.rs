use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::idempotence::{ActeFait, Auteur, CleIdempotence, Ecrits, Memoire};
use registry_core::port::PortError;

use super::ChantierSql;
use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;

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

    async fn retenir_acte(&mut self, acte: &ActeFait, le: Timestamp) -> Result<(), PortError> {
        sqlx::query("INSERT INTO acte_fait (auteur, cle, empreinte, reponse, fait_le) VALUES ($1, $2, $3, $4, $5)")
            .bind(acte.auteur.as_str().to_owned())
            .bind(acte.cle.as_str().to_owned())
            .bind(acte.empreinte.clone())
            .bind(acte.reponse.clone())
            .bind(le.millis())
            .execute(&mut *self.transaction)
            .await
            .map(drop)
            .map_err(moteur)
    }
}

#[async_trait]
impl Memoire for Magasin {
    async fn oublier_actes(&self, avant: Timestamp) -> Result<u64, PortError> {
        // nearly always there are none, and no writer is asked to wait
        let ancien = sqlx::query("SELECT cle FROM acte_fait WHERE fait_le <= $1 LIMIT 1").bind(avant.millis());
        if ancien.fetch_optional(self.base.read()).await.map_err(moteur)?.is_none() {
            return Ok(0);
        }
        let oublies = sqlx::query("DELETE FROM acte_fait WHERE fait_le <= $1").bind(avant.millis());
        Ok(oublies.execute(self.base.write()).await.map_err(moteur)?.rows_affected())
    }
}

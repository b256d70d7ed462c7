use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::contact::Ecrits;
use registry_core::port::PortError;
use sante::IdentifiantNational;

use super::ChantierSql;
use crate::erreur::moteur;
use crate::fiche::Lue;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn refroidir(&mut self, personne: &IdentifiantNational, des: Timestamp) -> Result<(), PortError> {
        sqlx::query(
            "UPDATE correspondance SET activation_des = $2 \
             WHERE personne = $1 AND (activation_des IS NULL OR activation_des < $2)",
        )
        .bind(personne.to_string())
        .bind(des.millis())
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn tenir(&mut self, personne: &IdentifiantNational, depuis: Timestamp) -> Result<(), PortError> {
        sqlx::query("UPDATE correspondance SET tenue_depuis = $2 WHERE personne = $1")
            .bind(personne.to_string())
            .bind(depuis.millis())
            .execute(&mut *self.transaction)
            .await
            .map(drop)
            .map_err(moteur)
    }

    async fn activation_des(&mut self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError> {
        let ligne = sqlx::query(
            "SELECT c.activation_des, d.ecps_le FROM personne p \
             LEFT JOIN correspondance c ON c.personne = p.identifiant \
             LEFT JOIN disponibilite d ON d.personne = p.identifiant WHERE p.identifiant = $1",
        )
        .bind(personne.to_string())
        .fetch_optional(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        let Some(ligne) = ligne else { return Ok(None) };
        let lue = Lue(&ligne);
        Ok(lue.instant("activation_des")?.max(lue.instant("ecps_le")?))
    }

    async fn premiere_activation(&mut self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError> {
        let ligne = sqlx::query("SELECT le FROM premiere_activation WHERE personne = $1")
            .bind(personne.to_string())
            .fetch_optional(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        ligne.map_or(Ok(None), |ligne| Lue(&ligne).instant("le"))
    }

    async fn noter_activation(&mut self, personne: &IdentifiantNational, le: Timestamp) -> Result<bool, PortError> {
        let ecrite = sqlx::query(
            "INSERT INTO premiere_activation (personne, le) VALUES ($1, $2) ON CONFLICT (personne) DO NOTHING",
        )
        .bind(personne.to_string())
        .bind(le.millis())
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        Ok(ecrite.rows_affected() == 1)
    }
}

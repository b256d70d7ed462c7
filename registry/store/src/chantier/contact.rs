use ambient::Timestamp;
use annuaire::Correspondance;
use async_trait::async_trait;
use registry_core::contact::{DemandeGel, Ecrits};
use registry_core::port::PortError;
use sante::IdentifiantNational;

use super::ChantierSql;
use crate::contact;
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

    async fn garder_anciennes(
        &mut self,
        personne: &IdentifiantNational,
        anciennes: &Correspondance,
        (remplacees_le, gardees_jusque): (Timestamp, Timestamp),
    ) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO contact_ancien (personne, ordre, mobile, courriel, remplacees_le, gardees_jusque) \
             SELECT $1, CAST(COALESCE(MAX(ordre), 0) + 1 AS BIGINT), $2, $3, CAST($4 AS BIGINT), CAST($5 AS BIGINT) \
             FROM contact_ancien WHERE personne = $1",
        )
        .bind(personne.to_string())
        .bind(anciennes.mobile.clone())
        .bind(anciennes.courriel.clone())
        .bind(remplacees_le.millis())
        .bind(gardees_jusque.millis())
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn gel(&mut self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError> {
        let ligne = sqlx::query("SELECT gelee_depuis FROM correspondance WHERE personne = $1")
            .bind(personne.to_string())
            .fetch_optional(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        ligne.map_or(Ok(None), |ligne| Lue(&ligne).instant("gelee_depuis"))
    }

    async fn geler(&mut self, personne: &IdentifiantNational, depuis: Option<Timestamp>) -> Result<(), PortError> {
        // who has none may not be given any either
        sqlx::query(
            "INSERT INTO correspondance (personne, gelee_depuis) VALUES ($1, $2) \
             ON CONFLICT (personne) DO UPDATE SET gelee_depuis = excluded.gelee_depuis",
        )
        .bind(personne.to_string())
        .bind(depuis.map(Timestamp::millis))
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn demander_gel(&mut self, demande: &DemandeGel) -> Result<bool, PortError> {
        let ecrite = sqlx::query(
            "INSERT INTO demande_gel (personne, quoi, motif, le) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (personne) DO NOTHING",
        )
        .bind(demande.personne.to_string())
        .bind(demande.quoi.as_str())
        .bind(&demande.motif)
        .bind(demande.le.millis())
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        Ok(ecrite.rows_affected() == 1)
    }

    async fn clore_demande_gel(&mut self, personne: &IdentifiantNational) -> Result<Option<DemandeGel>, PortError> {
        let ligne = sqlx::query("DELETE FROM demande_gel WHERE personne = $1 RETURNING personne, quoi, motif, le")
            .bind(personne.to_string())
            .fetch_optional(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        ligne.map(|ligne| contact::demande(&Lue(&ligne))).transpose()
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

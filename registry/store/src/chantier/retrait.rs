use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::port::PortError;
use registry_core::retrait::{Cause, Ecrits, Retrait};
use sante::IdentifiantNational;

use super::ChantierSql;
use crate::erreur::moteur;
use crate::fiche::Lue;

/// What is to come of one person ($1) after an instant ($2). What never begins is not told, nor its end.
const A_VENIR: &str = "INSERT INTO bascule (personne, le) \
    SELECT personne, debut FROM retrait WHERE personne = $1 AND debut > $2 AND (fin IS NULL OR fin > debut) \
    UNION SELECT personne, fin FROM retrait WHERE personne = $1 AND fin > $2 AND fin > debut";

#[async_trait]
impl Ecrits for ChantierSql {
    async fn retirer(
        &mut self,
        personne: &IdentifiantNational,
        retrait: &Retrait,
        le: Timestamp,
    ) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO retrait (personne, ordre, cause, debut, fin, decide_le, leve_le) \
             SELECT $1, CAST(COALESCE(MAX(ordre), 0) + 1 AS BIGINT), $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT), \
             CAST($5 AS BIGINT), NULL FROM retrait WHERE personne = $1",
        )
        .bind(personne.to_string())
        .bind(retrait.cause.as_str())
        .bind(retrait.debut.millis())
        .bind(retrait.fin.map(Timestamp::millis))
        .bind(le.millis())
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        sqlx::query("UPDATE personne SET retiree = 1 WHERE identifiant = $1")
            .bind(personne.to_string())
            .execute(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        self.prevoir(personne, le).await
    }

    async fn reprendre(
        &mut self,
        personne: &IdentifiantNational,
        des: Timestamp,
        le: Timestamp,
    ) -> Result<(), PortError> {
        sqlx::query(
            "UPDATE retrait SET fin = CASE WHEN debut > $2 THEN debut ELSE $2 END, leve_le = $3 \
             WHERE personne = $1 AND (fin IS NULL OR (fin > $2 AND fin > debut))",
        )
        .bind(personne.to_string())
        .bind(des.millis())
        .bind(le.millis())
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        self.prevoir(personne, le).await
    }

    async fn decedee(&mut self, personne: &IdentifiantNational, le: Timestamp) -> Result<bool, PortError> {
        let deces = sqlx::query(
            "SELECT personne FROM retrait WHERE personne = $1 AND cause = $2 AND debut <= $3 \
             AND (fin IS NULL OR fin > $3) LIMIT 1",
        )
        .bind(personne.to_string())
        .bind(Cause::Deces.as_str())
        .bind(le.millis())
        .fetch_optional(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        Ok(deces.is_some())
    }

    async fn bascules(
        &mut self,
        maintenant: Timestamp,
        limite: u32,
    ) -> Result<Vec<(IdentifiantNational, Timestamp)>, PortError> {
        let lignes = sqlx::query("SELECT personne, le FROM bascule WHERE le <= $1 ORDER BY le, personne LIMIT $2")
            .bind(maintenant.millis())
            .bind(i64::from(limite))
            .fetch_all(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        let lues = lignes
            .iter()
            .map(Lue)
            .map(|ligne| Ok((ligne.lu("personne")?, Timestamp::from_millis(ligne.entier("le")?))));
        let bascules: Vec<(IdentifiantNational, Timestamp)> = lues.collect::<Result<_, PortError>>()?;
        for (personne, le) in &bascules {
            sqlx::query("DELETE FROM bascule WHERE personne = $1 AND le = $2")
                .bind(personne.to_string())
                .bind(le.millis())
                .execute(&mut *self.transaction)
                .await
                .map_err(moteur)?;
        }
        Ok(bascules)
    }
}

impl ChantierSql {
    /// What is to come of this person, made anew.
    async fn prevoir(&mut self, personne: &IdentifiantNational, apres: Timestamp) -> Result<(), PortError> {
        // what has come and waits to be told stays on the list
        sqlx::query("DELETE FROM bascule WHERE personne = $1 AND le > $2")
            .bind(personne.to_string())
            .bind(apres.millis())
            .execute(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        sqlx::query(A_VENIR)
            .bind(personne.to_string())
            .bind(apres.millis())
            .execute(&mut *self.transaction)
            .await
            .map(drop)
            .map_err(moteur)
    }
}

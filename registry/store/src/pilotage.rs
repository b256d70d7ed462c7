//! What dashboards read. People of one place are found by the index on the place; the whole registry is read in the background alone.

use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::CleStructure;
use registry_core::pilotage::Pilotage;
use registry_core::port::PortError;
use sante::IdentifiantNational;

use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// People at $1 whose situation there holds at $2.
const EN_PLACE: &str = "FROM situation s JOIN personne p ON p.identifiant = s.personne \
    WHERE s.structure = $1 AND (s.debut IS NULL OR s.debut <= $2) AND (s.fin IS NULL OR s.fin > $2) \
    AND p.desactivee_le IS NULL AND p.retiree = 0";
const SANS_ECPS: &str = "AND NOT EXISTS (SELECT 1 FROM premiere_activation a WHERE a.personne = s.personne)";
const AILLEURS: &str = "AND EXISTS (SELECT 1 FROM situation t WHERE t.personne = s.personne AND t.structure <> $1 \
    AND (t.debut IS NULL OR t.debut <= $2) AND (t.fin IS NULL OR t.fin > $2))";

#[async_trait]
impl Pilotage for Magasin {
    async fn par_genre(&self, lieu: &CleStructure, le: Timestamp) -> Result<Vec<(String, u64)>, PortError> {
        let sql = format!(
            "SELECT s.genre_activite AS cle, CAST(COUNT(DISTINCT s.personne) AS BIGINT) AS nombre {EN_PLACE} \
             GROUP BY s.genre_activite ORDER BY nombre DESC, cle"
        );
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(lieu.as_str().to_owned())
            .bind(le.millis())
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| Ok((Lue(ligne).texte("cle")?, Lue(ligne).entier("nombre")?.unsigned_abs()))).collect()
    }

    async fn finissent(
        &self,
        lieu: &CleStructure,
        (le, jusque): (Timestamp, Timestamp),
        limite: u32,
    ) -> Result<(u64, Vec<(IdentifiantNational, Timestamp)>), PortError> {
        let proches = format!("{EN_PLACE} AND s.fin <= $3");
        let nombre = format!("SELECT CAST(COUNT(*) AS BIGINT) {proches}");
        let nombre = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(nombre))
            .bind(lieu.as_str().to_owned())
            .bind(le.millis())
            .bind(jusque.millis())
            .fetch_one(self.base.read())
            .await
            .map_err(moteur)?;
        let sql = format!("SELECT s.personne, s.fin {proches} ORDER BY s.fin, s.personne LIMIT $4");
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(lieu.as_str().to_owned())
            .bind(le.millis())
            .bind(jusque.millis())
            .bind(i64::from(limite))
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        let fin = |ligne| Ok((Lue(ligne).lu("personne")?, Timestamp::from_millis(Lue(ligne).entier("fin")?)));
        Ok((nombre.unsigned_abs(), lignes.iter().map(fin).collect::<Result<_, PortError>>()?))
    }

    async fn sans_ecps(
        &self,
        lieu: &CleStructure,
        le: Timestamp,
        limite: u32,
    ) -> Result<(u64, Vec<IdentifiantNational>), PortError> {
        self.parmi(SANS_ECPS, (lieu, le), limite).await
    }

    async fn aussi_ailleurs(
        &self,
        lieu: &CleStructure,
        le: Timestamp,
        limite: u32,
    ) -> Result<(u64, Vec<IdentifiantNational>), PortError> {
        self.parmi(AILLEURS, (lieu, le), limite).await
    }
}

impl Magasin {
    /// How many people in place of whom something more is true, and the first ones by name.
    async fn parmi(
        &self,
        condition: &str,
        (lieu, le): (&CleStructure, Timestamp),
        limite: u32,
    ) -> Result<(u64, Vec<IdentifiantNational>), PortError> {
        let nombre = format!("SELECT CAST(COUNT(DISTINCT s.personne) AS BIGINT) {EN_PLACE} {condition}");
        let nombre = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(nombre))
            .bind(lieu.as_str().to_owned())
            .bind(le.millis())
            .fetch_one(self.base.read())
            .await
            .map_err(moteur)?;
        let sql = format!(
            "SELECT s.personne, MIN(p.nom) AS nom {EN_PLACE} {condition} GROUP BY s.personne ORDER BY nom, s.personne LIMIT $3"
        );
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(lieu.as_str().to_owned())
            .bind(le.millis())
            .bind(i64::from(limite))
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        let qui = lignes.iter().map(|ligne| Lue(ligne).lu("personne")).collect::<Result<_, _>>()?;
        Ok((nombre.unsigned_abs(), qui))
    }
}

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::passkey::{Added, PasskeyId, Used};
use idp_core::port::PortError;
use idp_partenaires::{CleAcces, ClesAcces, CompteId};

use super::{OF_ACCOUNT, PORT, queue};
use crate::Sql;
use crate::sql::reading::{broken, lost, time};

/// The columns of [`CleRow`], for one condition.
macro_rules! select_where {
    ($condition:literal) => {
        concat!(
            "SELECT id, compte, nom, credential, counter, ajoutee_le, vue_le FROM partenaire_cle WHERE ",
            $condition
        )
    };
}

#[derive(sqlx::FromRow)]
struct CleRow {
    id: String,
    compte: String,
    nom: String,
    credential: String,
    counter: i64,
    ajoutee_le: i64,
    vue_le: Option<i64>,
}

#[async_trait]
impl ClesAcces for Sql {
    async fn ajouter(&self, cle: &CleAcces, most: u32) -> Result<Added, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        queue(&mut writing, OF_ACCOUNT, cle.compte.as_str()).await?;
        let (has,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM partenaire_cle WHERE compte = $1")
            .bind(cle.compte.as_str())
            .fetch_one(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        if has >= i64::from(most) {
            writing.rollback().await.map_err(lost(PORT))?;
            return Ok(Added::TooMany);
        }
        let inserted = sqlx::query(
            "INSERT INTO partenaire_cle (id, compte, nom, credential, counter, ajoutee_le, vue_le)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
        )
        .bind(cle.id.as_str())
        .bind(cle.compte.as_str())
        .bind(&cle.nom)
        .bind(&cle.credential)
        .bind(i64::from(cle.counter))
        .bind(cle.ajoutee_le.millis())
        .bind(cle.vue_le.map(Timestamp::millis))
        .execute(&mut *writing)
        .await
        .map_err(lost(PORT))?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(if inserted.rows_affected() == 1 { Added::Yes } else { Added::Known })
    }

    async fn cle(&self, id: &PasskeyId) -> Result<Option<CleAcces>, PortError> {
        let row: Option<CleRow> = sqlx::query_as(select_where!("id = $1"))
            .bind(id.as_str())
            .fetch_optional(self.database.read())
            .await
            .map_err(lost(PORT))?;
        row.map(CleAcces::try_from).transpose()
    }

    async fn de_compte(&self, compte: &CompteId) -> Result<Vec<CleAcces>, PortError> {
        let rows: Vec<CleRow> = sqlx::query_as(select_where!("compte = $1 ORDER BY ajoutee_le, id"))
            .bind(compte.as_str())
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        rows.into_iter().map(CleAcces::try_from).collect()
    }

    async fn utilisee(&self, id: &PasskeyId, used: &Used, at: Timestamp) -> Result<bool, PortError> {
        let noted = sqlx::query(
            "UPDATE partenaire_cle SET counter = $2, credential = $3, vue_le = $4
             WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))",
        )
        .bind(id.as_str())
        .bind(i64::from(used.counter))
        .bind(&used.credential)
        .bind(at.millis())
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(noted.rows_affected() == 1)
    }

    async fn retirer(&self, compte: &CompteId, id: &PasskeyId) -> Result<bool, PortError> {
        let removed = sqlx::query("DELETE FROM partenaire_cle WHERE id = $1 AND compte = $2")
            .bind(id.as_str())
            .bind(compte.as_str())
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(removed.rows_affected() == 1)
    }
}

impl TryFrom<CleRow> for CleAcces {
    type Error = PortError;

    fn try_from(row: CleRow) -> Result<Self, PortError> {
        Ok(Self {
            id: row.id.into(),
            compte: row.compte.into(),
            nom: row.nom,
            credential: row.credential,
            counter: u32::try_from(row.counter).map_err(broken(PORT, "partenaire_cle.counter"))?,
            ajoutee_le: time(row.ajoutee_le),
            vue_le: row.vue_le.map(time),
        })
    }
}

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_partenaires::{CleApi, CleApiId, ClesApi, OrganisationId, Portee};

use super::{OF_ORGANISATION, PORT, queue};
use crate::Sql;
use crate::sql::reading::{broken, lost, time};

/// The columns of [`CleRow`], for one condition.
macro_rules! select_where {
    ($condition:literal) => {
        concat!(
            "SELECT resting, id, organisation, nom, portee, creee_le, expire_le FROM partenaire_cle_api WHERE ",
            $condition
        )
    };
}

#[derive(sqlx::FromRow)]
struct CleRow {
    resting: String,
    id: String,
    organisation: String,
    nom: String,
    portee: String,
    creee_le: i64,
    expire_le: i64,
}

#[async_trait]
impl ClesApi for Sql {
    async fn creer(&self, cle: &CleApi, most: u32, now: Timestamp) -> Result<bool, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        queue(&mut writing, OF_ORGANISATION, cle.organisation.as_str()).await?;
        let (has,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM partenaire_cle_api WHERE organisation = $1 AND expire_le > $2")
                .bind(cle.organisation.as_str())
                .bind(now.millis())
                .fetch_one(&mut *writing)
                .await
                .map_err(lost(PORT))?;
        if has >= i64::from(most) {
            writing.rollback().await.map_err(lost(PORT))?;
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO partenaire_cle_api (resting, id, organisation, nom, portee, creee_le, expire_le)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(cle.resting.as_str())
        .bind(cle.id.as_str())
        .bind(cle.organisation.as_str())
        .bind(&cle.nom)
        .bind(cle.portee.mot())
        .bind(cle.creee_le.millis())
        .bind(cle.expire_le.millis())
        .execute(&mut *writing)
        .await
        .map_err(lost(PORT))?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(true)
    }

    async fn cle(&self, resting: &Resting, now: Timestamp) -> Result<Option<CleApi>, PortError> {
        let row: Option<CleRow> = sqlx::query_as(select_where!("resting = $1 AND expire_le > $2"))
            .bind(resting.as_str())
            .bind(now.millis())
            .fetch_optional(self.database.read())
            .await
            .map_err(lost(PORT))?;
        row.map(CleApi::try_from).transpose()
    }

    async fn d_organisation(&self, id: &OrganisationId, now: Timestamp) -> Result<Vec<CleApi>, PortError> {
        let rows: Vec<CleRow> =
            sqlx::query_as(select_where!("organisation = $1 AND expire_le > $2 ORDER BY creee_le, id"))
                .bind(id.as_str())
                .bind(now.millis())
                .fetch_all(self.database.read())
                .await
                .map_err(lost(PORT))?;
        rows.into_iter().map(CleApi::try_from).collect()
    }

    async fn revoquer(&self, organisation: &OrganisationId, id: &CleApiId) -> Result<bool, PortError> {
        let gone = sqlx::query("DELETE FROM partenaire_cle_api WHERE id = $1 AND organisation = $2")
            .bind(id.as_str())
            .bind(organisation.as_str())
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(gone.rows_affected() == 1)
    }
}

impl TryFrom<CleRow> for CleApi {
    type Error = PortError;

    fn try_from(row: CleRow) -> Result<Self, PortError> {
        let portee = Portee::lue(&row.portee).ok_or_else(|| broken(PORT, "partenaire_cle_api.portee")("unknown"))?;
        Ok(Self {
            id: row.id.into(),
            organisation: row.organisation.into(),
            nom: row.nom,
            portee,
            resting: Resting::from(row.resting),
            creee_le: time(row.creee_le),
            expire_le: time(row.expire_le),
        })
    }
}

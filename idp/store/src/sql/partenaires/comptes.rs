use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_partenaires::{Compte, CompteId, Comptes, Courriel, Lien, Liens};

use super::{PORT, queue};
use crate::Sql;
use crate::sql::reading::{broken, lost, time};

#[derive(sqlx::FromRow)]
struct CompteRow {
    id: String,
    courriel: String,
    cree_le: i64,
    rendu_le: i64,
}

#[async_trait]
impl Comptes for Sql {
    async fn ouvrir(&self, compte: &Compte) -> Result<Compte, PortError> {
        // written over by itself, so that the row comes back whether or not it was there
        let row: CompteRow = sqlx::query_as(
            "INSERT INTO partenaire_compte (id, courriel, cree_le) VALUES ($1, $2, $3)
             ON CONFLICT (courriel) DO UPDATE SET courriel = excluded.courriel RETURNING id, courriel, cree_le, rendu_le",
        )
        .bind(compte.id.as_str())
        .bind(compte.courriel.as_str())
        .bind(compte.cree_le.millis())
        .fetch_one(self.database.write())
        .await
        .map_err(lost(PORT))?;
        row.try_into()
    }

    async fn compte(&self, id: &CompteId) -> Result<Option<Compte>, PortError> {
        let row: Option<CompteRow> =
            sqlx::query_as("SELECT id, courriel, cree_le, rendu_le FROM partenaire_compte WHERE id = $1")
                .bind(id.as_str())
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        row.map(Compte::try_from).transpose()
    }

    async fn rendre(&self, courriel: &Courriel, at: Timestamp) -> Result<Option<Compte>, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        let row: Option<CompteRow> = sqlx::query_as(
            "UPDATE partenaire_compte SET rendu_le = $2 WHERE courriel = $1 RETURNING id, courriel, cree_le, rendu_le",
        )
        .bind(courriel.as_str())
        .bind(at.millis())
        .fetch_optional(&mut *writing)
        .await
        .map_err(lost(PORT))?;
        let Some(row) = row else {
            writing.rollback().await.map_err(lost(PORT))?;
            return Ok(None);
        };
        queue(&mut writing, KEYS_END, &row.id).await?;
        queue(&mut writing, LINKS_END, courriel.as_str()).await?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(Some(row.try_into()?))
    }
}

const KEYS_END: &str = "DELETE FROM partenaire_cle WHERE compte = $1";
const LINKS_END: &str = "UPDATE partenaire_lien SET spent = 1 WHERE courriel = $1 AND spent = 0";

#[async_trait]
impl Liens for Sql {
    async fn garder(&self, lien: &Lien) -> Result<(), PortError> {
        sqlx::query("INSERT INTO partenaire_lien (resting, courriel, expire_le, spent) VALUES ($1, $2, $3, 0)")
            .bind(lien.resting.as_str())
            .bind(lien.courriel.as_str())
            .bind(lien.expire_le.millis())
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }

    async fn regarder(&self, lien: &Resting, now: Timestamp) -> Result<Option<Courriel>, PortError> {
        let row: Option<(String,)> =
            sqlx::query_as("SELECT courriel FROM partenaire_lien WHERE resting = $1 AND spent = 0 AND expire_le > $2")
                .bind(lien.as_str())
                .bind(now.millis())
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        row.map(|(text,)| courriel(&text)).transpose()
    }

    async fn depenser(&self, lien: &Resting, now: Timestamp) -> Result<Option<Courriel>, PortError> {
        let row: Option<(String,)> = sqlx::query_as(
            "UPDATE partenaire_lien SET spent = 1 WHERE resting = $1 AND spent = 0 AND expire_le > $2
             RETURNING courriel",
        )
        .bind(lien.as_str())
        .bind(now.millis())
        .fetch_optional(self.database.write())
        .await
        .map_err(lost(PORT))?;
        row.map(|(text,)| courriel(&text)).transpose()
    }
}

pub(super) fn courriel(text: &str) -> Result<Courriel, PortError> {
    Courriel::lu(text).ok_or_else(|| broken(PORT, "courriel")("not an address"))
}

impl TryFrom<CompteRow> for Compte {
    type Error = PortError;

    fn try_from(row: CompteRow) -> Result<Self, PortError> {
        let rendu_le = (row.rendu_le > 0).then(|| time(row.rendu_le));
        Ok(Self { id: row.id.into(), courriel: courriel(&row.courriel)?, cree_le: time(row.cree_le), rendu_le })
    }
}

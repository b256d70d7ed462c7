use ambient::Timestamp;
use async_trait::async_trait;
use database::Writing;
use idp_core::passkey::{Added, Passkey, PasskeyId, PasskeyName, Passkeys, Used};
use idp_core::port::PortError;
use sante::IdentifiantNational;

use super::Sql;
use super::appareils::queue;
use super::reading::{broken, from_json, lost, time, to_json};

const PORT: &str = "passkeys";

/// The columns of [`PasskeyRow`], for one condition.
macro_rules! select_where {
    ($condition:literal) => {
        concat!(
            "SELECT id, personne, name, attested, synchronised, credential, counter, given_by, ",
            "added_at, expires_at, used_at, removed_at FROM passkey WHERE ",
            $condition
        )
    };
}

#[derive(sqlx::FromRow)]
struct PasskeyRow {
    id: String,
    personne: String,
    name: String,
    attested: i16,
    synchronised: i16,
    credential: String,
    counter: i64,
    given_by: String,
    added_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
    removed_at: Option<i64>,
}

#[async_trait]
impl Passkeys for Sql {
    async fn add(&self, passkey: &Passkey, most: u32) -> Result<Added, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        queue(&mut writing, &passkey.personne).await?;
        let (has,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM passkey WHERE personne = $1 AND removed_at IS NULL")
            .bind(passkey.personne.to_string())
            .fetch_one(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        let added = match has < i64::from(most) {
            false => Added::TooMany,
            true if insert(&mut writing, passkey).await? => Added::Yes,
            true => Added::Known,
        };
        writing.commit().await.map_err(lost(PORT))?;
        Ok(added)
    }

    async fn passkey(&self, id: &PasskeyId) -> Result<Option<Passkey>, PortError> {
        let row: Option<PasskeyRow> = sqlx::query_as(select_where!("id = $1"))
            .bind(id.as_str())
            .fetch_optional(self.database.read())
            .await
            .map_err(lost(PORT))?;
        row.map(Passkey::try_from).transpose()
    }

    async fn of_person(&self, personne: &IdentifiantNational) -> Result<Vec<Passkey>, PortError> {
        let rows: Vec<PasskeyRow> =
            sqlx::query_as(select_where!("personne = $1 AND removed_at IS NULL ORDER BY added_at, id"))
                .bind(personne.to_string())
                .fetch_all(self.database.read())
                .await
                .map_err(lost(PORT))?;
        rows.into_iter().map(Passkey::try_from).collect()
    }

    async fn used(&self, id: &PasskeyId, used: &Used, at: Timestamp) -> Result<bool, PortError> {
        let noted = sqlx::query(
            "UPDATE passkey SET counter = $2, credential = $3, used_at = $4
             WHERE id = $1 AND removed_at IS NULL AND (counter < $2 OR (counter = 0 AND $2 = 0))",
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

    async fn remove(&self, personne: &IdentifiantNational, id: &PasskeyId, at: Timestamp) -> Result<bool, PortError> {
        let removed =
            sqlx::query("UPDATE passkey SET removed_at = $3 WHERE id = $1 AND personne = $2 AND removed_at IS NULL")
                .bind(id.as_str())
                .bind(personne.to_string())
                .bind(at.millis())
                .execute(self.database.write())
                .await
                .map_err(lost(PORT))?;
        Ok(removed.rows_affected() == 1)
    }
}

/// `false`: a passkey of this name is or was there.
async fn insert(writing: &mut Writing, passkey: &Passkey) -> Result<bool, PortError> {
    let inserted = sqlx::query(
        "INSERT INTO passkey (id, personne, name, attested, synchronised, credential, counter, given_by, added_at,
                              expires_at, used_at, removed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING",
    )
    .bind(passkey.id.as_str())
    .bind(passkey.personne.to_string())
    .bind(passkey.name.as_str())
    .bind(i16::from(passkey.attested))
    .bind(i16::from(passkey.synchronised))
    .bind(&passkey.credential)
    .bind(i64::from(passkey.counter))
    .bind(to_json(PORT, &passkey.given_by)?)
    .bind(passkey.added_at.millis())
    .bind(passkey.expires_at.millis())
    .bind(passkey.used_at.map(Timestamp::millis))
    .bind(passkey.removed_at.map(Timestamp::millis))
    .execute(&mut **writing)
    .await
    .map_err(lost(PORT))?;
    Ok(inserted.rows_affected() == 1)
}

impl TryFrom<PasskeyRow> for Passkey {
    type Error = PortError;

    fn try_from(row: PasskeyRow) -> Result<Self, PortError> {
        Ok(Self {
            id: PasskeyId::from(row.id),
            personne: row.personne.parse().map_err(broken(PORT, "passkey.personne"))?,
            name: PasskeyName::typed(&row.name).ok_or_else(|| broken(PORT, "passkey.name")("empty or too long"))?,
            attested: row.attested != 0,
            synchronised: row.synchronised != 0,
            credential: row.credential,
            counter: u32::try_from(row.counter).map_err(broken(PORT, "passkey.counter"))?,
            given_by: from_json(PORT, "passkey.given_by", &row.given_by)?,
            added_at: time(row.added_at),
            expires_at: time(row.expires_at),
            used_at: row.used_at.map(time),
            removed_at: row.removed_at.map(time),
        })
    }
}

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::key::{KeyHome, Keys, SigningAlg, StoredKey};
use idp_core::port::PortError;

use super::Sql;
use super::reading::{broken, lost, time};

const PORT: &str = "keys";

#[derive(sqlx::FromRow)]
struct KeyRow {
    kid: String,
    alg: String,
    public_jwk: String,
    sealed: Vec<u8>,
    token_label: Option<String>,
    created_at: i64,
    signs_from: i64,
    retired_at: Option<i64>,
}

#[async_trait]
impl Keys for Sql {
    async fn all(&self) -> Result<Vec<StoredKey>, PortError> {
        let rows: Vec<KeyRow> = sqlx::query_as(
            "SELECT kid, alg, public_jwk, sealed, token_label, created_at, signs_from, retired_at
             FROM signing_key ORDER BY signs_from, kid",
        )
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        rows.into_iter().map(StoredKey::try_from).collect()
    }

    async fn add(&self, key: &StoredKey) -> Result<(), PortError> {
        let (sealed, label): (&[u8], _) = match &key.home {
            KeyHome::Sealed(sealed) => (sealed, None),
            KeyHome::Token(label) => (&[], Some(label.as_str())),
        };
        sqlx::query(
            "INSERT INTO signing_key (kid, alg, public_jwk, sealed, token_label, created_at, signs_from, retired_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&key.kid)
        .bind(key.alg.word())
        .bind(&key.public_jwk)
        .bind(sealed)
        .bind(label)
        .bind(key.created_at.millis())
        .bind(key.signs_from.millis())
        .bind(key.retired_at.map(Timestamp::millis))
        .execute(self.database.write())
        .await
        .map_err(|error| match database::is_unique_violation(&error) {
            true => PortError::inconsistent(PORT, "signing_key.kid", "a key of this name exists"),
            false => lost(PORT)(error),
        })?;
        Ok(())
    }

    /// The first retirement stands.
    async fn retire(&self, kid: &str, at: Timestamp) -> Result<(), PortError> {
        sqlx::query("UPDATE signing_key SET retired_at = $2 WHERE kid = $1 AND retired_at IS NULL")
            .bind(kid)
            .bind(at.millis())
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }

    async fn sign_from(&self, kid: &str, at: Timestamp) -> Result<(), PortError> {
        sqlx::query("UPDATE signing_key SET signs_from = $2 WHERE kid = $1 AND signs_from > $2")
            .bind(kid)
            .bind(at.millis())
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }

    async fn remove(&self, kid: &str) -> Result<(), PortError> {
        sqlx::query("DELETE FROM signing_key WHERE kid = $1")
            .bind(kid)
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }
}

impl TryFrom<KeyRow> for StoredKey {
    type Error = PortError;

    fn try_from(row: KeyRow) -> Result<Self, PortError> {
        let alg = SigningAlg::ALL
            .into_iter()
            .find(|alg| alg.word() == row.alg)
            .ok_or_else(|| broken(PORT, "signing_key.alg")(&row.alg))?;
        Ok(Self {
            kid: row.kid,
            alg,
            public_jwk: row.public_jwk,
            home: match row.token_label {
                Some(label) => KeyHome::Token(label),
                None => KeyHome::Sealed(row.sealed),
            },
            created_at: time(row.created_at),
            signs_from: time(row.signs_from),
            retired_at: row.retired_at.map(time),
        })
    }
}

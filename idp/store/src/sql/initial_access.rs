use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_core::registration::{InitialAccess, InitialAccessTokens};

use super::Sql;
use super::reading::{broken, lost, time};

const PORT: &str = "initial_access";

#[derive(sqlx::FromRow)]
struct AccessRow {
    resting: String,
    uses_left: Option<i64>,
    expires_at: Option<i64>,
    trusted: i64,
}

#[async_trait]
impl InitialAccessTokens for Sql {
    async fn add(&self, token: &InitialAccess) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO initial_access (resting, uses_left, expires_at, trusted) VALUES ($1, $2, $3, $4)
             ON CONFLICT (resting) DO UPDATE SET uses_left = excluded.uses_left,
                 expires_at = excluded.expires_at, trusted = excluded.trusted",
        )
        .bind(token.resting.as_str())
        .bind(token.uses.map(i64::from))
        .bind(token.expires_at.map(Timestamp::millis))
        .bind(i16::from(token.trusted))
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(())
    }

    async fn usable(&self, token: &Resting, now: Timestamp) -> Result<Option<InitialAccess>, PortError> {
        let row: Option<AccessRow> = sqlx::query_as(
            "SELECT resting, uses_left, expires_at, CAST(trusted AS BIGINT) AS trusted FROM initial_access
             WHERE resting = $1 AND (uses_left IS NULL OR uses_left > 0)
                 AND (expires_at IS NULL OR expires_at > $2)",
        )
        .bind(token.as_str())
        .bind(now.millis())
        .fetch_optional(self.database.read())
        .await
        .map_err(lost(PORT))?;
        row.map(InitialAccess::try_from).transpose()
    }

    async fn spend(&self, token: &Resting, now: Timestamp) -> Result<bool, PortError> {
        let spent = sqlx::query(
            "UPDATE initial_access SET uses_left = uses_left - 1
             WHERE resting = $1 AND (uses_left IS NULL OR uses_left > 0)
                 AND (expires_at IS NULL OR expires_at > $2)",
        )
        .bind(token.as_str())
        .bind(now.millis())
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(spent.rows_affected() == 1)
    }
}

impl TryFrom<AccessRow> for InitialAccess {
    type Error = PortError;

    fn try_from(row: AccessRow) -> Result<Self, PortError> {
        let uses = row.uses_left.map(u32::try_from).transpose();
        Ok(Self {
            resting: Resting::from(row.resting),
            uses: uses.map_err(broken(PORT, "initial_access.uses_left"))?,
            expires_at: row.expires_at.map(time),
            trusted: row.trusted == 1,
        })
    }
}

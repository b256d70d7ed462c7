use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use database::Work;
use idp_core::port::PortError;
use idp_core::spent::Spent;
use sqlx::AnyConnection;

use super::Sql;
use super::reading::lost;

const PORT: &str = "spent";

#[async_trait]
impl Spent for Sql {
    async fn spend(&self, kind: &'static str, value: &Resting, until: Timestamp) -> Result<bool, PortError> {
        self.database.write_one(Spend { kind, value: value.clone(), until }).await
    }
}

struct Spend {
    kind: &'static str,
    value: Resting,
    until: Timestamp,
}

#[async_trait]
impl Work for Spend {
    /// `false`: it was spent before.
    type Told = bool;
    type Error = PortError;

    async fn write(&self, writing: &mut AnyConnection) -> Result<bool, PortError> {
        let inserted = sqlx::query(
            "INSERT INTO spent (kind, value, until) VALUES ($1, $2, $3) ON CONFLICT (kind, value) DO NOTHING",
        )
        .bind(self.kind)
        .bind(self.value.as_str())
        .bind(self.until.millis())
        .execute(writing)
        .await
        .map_err(lost(PORT))?;
        Ok(inserted.rows_affected() == 1)
    }

    fn failed(error: sqlx::Error) -> PortError {
        lost(PORT)(error)
    }
}

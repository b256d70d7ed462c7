use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_core::spent::Spent;

use super::Sql;
use super::reading::lost;

#[async_trait]
impl Spent for Sql {
    async fn spend(&self, kind: &'static str, value: &Resting, until: Timestamp) -> Result<bool, PortError> {
        let inserted = sqlx::query(
            "INSERT INTO spent (kind, value, until) VALUES ($1, $2, $3) ON CONFLICT (kind, value) DO NOTHING",
        )
        .bind(kind)
        .bind(value.as_str())
        .bind(until.millis())
        .execute(self.database.write())
        .await
        .map_err(lost("spent"))?;
        Ok(inserted.rows_affected() == 1)
    }
}

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use database::{Hand, Work};
use idp_core::port::PortError;
use idp_core::spent::Spent;

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

    async fn write(&self, hand: &mut Hand<'_>) -> Result<bool, PortError> {
        let insert = "INSERT INTO spent (kind, value, until) VALUES ($1, $2, $3) ON CONFLICT (kind, value) DO NOTHING";
        let values = [self.kind.into(), self.value.as_str().into(), self.until.millis().into()];
        Ok(hand.run(insert, &values).await.map_err(lost(PORT))? == 1)
    }

    fn failed(error: sqlx::Error) -> PortError {
        lost(PORT)(error)
    }
}

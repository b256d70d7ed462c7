//! How much waits, for whoever watches.

use ambient::Timestamp;
use idp_core::port::PortError;

use super::Sql;
use super::reading::{lost, time};

/// One outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outbox {
    /// `logout` or `signal`.
    pub outbox: &'static str,
    pub waiting: i64,
    pub oldest: Option<Timestamp>,
}

const OUTBOXES: [(&str, &str); 2] = [
    ("logout", "SELECT COUNT(*), MIN(queued_at) FROM logout_notice WHERE state = 'waiting'"),
    ("signal", "SELECT COUNT(*), MIN(queued_at) FROM signal WHERE state = 'waiting'"),
];

impl Sql {
    pub async fn outboxes(&self) -> Result<Vec<Outbox>, PortError> {
        let mut all = Vec::new();
        for (outbox, statement) in OUTBOXES {
            let (waiting, oldest): (i64, Option<i64>) =
                sqlx::query_as(statement).fetch_one(self.database.read()).await.map_err(lost("measures"))?;
            all.push(Outbox { outbox, waiting, oldest: oldest.map(time) });
        }
        Ok(all)
    }

    /// Acts that wait for a second operator.
    pub async fn acts_waiting(&self, now: Timestamp) -> Result<i64, PortError> {
        let (waiting,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM exploitation_geste WHERE etat = 'propose' AND expire_le > $1")
                .bind(now.millis())
                .fetch_one(self.database.read())
                .await
                .map_err(lost("measures"))?;
        Ok(waiting)
    }
}

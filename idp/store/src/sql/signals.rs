mod streams;

use ambient::Timestamp;
use async_trait::async_trait;
use database::Writing;
use idp_core::logout::Notice;
use idp_core::port::PortError;
use idp_core::session::SessionId;
use idp_core::signal::{Delivered, Signal, SignalId, SignalOutbox, SignalState, StreamId};
use sante::IdentifiantNational;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::reading::{broken, from_json, lost, time, to_json};
use super::{Sql, notices};

const PORT: &str = "signals";

#[async_trait]
impl SignalOutbox for Sql {
    async fn queue(&self, signals: &[Signal]) -> Result<(), PortError> {
        if signals.is_empty() {
            return Ok(());
        }
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        insert(&mut writing, signals).await?;
        writing.commit().await.map_err(lost(PORT))
    }

    async fn to_push(&self, now: Timestamp, a_stream: u32, at_most: u32) -> Result<Vec<Signal>, PortError> {
        let rows = sqlx::query(
            "SELECT * FROM (
                 SELECT s.*, ROW_NUMBER() OVER (PARTITION BY s.stream ORDER BY s.next_at, s.id) AS place
                 FROM signal s JOIN signal_stream t ON t.id = s.stream
                 WHERE s.state = 'waiting' AND s.next_at <= $1 AND t.method = 'push' AND t.status = 'enabled'
             ) AS due WHERE place <= $2 ORDER BY next_at LIMIT $3",
        )
        .bind(now.millis())
        .bind(i64::from(a_stream))
        .bind(i64::from(at_most))
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        rows.iter().map(signal).collect()
    }

    async fn waiting(&self, stream: &StreamId, at_most: u32) -> Result<Vec<Signal>, PortError> {
        let rows =
            sqlx::query("SELECT * FROM signal WHERE stream = $1 AND state = 'waiting' ORDER BY queued_at, id LIMIT $2")
                .bind(stream.as_str())
                .bind(i64::from(at_most))
                .fetch_all(self.database.read())
                .await
                .map_err(lost(PORT))?;
        rows.iter().map(signal).collect()
    }

    async fn claim(&self, seen: &Signal, lease: Timestamp) -> Result<bool, PortError> {
        let taken = sqlx::query(
            "UPDATE signal SET next_at = $3, attempts = attempts + 1
             WHERE id = $1 AND next_at = $2 AND state = 'waiting'",
        )
        .bind(seen.id.as_str())
        .bind(seen.next_at.millis())
        .bind(lease.millis())
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(taken.rows_affected() == 1)
    }

    async fn settle(&self, stream: &StreamId, id: &SignalId, delivered: &Delivered) -> Result<bool, PortError> {
        let settled = (delivered.state != SignalState::Waiting).then(|| delivered.at.millis());
        let written = sqlx::query(
            "UPDATE signal SET state = $3, next_at = $4, settled_at = $5
             WHERE id = $1 AND stream = $2 AND state = 'waiting'",
        )
        .bind(id.as_str())
        .bind(stream.as_str())
        .bind(delivered.state.word())
        .bind(delivered.next_at.millis())
        .bind(settled)
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(written.rows_affected() == 1)
    }

    async fn overfull(&self, held: u32) -> Result<Vec<StreamId>, PortError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT stream FROM signal WHERE state = 'waiting' GROUP BY stream HAVING COUNT(*) > $1 ORDER BY stream",
        )
        .bind(i64::from(held))
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        Ok(rows.into_iter().map(|(stream,)| StreamId::from(stream)).collect())
    }

    async fn forget_oldest(&self, stream: &StreamId, held: u32) -> Result<u64, PortError> {
        let forgotten = sqlx::query(
            "DELETE FROM signal WHERE stream = $1 AND state = 'waiting' AND id NOT IN (
                 SELECT id FROM signal WHERE stream = $1 AND state = 'waiting'
                 ORDER BY queued_at DESC, id DESC LIMIT $2
             )",
        )
        .bind(stream.as_str())
        .bind(i64::from(held))
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(forgotten.rows_affected())
    }

    async fn unheard(&self, at_most: u32) -> Result<Vec<Notice>, PortError> {
        let rows = sqlx::query("SELECT * FROM logout_notice WHERE heard = 0 ORDER BY queued_at LIMIT $1")
            .bind(i64::from(at_most))
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        rows.iter().map(notices::notice).collect()
    }

    async fn heard(&self, notice: &Notice, signals: &[Signal]) -> Result<(), PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        sqlx::query("UPDATE logout_notice SET heard = 1 WHERE id = $1")
            .bind(notice.id.as_str())
            .execute(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        insert(&mut writing, signals).await?;
        writing.commit().await.map_err(lost(PORT))
    }

    async fn sessions_of(&self, personne: &IdentifiantNational) -> Result<Vec<SessionId>, PortError> {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT id FROM followed_session WHERE personne = $1")
            .bind(personne.to_string())
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        Ok(rows.into_iter().map(|(id,)| SessionId::from(id)).collect())
    }
}

/// Only while the stream is there: one that was removed meanwhile hears nothing.
async fn insert(writing: &mut Writing, signals: &[Signal]) -> Result<(), PortError> {
    for signal in signals {
        sqlx::query(
            "INSERT INTO signal (id, origin, stream, event, queued_at, state, attempts, next_at)
             SELECT $1, $2, id, $4, $5, 'waiting', 0, $6 FROM signal_stream WHERE id = $3
             ON CONFLICT (origin) DO NOTHING",
        )
        .bind(signal.id.as_str())
        .bind(&signal.origin)
        .bind(signal.stream.as_str())
        .bind(to_json(PORT, &signal.event)?)
        .bind(signal.queued_at.millis())
        .bind(signal.next_at.millis())
        .execute(&mut **writing)
        .await
        .map_err(lost(PORT))?;
    }
    Ok(())
}

fn signal(row: &AnyRow) -> Result<Signal, PortError> {
    let text = |name: &'static str| row.try_get::<String, _>(name).map_err(lost(PORT));
    let number = |name: &'static str| row.try_get::<i64, _>(name).map_err(lost(PORT));
    Ok(Signal {
        id: SignalId::from(text("id")?),
        origin: text("origin")?,
        stream: StreamId::from(text("stream")?),
        event: from_json(PORT, "signal.event", &text("event")?)?,
        queued_at: time(number("queued_at")?),
        attempts: u32::try_from(number("attempts")?).map_err(broken(PORT, "signal.attempts"))?,
        next_at: time(number("next_at")?),
    })
}

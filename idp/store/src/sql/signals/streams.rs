use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::port::PortError;
use idp_core::signal::{Status, Stream, StreamId, Streams};

use super::super::Sql;
use super::super::reading::{from_json, lost, to_json};

const PORT: &str = "streams";

#[async_trait]
impl Streams for Sql {
    async fn create(&self, stream: &Stream) -> Result<bool, PortError> {
        let written = sqlx::query(
            "INSERT INTO signal_stream (id, client, method, status, content) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (client) DO NOTHING",
        )
        .bind(stream.id.as_str())
        .bind(stream.client.as_str())
        .bind(stream.method.word())
        .bind(stream.status.word())
        .bind(to_json(PORT, stream)?)
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(written.rows_affected() == 1)
    }

    async fn of_client(&self, client: &ClientId) -> Result<Option<Stream>, PortError> {
        self.found("SELECT content FROM signal_stream WHERE client = $1", client.as_str()).await
    }

    async fn stream(&self, id: &StreamId) -> Result<Option<Stream>, PortError> {
        self.found("SELECT content FROM signal_stream WHERE id = $1", id.as_str()).await
    }

    async fn save(&self, stream: &Stream) -> Result<(), PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        sqlx::query("UPDATE signal_stream SET method = $2, status = $3, content = $4 WHERE id = $1")
            .bind(stream.id.as_str())
            .bind(stream.method.word())
            .bind(stream.status.word())
            .bind(to_json(PORT, stream)?)
            .execute(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        if stream.status == Status::Disabled {
            sqlx::query("DELETE FROM signal WHERE stream = $1 AND state = 'waiting'")
                .bind(stream.id.as_str())
                .execute(&mut *writing)
                .await
                .map_err(lost(PORT))?;
        }
        writing.commit().await.map_err(lost(PORT))
    }

    async fn remove(&self, id: &StreamId) -> Result<(), PortError> {
        sqlx::query("DELETE FROM signal_stream WHERE id = $1")
            .bind(id.as_str())
            .execute(self.database.write())
            .await
            .map(drop)
            .map_err(lost(PORT))
    }

    async fn mute(&self, id: &StreamId, subject: &str, at_most: u32) -> Result<bool, PortError> {
        let written = sqlx::query(
            "INSERT INTO signal_muted (stream, subject)
             SELECT id, $2 FROM signal_stream
             WHERE id = $1 AND (SELECT COUNT(*) FROM signal_muted WHERE stream = $1) < $3
             ON CONFLICT DO NOTHING",
        )
        .bind(id.as_str())
        .bind(subject)
        .bind(i64::from(at_most))
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(written.rows_affected() == 1 || self.muted(id, subject).await?)
    }

    async fn unmute(&self, id: &StreamId, subject: &str) -> Result<(), PortError> {
        sqlx::query("DELETE FROM signal_muted WHERE stream = $1 AND subject = $2")
            .bind(id.as_str())
            .bind(subject)
            .execute(self.database.write())
            .await
            .map(drop)
            .map_err(lost(PORT))
    }

    async fn muted(&self, id: &StreamId, subject: &str) -> Result<bool, PortError> {
        let found: Option<(String,)> =
            sqlx::query_as("SELECT subject FROM signal_muted WHERE stream = $1 AND subject = $2")
                .bind(id.as_str())
                .bind(subject)
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        Ok(found.is_some())
    }
}

impl Sql {
    async fn found(&self, statement: &'static str, name: &str) -> Result<Option<Stream>, PortError> {
        let found: Option<(String,)> =
            sqlx::query_as(statement).bind(name).fetch_optional(self.database.read()).await.map_err(lost(PORT))?;
        found.map(|(content,)| from_json(PORT, "signal_stream.content", &content)).transpose()
    }
}

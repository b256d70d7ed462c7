use ambient::Timestamp;
use annuaire::Numero;
use async_trait::async_trait;
use idp_core::cursor::Cursor;
use idp_core::port::PortError;
use idp_core::stamp::Subject;

use super::Sql;
use super::reading::lost;
use super::stamps;

const PORT: &str = "cursor";

#[async_trait]
impl Cursor for Sql {
    async fn position(&self) -> Result<Numero, PortError> {
        let (position,): (i64,) = sqlx::query_as("SELECT position FROM curseur WHERE journal = 'annuaire'")
            .fetch_one(self.database.read())
            .await
            .map_err(lost(PORT))?;
        Ok(Numero(position))
    }

    async fn advance(&self, from: Numero, to: Numero, stamps: &[(Subject, Timestamp)]) -> Result<bool, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        let moved = sqlx::query("UPDATE curseur SET position = $2 WHERE journal = 'annuaire' AND position = $1")
            .bind(from.0)
            .bind(to.0)
            .execute(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        if moved.rows_affected() == 0 {
            writing.rollback().await.map_err(lost(PORT))?;
            return Ok(false);
        }
        for (subject, at) in stamps {
            stamps::raise(&mut writing, subject, *at).await.map_err(lost(PORT))?;
        }
        writing.commit().await.map_err(lost(PORT))?;
        Ok(true)
    }
}

mod rows;
mod writing;

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::grant::{Emission, Emitted, Grant, GrantId, Grants, Issued, RefreshToken};
use idp_core::port::PortError;
use idp_core::session::SessionId;

use super::reading::{broken, lost};
use super::{Sql, followed};
use rows::{IssuedRow, RefreshRow};
use writing::{follow, insert_grant, insert_refresh, spent_by, use_refresh};

const PORT: &str = "grants";

#[async_trait]
impl Grants for Sql {
    async fn open(
        &self,
        grant: &Grant,
        emission: &Emission,
        refresh: Option<&RefreshToken>,
    ) -> Result<Emitted, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        if let Some(by) = spent_by(&mut writing, emission).await? {
            return Ok(Emitted::AlreadySpent { by });
        }
        insert_grant(&mut writing, grant).await?;
        // seam S7: whoever gets something of a session is told of its end
        followed::enter(&mut writing, grant).await.map_err(lost(PORT))?;
        if let Some(refresh) = refresh {
            insert_refresh(&mut writing, refresh).await?;
        }
        writing.commit().await.map_err(lost(PORT))?;
        Ok(Emitted::Yes)
    }

    async fn emit(&self, emission: &Emission, refresh: Option<&RefreshToken>) -> Result<Emitted, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        if let Some(by) = spent_by(&mut writing, emission).await? {
            return Ok(Emitted::AlreadySpent { by });
        }
        if let Some(refresh) = refresh {
            insert_refresh(&mut writing, refresh).await?;
        }
        writing.commit().await.map_err(lost(PORT))?;
        Ok(Emitted::Yes)
    }

    /// Locks the one that is used, then the one that it follows: always from the younger to the older.
    async fn rotate(
        &self,
        emission: &Emission,
        refresh: &RefreshToken,
        lost_since: Timestamp,
    ) -> Result<Emitted, PortError> {
        let spent = refresh.follows.as_ref();
        let spent = spent.ok_or_else(|| broken(PORT, "refresh_token.follows")("a rotation follows nothing"))?;
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        let usable = use_refresh(&mut writing, spent, emission.at, lost_since).await?;
        if !usable || !follow(&mut writing, spent).await? {
            return Ok(Emitted::AlreadySpent { by: emission.grant.clone() });
        }
        if let Some(by) = spent_by(&mut writing, emission).await? {
            return Ok(Emitted::AlreadySpent { by });
        }
        insert_refresh(&mut writing, refresh).await?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(Emitted::Yes)
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, PortError> {
        let stored: Option<(String,)> = sqlx::query_as("SELECT content FROM granted WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.database.read())
            .await
            .map_err(lost(PORT))?;
        stored.map(|(content,)| rows::grant(&content)).transpose()
    }

    async fn by_token(&self, token: &str) -> Result<Option<Issued>, PortError> {
        let stored: Option<IssuedRow> = sqlx::query_as(
            "SELECT e.origin, e.token, e.at, e.expires_at, e.content AS terms, g.content AS granted
             FROM emission e JOIN granted g ON g.id = e.grant_id WHERE e.token = $1",
        )
        .bind(token)
        .fetch_optional(self.database.read())
        .await
        .map_err(lost(PORT))?;
        stored.map(Issued::try_from).transpose()
    }

    async fn refresh_token(&self, resting: &Resting) -> Result<Option<RefreshToken>, PortError> {
        let stored: Option<RefreshRow> = sqlx::query_as(
            "SELECT resting, grant_id, issued_at, expires_at, confirmation, follows
             FROM refresh_token WHERE resting = $1",
        )
        .bind(resting.as_str())
        .fetch_optional(self.database.read())
        .await
        .map_err(lost(PORT))?;
        stored.map(RefreshToken::try_from).transpose()
    }

    async fn latest_of(&self, session: &SessionId, client: &ClientId) -> Result<Option<Grant>, PortError> {
        let stored: Option<(String,)> = sqlx::query_as(
            "SELECT content FROM granted WHERE session = $1 AND client = $2 ORDER BY opened_at DESC LIMIT 1",
        )
        .bind(session.as_str())
        .bind(client.as_str())
        .fetch_optional(self.database.read())
        .await
        .map_err(lost(PORT))?;
        stored.map(|(content,)| rows::grant(&content)).transpose()
    }

    async fn of_session(&self, session: &SessionId) -> Result<Vec<Grant>, PortError> {
        let stored: Vec<(String,)> = sqlx::query_as("SELECT content FROM granted WHERE session = $1 ORDER BY id")
            .bind(session.as_str())
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        stored.iter().map(|(content,)| rows::grant(content)).collect()
    }
}

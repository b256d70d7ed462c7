mod emit;
mod rotate;
mod rows;
mod writing;

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::grant::{Emission, Emitted, Grant, GrantId, Grants, Issued, RefreshToken};
use idp_core::port::PortError;
use idp_core::session::SessionId;

use super::Sql;
use super::reading::lost;
use emit::Emit;
use rotate::{NotRotated, Rotate};
use rows::{IssuedRow, RefreshRow};

const PORT: &str = "grants";

#[async_trait]
impl Grants for Sql {
    async fn open(
        &self,
        grant: &Grant,
        emission: &Emission,
        refresh: Option<&RefreshToken>,
    ) -> Result<Emitted, PortError> {
        let (grant, refresh) = (Some(grant.clone()), refresh.cloned());
        self.database.write_together(Emit { grant, emission: emission.clone(), refresh }).await
    }

    async fn emit(&self, emission: &Emission, refresh: Option<&RefreshToken>) -> Result<Emitted, PortError> {
        let refresh = refresh.cloned();
        self.database.write_together(Emit { grant: None, emission: emission.clone(), refresh }).await
    }

    async fn rotate(
        &self,
        emission: &Emission,
        refresh: &RefreshToken,
        lost_since: Timestamp,
    ) -> Result<Emitted, PortError> {
        let rotate = Rotate { emission: emission.clone(), refresh: refresh.clone(), lost_since };
        match self.database.write_together(rotate).await {
            Ok(()) => Ok(Emitted::Yes),
            Err(NotRotated::Spent { by }) => Ok(Emitted::AlreadySpent { by }),
            Err(NotRotated::Port(error)) => Err(error),
        }
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, PortError> {
        let select = "SELECT content FROM granted WHERE id = $1";
        let stored: Option<(String,)> = self.database.find(select, &[id.as_str().into()]).await.map_err(lost(PORT))?;
        stored.map(|(content,)| rows::grant(&content)).transpose()
    }

    async fn by_token(&self, token: &str) -> Result<Option<Issued>, PortError> {
        let select = "SELECT e.origin, e.token, e.at, e.expires_at, e.content, g.content
             FROM emission e JOIN granted g ON g.id = e.grant_id WHERE e.token = $1";
        let stored: Option<IssuedRow> = self.database.find(select, &[token.into()]).await.map_err(lost(PORT))?;
        stored.map(rows::issued).transpose()
    }

    async fn refresh_token(&self, resting: &Resting) -> Result<Option<RefreshToken>, PortError> {
        let select = "SELECT resting, grant_id, issued_at, expires_at, confirmation, follows
             FROM refresh_token WHERE resting = $1";
        let stored: Option<RefreshRow> =
            self.database.find(select, &[resting.as_str().into()]).await.map_err(lost(PORT))?;
        stored.map(rows::refresh).transpose()
    }

    async fn latest_of(&self, session: &SessionId, client: &ClientId) -> Result<Option<Grant>, PortError> {
        let select = "SELECT content FROM granted WHERE session = $1 AND client = $2 ORDER BY opened_at DESC LIMIT 1";
        let values = [session.as_str().into(), client.as_str().into()];
        let stored: Option<(String,)> = self.database.find(select, &values).await.map_err(lost(PORT))?;
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

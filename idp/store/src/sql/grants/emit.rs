use async_trait::async_trait;
use database::{Hand, Work};
use idp_core::grant::{Emission, Emitted, Grant, RefreshToken};
use idp_core::port::PortError;

use super::PORT;
use super::writing::{insert_grant, insert_refresh, spent_by};
use crate::sql::followed;
use crate::sql::reading::lost;

/// An emission, with the grant that it opens and the refresh token that goes out with it.
pub struct Emit {
    pub grant: Option<Grant>,
    pub emission: Emission,
    pub refresh: Option<RefreshToken>,
}

#[async_trait]
impl Work for Emit {
    type Told = Emitted;
    type Error = PortError;

    /// The unique origin first: who comes second has written nothing.
    async fn write(&self, hand: &mut Hand<'_>) -> Result<Emitted, PortError> {
        if let Some(by) = spent_by(hand, &self.emission).await? {
            return Ok(Emitted::AlreadySpent { by });
        }
        if let Some(grant) = &self.grant {
            insert_grant(hand, grant).await?;
            // seam S7: whoever gets something of a session is told of its end
            followed::enter(hand, grant).await.map_err(lost(PORT))?;
        }
        if let Some(refresh) = &self.refresh {
            insert_refresh(hand, refresh).await?;
        }
        Ok(Emitted::Yes)
    }

    fn failed(error: sqlx::Error) -> PortError {
        lost(PORT)(error)
    }
}

use ambient::Timestamp;
use async_trait::async_trait;
use database::{Hand, Work};
use idp_core::grant::{Emission, GrantId, RefreshToken};
use idp_core::port::PortError;

use super::PORT;
use super::writing::{follow, insert_refresh, spent_by, use_refresh};
use crate::sql::reading::{broken, lost};

/// An emission with the refresh token that follows another one.
pub struct Rotate {
    pub emission: Emission,
    pub refresh: RefreshToken,
    pub lost_since: Timestamp,
}

/// Nothing of it was written.
pub enum NotRotated {
    Spent { by: GrantId },
    Port(PortError),
}

impl From<PortError> for NotRotated {
    fn from(error: PortError) -> Self {
        Self::Port(error)
    }
}

#[async_trait]
impl Work for Rotate {
    type Told = ();
    type Error = NotRotated;

    /// Locks the one that is used, then the one that it follows: always from the younger to the older.
    async fn write(&self, hand: &mut Hand<'_>) -> Result<(), NotRotated> {
        let Self { emission, refresh, lost_since } = self;
        let spent = refresh.follows.as_ref();
        let spent = spent.ok_or_else(|| broken(PORT, "refresh_token.follows")("a rotation follows nothing"))?;
        let usable = use_refresh(hand, spent, emission.at, *lost_since).await?;
        if !usable || !follow(hand, spent).await? {
            return Err(NotRotated::Spent { by: emission.grant.clone() });
        }
        if let Some(by) = spent_by(hand, emission).await? {
            return Err(NotRotated::Spent { by });
        }
        Ok(insert_refresh(hand, refresh).await?)
    }

    fn failed(error: sqlx::Error) -> NotRotated {
        NotRotated::Port(lost(PORT)(error))
    }
}

use async_trait::async_trait;

use crate::port::PortError;
use crate::session::{Awake, SessionId};

/// The browser sessions, as the back-channel endpoints need them: by their public name only.
#[async_trait]
pub trait SessionsVivantes: Send + Sync {
    /// The session, where it is awake and its own end has not come; asking does not keep it awake. Whether a stamp ended it
    /// is for the caller to ask ([`Awake::rests_on`]), together with all else that it asks stamps about.
    async fn awake(&self, session: &SessionId) -> Result<Option<Awake>, PortError>;
    /// Its idle time starts anew: a refresh is a use.
    async fn touch(&self, session: Awake) -> Result<(), PortError>;
}

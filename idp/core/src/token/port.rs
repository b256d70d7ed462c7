use async_trait::async_trait;

use crate::port::PortError;
use crate::session::SessionId;

/// The browser sessions, as the back-channel endpoints need them: by their public name only.
#[async_trait]
pub trait SessionsVivantes: Send + Sync {
    /// Whether the session lives; asking does not keep it awake.
    async fn alive(&self, session: &SessionId) -> Result<bool, PortError>;
    /// Whether the session lives, its idle time started anew: a refresh is a use.
    async fn touch(&self, session: &SessionId) -> Result<bool, PortError>;
}

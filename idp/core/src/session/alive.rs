use async_trait::async_trait;

use super::{SessionId, Sessions};
use crate::port::PortError;
use crate::token::SessionsVivantes;

#[async_trait]
impl SessionsVivantes for Sessions {
    async fn alive(&self, session: &SessionId) -> Result<bool, PortError> {
        Ok(self.named(session).await?.is_some())
    }

    async fn touch(&self, session: &SessionId) -> Result<bool, PortError> {
        self.touch_named(session).await
    }
}

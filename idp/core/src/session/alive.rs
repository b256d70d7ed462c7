use async_trait::async_trait;

use super::{Awake, SessionId, Sessions};
use crate::port::PortError;
use crate::token::SessionsVivantes;

#[async_trait]
impl SessionsVivantes for Sessions {
    async fn awake(&self, session: &SessionId) -> Result<Option<Awake>, PortError> {
        self.awake_named(session).await
    }

    async fn touch(&self, session: Awake) -> Result<(), PortError> {
        self.keep_awake(session).await.map(drop)
    }
}

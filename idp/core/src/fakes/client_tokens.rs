use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;
use idp_core::client_token::{ClientToken, ClientTokens};
use idp_core::port::PortError;

#[derive(Default)]
pub struct FakeClientTokens(Mutex<HashMap<String, ClientToken>>);

#[async_trait]
impl ClientTokens for FakeClientTokens {
    async fn record(&self, token: &ClientToken) -> Result<(), PortError> {
        self.0.lock().unwrap().insert(token.token.clone(), token.clone());
        Ok(())
    }

    async fn client_token(&self, token: &str) -> Result<Option<ClientToken>, PortError> {
        Ok(self.0.lock().unwrap().get(token).cloned())
    }
}

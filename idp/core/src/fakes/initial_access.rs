use std::collections::HashMap;
use std::sync::Mutex;

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_core::registration::{InitialAccess, InitialAccessTokens};

#[derive(Default)]
pub struct FakeInitialAccess(Mutex<HashMap<Resting, InitialAccess>>);

fn is_good(token: &InitialAccess, now: Timestamp) -> bool {
    token.uses != Some(0) && token.expires_at.is_none_or(|end| now < end)
}

#[async_trait]
impl InitialAccessTokens for FakeInitialAccess {
    async fn add(&self, token: &InitialAccess) -> Result<(), PortError> {
        self.0.lock().unwrap().insert(token.resting.clone(), token.clone());
        Ok(())
    }

    async fn usable(&self, token: &Resting, now: Timestamp) -> Result<Option<InitialAccess>, PortError> {
        Ok(self.0.lock().unwrap().get(token).filter(|token| is_good(token, now)).cloned())
    }

    async fn spend(&self, token: &Resting, now: Timestamp) -> Result<bool, PortError> {
        let mut tokens = self.0.lock().unwrap();
        let Some(token) = tokens.get_mut(token).filter(|token| is_good(token, now)) else { return Ok(false) };
        token.uses = token.uses.map(|uses| uses - 1);
        Ok(true)
    }
}

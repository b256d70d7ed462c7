use std::collections::HashMap;
use std::sync::Mutex;

use ambient::Resting;
use async_trait::async_trait;
use idp_core::grant::{Emission, Emitted, Grant, GrantId, Grants, RefreshToken};
use idp_core::port::PortError;
use idp_core::session::SessionId;

#[derive(Default)]
pub struct FakeGrants(Mutex<Stored>);

#[derive(Default)]
struct Stored {
    grants: HashMap<GrantId, Grant>,
    origins: HashMap<String, GrantId>,
    tokens: HashMap<String, GrantId>,
    refresh: HashMap<Resting, RefreshToken>,
}

impl Stored {
    fn emit(&mut self, emission: &Emission, refresh: &RefreshToken) -> Emitted {
        if let Some(by) = self.origins.get(&emission.origin) {
            return Emitted::AlreadySpent { by: by.clone() };
        }
        self.origins.insert(emission.origin.clone(), emission.grant.clone());
        self.tokens.insert(emission.token.clone(), emission.grant.clone());
        self.refresh.insert(refresh.resting.clone(), refresh.clone());
        Emitted::Yes
    }
}

#[async_trait]
impl Grants for FakeGrants {
    async fn open(&self, grant: &Grant, emission: &Emission, refresh: &RefreshToken) -> Result<Emitted, PortError> {
        let mut stored = self.0.lock().unwrap();
        let emitted = stored.emit(emission, refresh);
        if emitted == Emitted::Yes {
            stored.grants.insert(grant.id.clone(), grant.clone());
        }
        Ok(emitted)
    }

    async fn emit(&self, emission: &Emission, refresh: &RefreshToken) -> Result<Emitted, PortError> {
        Ok(self.0.lock().unwrap().emit(emission, refresh))
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, PortError> {
        Ok(self.0.lock().unwrap().grants.get(id).cloned())
    }

    async fn by_token(&self, jti: &str) -> Result<Option<Grant>, PortError> {
        let stored = self.0.lock().unwrap();
        Ok(stored.tokens.get(jti).and_then(|id| stored.grants.get(id)).cloned())
    }

    async fn refresh_token(&self, resting: &Resting) -> Result<Option<RefreshToken>, PortError> {
        Ok(self.0.lock().unwrap().refresh.get(resting).cloned())
    }

    async fn of_session(&self, session: &SessionId) -> Result<Vec<Grant>, PortError> {
        Ok(self.0.lock().unwrap().grants.values().filter(|grant| grant.session == *session).cloned().collect())
    }
}

use std::collections::HashMap;
use std::sync::Mutex;

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::grant::{Emission, Emitted, Grant, GrantId, Grants, Issued, RefreshToken};
use idp_core::port::PortError;
use idp_core::session::SessionId;

#[derive(Default)]
pub struct FakeGrants(Mutex<Stored>);

#[derive(Default)]
struct Stored {
    grants: HashMap<GrantId, Grant>,
    origins: HashMap<String, GrantId>,
    tokens: HashMap<String, Emission>,
    refresh: HashMap<Resting, RefreshToken>,
    used: HashMap<Resting, Timestamp>,
    /// The successor that was used.
    followed: HashMap<Resting, Resting>,
}

impl Stored {
    fn emit(&mut self, emission: &Emission, refresh: Option<&RefreshToken>) -> Emitted {
        if let Some(by) = self.origins.get(&emission.origin) {
            return Emitted::AlreadySpent { by: by.clone() };
        }
        self.origins.insert(emission.origin.clone(), emission.grant.clone());
        self.tokens.insert(emission.token.clone(), emission.clone());
        if let Some(refresh) = refresh {
            self.refresh.insert(refresh.resting.clone(), refresh.clone());
        }
        Emitted::Yes
    }

    /// Whether `spent` may still be used, and is its predecessor's only successor.
    fn spend(&mut self, spent: &Resting, at: Timestamp, lost_since: Timestamp) -> bool {
        let first = *self.used.entry(spent.clone()).or_insert(at);
        if self.followed.contains_key(spent) || first < lost_since {
            return false;
        }
        match self.refresh.get(spent).and_then(|token| token.follows.clone()) {
            Some(former) => self.followed.entry(former).or_insert_with(|| spent.clone()) == spent,
            None => true,
        }
    }
}

impl FakeGrants {
    pub fn all(&self) -> Vec<Grant> {
        self.0.lock().unwrap().grants.values().cloned().collect()
    }
}

#[async_trait]
impl Grants for FakeGrants {
    async fn open(
        &self,
        grant: &Grant,
        emission: &Emission,
        refresh: Option<&RefreshToken>,
    ) -> Result<Emitted, PortError> {
        let mut stored = self.0.lock().unwrap();
        let emitted = stored.emit(emission, refresh);
        if emitted == Emitted::Yes {
            stored.grants.insert(grant.id.clone(), grant.clone());
        }
        Ok(emitted)
    }

    async fn emit(&self, emission: &Emission, refresh: Option<&RefreshToken>) -> Result<Emitted, PortError> {
        Ok(self.0.lock().unwrap().emit(emission, refresh))
    }

    async fn rotate(
        &self,
        emission: &Emission,
        refresh: &RefreshToken,
        lost_since: Timestamp,
    ) -> Result<Emitted, PortError> {
        let mut stored = self.0.lock().unwrap();
        let spent = refresh.follows.clone().unwrap();
        match stored.spend(&spent, emission.at, lost_since) {
            true => Ok(stored.emit(emission, Some(refresh))),
            false => Ok(Emitted::AlreadySpent { by: emission.grant.clone() }),
        }
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, PortError> {
        Ok(self.0.lock().unwrap().grants.get(id).cloned())
    }

    async fn by_token(&self, token: &str) -> Result<Option<Issued>, PortError> {
        let stored = self.0.lock().unwrap();
        let emission = stored.tokens.get(token).cloned();
        Ok(emission.and_then(|emission| Some(Issued { grant: stored.grants.get(&emission.grant)?.clone(), emission })))
    }

    async fn refresh_token(&self, resting: &Resting) -> Result<Option<RefreshToken>, PortError> {
        Ok(self.0.lock().unwrap().refresh.get(resting).cloned())
    }

    async fn latest_of(&self, session: &SessionId, client: &ClientId) -> Result<Option<Grant>, PortError> {
        let own = self.of_session(session).await?.into_iter().filter(|grant| grant.client == *client);
        Ok(own.max_by_key(|grant| grant.opened_at))
    }

    async fn of_session(&self, session: &SessionId) -> Result<Vec<Grant>, PortError> {
        Ok(self.0.lock().unwrap().grants.values().filter(|grant| grant.session == *session).cloned().collect())
    }
}

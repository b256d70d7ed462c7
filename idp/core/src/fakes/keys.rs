use std::sync::{Mutex, OnceLock};

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::key::{Keys, StoredKey};
use idp_core::port::PortError;

#[derive(Default)]
pub struct FakeKeys(Mutex<Vec<StoredKey>>);

/// Making an RSA key takes long without optimisation: the tests of one process share the first pair of keys.
static SHARED: OnceLock<Vec<StoredKey>> = OnceLock::new();

impl FakeKeys {
    /// The keys that an earlier test kept with [`FakeKeys::share`], or none.
    pub fn shared() -> Self {
        Self(Mutex::new(SHARED.get().cloned().unwrap_or_default()))
    }

    pub fn share(&self) {
        let _ = SHARED.set(self.stored());
    }

    pub fn stored(&self) -> Vec<StoredKey> {
        self.0.lock().unwrap().clone()
    }
}

#[async_trait]
impl Keys for FakeKeys {
    async fn all(&self) -> Result<Vec<StoredKey>, PortError> {
        Ok(self.stored())
    }

    async fn add(&self, key: &StoredKey) -> Result<(), PortError> {
        self.0.lock().unwrap().push(key.clone());
        Ok(())
    }

    async fn retire(&self, kid: &str, at: Timestamp) -> Result<(), PortError> {
        self.0.lock().unwrap().iter_mut().filter(|key| key.kid == kid).for_each(|key| key.retired_at = Some(at));
        Ok(())
    }

    async fn sign_from(&self, kid: &str, at: Timestamp) -> Result<(), PortError> {
        let mut keys = self.0.lock().unwrap();
        keys.iter_mut().filter(|key| key.kid == kid).for_each(|key| key.signs_from = at.min(key.signs_from));
        Ok(())
    }

    async fn remove(&self, kid: &str) -> Result<(), PortError> {
        self.0.lock().unwrap().retain(|key| key.kid != kid);
        Ok(())
    }
}

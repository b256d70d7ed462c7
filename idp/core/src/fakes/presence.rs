use std::collections::HashMap;
use std::sync::Mutex;

use ambient::Seconds;
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_core::presence::{Held, Presence};

#[derive(Default)]
pub struct FakePresence(Mutex<HashMap<String, Held>>);

impl FakePresence {
    /// How many things live under keys that begin so.
    pub fn keys(&self, prefix: &str) -> usize {
        self.0.lock().unwrap().keys().filter(|key| key.starts_with(prefix)).count()
    }
}

#[async_trait]
impl Presence for FakePresence {
    async fn create(&self, key: &str, bytes: &[u8], _life: Seconds) -> Result<bool, PortError> {
        let mut held = self.0.lock().unwrap();
        if held.contains_key(key) {
            return Ok(false);
        }
        held.insert(key.to_owned(), Held { bytes: bytes.to_vec(), version: 1 });
        Ok(true)
    }

    async fn read(&self, key: &str) -> Result<Option<Held>, PortError> {
        Ok(self.0.lock().unwrap().get(key).cloned())
    }

    async fn replace(&self, key: &str, version: u64, bytes: &[u8], _life: Seconds) -> Result<bool, PortError> {
        let mut held = self.0.lock().unwrap();
        match held.get_mut(key) {
            Some(one) if one.version == version => {
                // grows, and not by one: the store of a process counts the writes of all its keys
                *one = Held { bytes: bytes.to_vec(), version: version + 3 };
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, PortError> {
        Ok(self.0.lock().unwrap().remove(key).map(|one| one.bytes))
    }

    async fn remove(&self, key: &str) -> Result<(), PortError> {
        self.0.lock().unwrap().remove(key);
        Ok(())
    }
}

//! Short-lived state whose loss only refuses: interactions, browser sessions, codes, e-CPS requests.
//!
//! The port moves bytes; [`Shelf`] gives each kind of thing its own name, type and lifetime.

use std::marker::PhantomData;
use std::sync::Arc;

use ambient::Seconds;
use async_trait::async_trait;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::port::PortError;

/// Bytes under a key, with a version that grows at each write and a life after which they are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub bytes: Vec<u8>,
    pub version: u64,
}

/// Each verb is atomic on its key. Keys are at most 200 printable ASCII characters.
#[async_trait]
pub trait Presence: Send + Sync {
    /// Writes only where nothing lives. `false`: something does, and nothing was written.
    async fn create(&self, key: &str, bytes: &[u8], life: Seconds) -> Result<bool, PortError>;
    async fn read(&self, key: &str) -> Result<Option<Held>, PortError>;
    /// Replaces the version that was read, and starts its life anew. `false`: another writer came first, or it is gone.
    async fn replace(&self, key: &str, version: u64, bytes: &[u8], life: Seconds) -> Result<bool, PortError>;
    /// Gives the bytes to exactly one caller and removes them.
    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, PortError>;
    async fn remove(&self, key: &str) -> Result<(), PortError>;
}

/// One kind of short-lived thing.
pub struct Shelf<T> {
    presence: Arc<dyn Presence>,
    name: &'static str,
    of: PhantomData<fn() -> T>,
}

/// A thing and the version under which it was read: what [`Shelf::replace`] wants back.
#[derive(Clone, Debug)]
pub struct Seen<T> {
    pub value: T,
    pub version: u64,
}

impl<T> Clone for Shelf<T> {
    fn clone(&self) -> Self {
        Self { presence: self.presence.clone(), name: self.name, of: PhantomData }
    }
}

impl<T: Serialize + DeserializeOwned> Shelf<T> {
    pub fn new(presence: Arc<dyn Presence>, name: &'static str) -> Self {
        Self { presence, name, of: PhantomData }
    }

    /// `false`: something already lives under this key.
    pub async fn create(&self, key: &str, value: &T, life: Seconds) -> Result<bool, PortError> {
        self.presence.create(&self.key(key), &self.encode(value)?, life).await
    }

    pub async fn read(&self, key: &str) -> Result<Option<Seen<T>>, PortError> {
        let Some(held) = self.presence.read(&self.key(key)).await? else { return Ok(None) };
        Ok(Some(Seen { value: self.decode(key, &held.bytes)?, version: held.version }))
    }

    /// `false`: another writer came first, or it is gone; nothing was written.
    pub async fn replace(&self, key: &str, seen: u64, value: &T, life: Seconds) -> Result<bool, PortError> {
        self.presence.replace(&self.key(key), seen, &self.encode(value)?, life).await
    }

    pub async fn take(&self, key: &str) -> Result<Option<T>, PortError> {
        let Some(bytes) = self.presence.take(&self.key(key)).await? else { return Ok(None) };
        self.decode(key, &bytes).map(Some)
    }

    pub async fn remove(&self, key: &str) -> Result<(), PortError> {
        self.presence.remove(&self.key(key)).await
    }

    fn key(&self, key: &str) -> String {
        format!("{}:{key}", self.name)
    }

    fn encode(&self, value: &T) -> Result<Vec<u8>, PortError> {
        serde_json::to_vec(value).map_err(|error| PortError::inconsistent("presence", self.name, error))
    }

    fn decode(&self, key: &str, bytes: &[u8]) -> Result<T, PortError> {
        serde_json::from_slice(bytes)
            .map_err(|error| PortError::inconsistent("presence", format!("{}:{}", self.name, key.len()), error))
    }
}

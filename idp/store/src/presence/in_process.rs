use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use ambient::{Ambient, Seconds, Timestamp};
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_core::presence::{Held, Presence};

/// How much may live at once. A full store refuses what is new rather than forgetting somebody's session, and one shelf
/// takes half of it at most: who fills that of pushed requests leaves the logins of the others alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    pub entries: usize,
    /// Keys and values, in bytes.
    pub bytes: usize,
}

/// A hundred thousand sessions, their index and the logins that opened them.
impl Default for Capacity {
    fn default() -> Self {
        Self { entries: 400_000, bytes: 192 * 1024 * 1024 }
    }
}

/// Presence in the memory of this process, under its clock: gone at a restart.
#[derive(Debug)]
pub struct InProcess {
    ambient: Ambient,
    capacity: Capacity,
    living: Mutex<Living>,
}

#[derive(Debug, Default)]
struct Living {
    entries: HashMap<Arc<str>, Entry>,
    /// What ends first comes first, so that expiry never walks what still lives.
    ends: BTreeSet<(Timestamp, Arc<str>)>,
    bytes: usize,
    /// The same by shelf: the key up to its first colon.
    shelves: HashMap<String, usize>,
    /// Over all keys, so that a key that comes back never repeats a version.
    last_version: u64,
}

#[derive(Debug)]
struct Entry {
    bytes: Vec<u8>,
    version: u64,
    end: Timestamp,
}

impl InProcess {
    pub fn new(ambient: Ambient, capacity: Capacity) -> Self {
        Self { ambient, capacity, living: Mutex::default() }
    }

    /// Frees what has ended. Writes do it too; this is for when nothing is written.
    pub fn sweep(&self) -> usize {
        self.with(|_, _| {}).1
    }

    /// Sweeps `every` so often until the store is dropped; to be spawned by wiring.
    pub async fn sweeping(store: Weak<Self>, every: Duration) {
        let mut tick = tokio::time::interval(every);
        loop {
            tick.tick().await;
            let Some(store) = store.upgrade() else { return };
            store.sweep();
        }
    }

    /// Runs one verb alone, on what lives now.
    fn with<T>(&self, verb: impl FnOnce(&mut Living, Timestamp) -> T) -> (T, usize) {
        let mut living = self.living.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.ambient.now();
        let swept = living.expire(now);
        (verb(&mut living, now), swept)
    }

    fn room(&self, living: &Living, key: &str, more_entries: usize, more_bytes: usize) -> Result<(), PortError> {
        let entries = living.entries.len() + more_entries <= self.capacity.entries;
        let bytes = living.bytes + more_bytes <= self.capacity.bytes;
        let taken = shelf(key).and_then(|shelf| living.shelves.get(shelf)).copied().unwrap_or_default();
        let share = shelf(key).is_none() || taken + more_bytes <= self.capacity.bytes / 2;
        (entries && bytes && share).then_some(()).ok_or_else(|| PortError::unavailable("presence", "the store is full"))
    }
}

impl Living {
    fn expire(&mut self, now: Timestamp) -> usize {
        let mut swept = 0;
        while self.ends.first().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, key)) = self.ends.first().cloned() {
                self.remove(&key);
                swept += 1;
            }
        }
        swept
    }

    fn insert(&mut self, key: &str, bytes: &[u8], end: Timestamp) {
        self.remove(key);
        let key: Arc<str> = Arc::from(key);
        self.last_version += 1;
        self.bytes += key.len() + bytes.len();
        if let Some(shelf) = shelf(&key) {
            *self.shelves.entry(shelf.to_owned()).or_default() += key.len() + bytes.len();
        }
        self.ends.insert((end, key.clone()));
        self.entries.insert(key, Entry { bytes: bytes.to_vec(), version: self.last_version, end });
    }

    fn remove(&mut self, key: &str) -> Option<Entry> {
        let (key, entry) = self.entries.remove_entry(key)?;
        self.bytes -= key.len() + entry.bytes.len();
        if let Some(taken) = shelf(&key).and_then(|shelf| self.shelves.get_mut(shelf)) {
            *taken -= key.len() + entry.bytes.len();
        }
        self.ends.remove(&(entry.end, key));
        Some(entry)
    }
}

fn shelf(key: &str) -> Option<&str> {
    key.split_once(':').map(|(shelf, _)| shelf)
}

#[async_trait]
impl Presence for InProcess {
    async fn create(&self, key: &str, bytes: &[u8], life: Seconds) -> Result<bool, PortError> {
        let create = |living: &mut Living, now: Timestamp| {
            if living.entries.contains_key(key) {
                return Ok(false);
            }
            self.room(living, key, 1, key.len() + bytes.len())?;
            living.insert(key, bytes, now.plus(life));
            Ok(true)
        };
        self.with(create).0
    }

    async fn read(&self, key: &str) -> Result<Option<Held>, PortError> {
        let read = |living: &mut Living, _| {
            living.entries.get(key).map(|entry| Held { bytes: entry.bytes.clone(), version: entry.version })
        };
        Ok(self.with(read).0)
    }

    async fn replace(&self, key: &str, version: u64, bytes: &[u8], life: Seconds) -> Result<bool, PortError> {
        let replace = |living: &mut Living, now: Timestamp| {
            let Some(entry) = living.entries.get(key).filter(|entry| entry.version == version) else {
                return Ok(false);
            };
            self.room(living, key, 0, bytes.len().saturating_sub(entry.bytes.len()))?;
            living.insert(key, bytes, now.plus(life));
            Ok(true)
        };
        self.with(replace).0
    }

    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, PortError> {
        Ok(self.with(|living, _| living.remove(key)).0.map(|entry| entry.bytes))
    }

    async fn remove(&self, key: &str) -> Result<(), PortError> {
        self.with(|living, _| living.remove(key));
        Ok(())
    }
}

//! Registrations read a moment ago.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ambient::{Ambient, Timestamp};
use async_trait::async_trait;

use super::{Client, ClientId, Clients};
use crate::port::PortError;

/// Milliseconds: how late a node may hear of a change that another node made. Its own it sees at once.
const FRESH: i64 = 1_000;
/// Registrations in memory at most; a full memory begins anew.
const MANY: usize = 1_000;

/// A registration is read several times in one request, and by every request. Only those that exist are remembered: names
/// that strangers make up take no room.
#[derive(Clone)]
pub struct RememberedClients {
    ambient: Ambient,
    stored: Arc<dyn Clients>,
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
struct Memory {
    read: HashMap<ClientId, (Arc<Client>, Timestamp)>,
    /// Changes written by this node: what was read before one is not remembered after it.
    changes: u64,
}

impl RememberedClients {
    pub fn new(ambient: Ambient, stored: Arc<dyn Clients>) -> Self {
        Self { ambient, stored, memory: Arc::default() }
    }

    fn with<T>(&self, on: impl FnOnce(&mut Memory) -> T) -> T {
        on(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn fresh(&self, id: &ClientId) -> (Option<Arc<Client>>, u64) {
        let oldest = self.ambient.now().millis() - FRESH;
        self.with(|memory| {
            let fresh = memory.read.get(id).filter(|(_, at)| at.millis() > oldest);
            (fresh.map(|(client, _)| client.clone()), memory.changes)
        })
    }

    fn remember(&self, client: &Client, at: Timestamp, changes: u64) {
        self.with(|memory| {
            if memory.changes != changes {
                return;
            }
            if memory.read.len() >= MANY {
                memory.read.clear();
            }
            memory.read.insert(client.id.clone(), (Arc::new(client.clone()), at));
        });
    }

    /// After the write, whether or not it is known to have come through.
    fn changed<T>(&self, id: &ClientId, written: T) -> T {
        self.with(|memory| {
            memory.changes += 1;
            memory.read.remove(id);
        });
        written
    }
}

#[async_trait]
impl Clients for RememberedClients {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, PortError> {
        let (fresh, changes) = self.fresh(id);
        if let Some(client) = fresh {
            return Ok(Some(Client::clone(&client)));
        }
        let asked_at = self.ambient.now();
        let stored = self.stored.client(id).await?;
        if let Some(client) = &stored {
            self.remember(client, asked_at, changes);
        }
        Ok(stored)
    }

    async fn register(&self, client: &Client) -> Result<(), PortError> {
        self.changed(&client.id, self.stored.register(client).await)
    }

    async fn replace(&self, before: &Client, after: &Client) -> Result<bool, PortError> {
        self.changed(&after.id, self.stored.replace(before, after).await)
    }

    async fn remove(&self, id: &ClientId) -> Result<(), PortError> {
        self.changed(id, self.stored.remove(id).await)
    }

    async fn all(&self) -> Result<Vec<Client>, PortError> {
        self.stored.all().await
    }

    async fn declared(&self) -> Result<Vec<Client>, PortError> {
        self.stored.declared().await
    }
}

#[cfg(test)]
mod tests {
    use ambient::Seconds;

    use super::*;
    use crate::fakes::{FakeClients, client};

    fn named(name: &str) -> Client {
        Client { name: name.to_owned(), ..client() }
    }

    #[tokio::test]
    async fn a_change_of_this_node_shows_at_once_and_that_of_another_within_a_second() {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_millis(0), 1);
        let stored: Arc<dyn Clients> = Arc::new(FakeClients::default());
        let (here, there) = (RememberedClients::new(ambient, stored.clone()), stored);
        let name = async || here.client(&client().id).await.unwrap().map(|client| client.name);
        assert_eq!(name().await, None);
        here.register(&named("a")).await.unwrap();
        assert_eq!(name().await.as_deref(), Some("a"));
        there.register(&named("b")).await.unwrap();
        assert_eq!(name().await.as_deref(), Some("a"), "remembered");
        clock.advance(Seconds(1));
        assert_eq!(name().await.as_deref(), Some("b"));
        assert!(here.replace(&named("b"), &named("c")).await.unwrap());
        assert_eq!(name().await.as_deref(), Some("c"));
        here.remove(&client().id).await.unwrap();
        assert_eq!(name().await, None);
    }

    #[tokio::test]
    async fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let (ambient, _) = Ambient::fixed(Timestamp::from_millis(0), 1);
        let here = RememberedClients::new(ambient.clone(), Arc::new(FakeClients::default()));
        here.register(&named("a")).await.unwrap();
        let (_, changes) = here.fresh(&client().id);
        here.register(&named("b")).await.unwrap();
        here.remember(&named("a"), ambient.now(), changes);
        assert_eq!(here.client(&client().id).await.unwrap().unwrap().name, "b");
    }
}

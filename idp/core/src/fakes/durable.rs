use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::client::{Client, ClientId, Clients};
use idp_core::compteur::{Compteurs, Counted, Limit};
use idp_core::journal::{Acte, Journal, event};
use idp_core::port::PortError;
use idp_core::spent::Spent;
use idp_core::stamp::{Since, Stamps, Subject};

#[derive(Default)]
pub struct FakeStamps(Mutex<HashMap<Subject, Timestamp>>);

#[async_trait]
impl Stamps for FakeStamps {
    async fn raise(&self, subject: &Subject, at: Timestamp) -> Result<(), PortError> {
        let mut stamps = self.0.lock().unwrap();
        let stamp = stamps.entry(subject.clone()).or_insert(at);
        *stamp = at.max(*stamp);
        Ok(())
    }

    async fn latest(&self, subjects: &[Subject]) -> Result<Option<Timestamp>, PortError> {
        let stamps = self.0.lock().unwrap();
        Ok(subjects.iter().filter_map(|subject| stamps.get(subject).copied()).max())
    }

    async fn raised(&self, among: &[Since]) -> Result<bool, PortError> {
        let stamps = self.0.lock().unwrap();
        Ok(among.iter().any(|since| stamps.get(&since.subject).is_some_and(|stamp| *stamp >= since.from)))
    }
}

#[derive(Default)]
pub struct FakeSpent(Mutex<HashSet<(&'static str, Resting)>>);

#[async_trait]
impl Spent for FakeSpent {
    async fn spend(&self, kind: &'static str, value: &Resting, _until: Timestamp) -> Result<bool, PortError> {
        Ok(self.0.lock().unwrap().insert((kind, value.clone())))
    }
}

#[derive(Default)]
pub struct FakeCompteurs(Mutex<HashMap<String, (u32, Option<Timestamp>)>>);

#[async_trait]
impl Compteurs for FakeCompteurs {
    async fn count(&self, key: &str, limit: Limit, now: Timestamp) -> Result<Counted, PortError> {
        let mut counts = self.0.lock().unwrap();
        let fresh = (0, limit.window.map(|window| now.plus(window)));
        let count = counts.entry(key.to_owned()).or_insert(fresh);
        if count.1.is_some_and(|until| until <= now) {
            *count = fresh;
        }
        if count.0 >= limit.tries {
            return Ok(Counted::Exhausted { until: count.1 });
        }
        count.0 += 1;
        Ok(Counted::Within(count.0))
    }

    async fn tries(&self, key: &str, now: Timestamp) -> Result<u32, PortError> {
        let counts = self.0.lock().unwrap();
        Ok(counts.get(key).filter(|(_, until)| until.is_none_or(|until| now < until)).map_or(0, |(tries, _)| *tries))
    }

    async fn clear(&self, key: &str) -> Result<(), PortError> {
        self.0.lock().unwrap().remove(key);
        Ok(())
    }
}

#[derive(Default)]
pub struct FakeClients(Mutex<HashMap<ClientId, Client>>);

#[async_trait]
impl Clients for FakeClients {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, PortError> {
        Ok(self.0.lock().unwrap().get(id).cloned())
    }

    async fn register(&self, client: &Client) -> Result<(), PortError> {
        self.0.lock().unwrap().insert(client.id.clone(), client.clone());
        Ok(())
    }

    async fn replace(&self, before: &Client, after: &Client) -> Result<bool, PortError> {
        let mut clients = self.0.lock().unwrap();
        let there = clients.get(&before.id) == Some(before);
        if there {
            clients.insert(before.id.clone(), after.clone());
        }
        Ok(there)
    }

    async fn remove(&self, id: &ClientId) -> Result<(), PortError> {
        self.0.lock().unwrap().remove(id);
        Ok(())
    }

    async fn all(&self) -> Result<Vec<Client>, PortError> {
        Ok(self.0.lock().unwrap().values().cloned().collect())
    }

    async fn declared(&self) -> Result<Vec<Client>, PortError> {
        Ok(self.0.lock().unwrap().values().filter(|client| !client.registered_itself()).cloned().collect())
    }
}

/// Remembers the acts, in order, and takes none that `docs/events.md` does not describe.
#[derive(Default)]
pub struct FakeJournal(Mutex<Vec<Acte>>);

impl FakeJournal {
    pub fn actes(&self) -> Vec<Acte> {
        self.0.lock().unwrap().clone()
    }

    pub fn events(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().iter().map(|acte| acte.event).collect()
    }

    /// A field of the last act with this word, as text.
    pub fn field(&self, event: &str, name: &str) -> Option<String> {
        let acts = self.0.lock().unwrap();
        let acte = acts.iter().rev().find(|acte| acte.event == event)?;
        acte.fields.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }
}

#[async_trait]
impl Journal for FakeJournal {
    async fn record(&self, acte: Acte) -> Result<(), PortError> {
        let known = event::ALL.iter().copied().flatten().find(|known| known.word == acte.event);
        let known = known.unwrap_or_else(|| panic!("{} is not in the list of events", acte.event));
        for name in acte.fields.keys() {
            assert!(known.fields.contains(&name.as_str()), "{}: the list does not name the field {name}", acte.event);
        }
        self.0.lock().unwrap().push(acte);
        Ok(())
    }
}

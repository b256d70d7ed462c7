//! What was acknowledged, and what must never have been: written down while the faults happen, held against the nodes and
//! the database when they are over.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::party::Demand;

/// A client that was told `201`.
#[derive(Clone)]
pub struct Registered {
    pub client_id: String,
    pub address: String,
    pub token: String,
}

/// A refresh token whose revocation was told `200`, and the access token that it came with.
#[derive(Clone)]
pub struct Revoked {
    pub refresh: String,
    pub access: String,
    pub at: Instant,
}

/// One that ended well.
#[derive(Clone, Copy)]
pub struct Login {
    pub at: Instant,
    /// From the first page to the last thing that the service did.
    pub took: Duration,
}

/// A code for which tokens were given.
#[derive(Clone)]
pub struct Spent {
    pub code: String,
    pub demand: Demand,
    pub at: Instant,
}

#[derive(Default)]
pub struct Entries {
    pub spent: Vec<Spent>,
    pub registered: Vec<Registered>,
    pub revoked: Vec<Revoked>,
    /// Sessions of which a service was given tokens.
    pub sessions: Vec<String>,
    pub logins: Vec<Login>,
    /// What people and services met that was no login, since the last look.
    pub met: BTreeMap<String, u32>,
    pub spent_twice: Vec<String>,
    pub failed_open: Vec<String>,
    pub replays: u64,
    pub probes: u64,
}

#[derive(Default)]
pub struct Ledger(Mutex<Entries>);

impl Ledger {
    pub fn write<T>(&self, entry: impl FnOnce(&mut Entries) -> T) -> T {
        entry(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn login(&self, login: Login) {
        self.write(|entries| entries.logins.push(login));
    }

    pub fn met(&self, what: &str) {
        self.write(|entries| *entries.met.entry(what.to_owned()).or_default() += 1);
    }

    /// Logins that ended well after `since`.
    pub fn logins_since(&self, since: Instant) -> usize {
        self.write(|entries| entries.logins.iter().rev().take_while(|login| login.at > since).count())
    }

    /// One of the revoked ones, by chance.
    pub fn some_revoked(&self, chance: usize) -> Option<Revoked> {
        self.write(|entries| {
            let count = entries.revoked.len();
            (count > 0).then(|| entries.revoked[chance % count].clone())
        })
    }
}

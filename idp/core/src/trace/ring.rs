use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use ambient::{Ambient, Seconds};

use super::{Trace, Traces};
use crate::client::ClientId;

/// How much of it, and how long.
#[derive(Clone, Copy, Debug)]
pub struct RingSettings {
    pub per_client: usize,
    pub clients: usize,
    pub life: Seconds,
    /// Everybody is invented: the sandbox and the rehearsal.
    pub tokens: bool,
}

impl RingSettings {
    /// Fifty requests of each of a thousand clients, a quarter of an hour.
    pub const fn new(tokens: bool) -> Self {
        Self { per_client: 50, clients: 1_000, life: Seconds::minutes(15), tokens }
    }
}

/// In the memory of one node, gone with it: what is shown for a quarter of an hour is in no database, no dump and no wire.
pub struct Ring {
    ambient: Ambient,
    settings: RingSettings,
    kept: Mutex<HashMap<ClientId, VecDeque<Trace>>>,
}

impl Ring {
    pub fn new(ambient: Ambient, settings: RingSettings) -> Self {
        Self { ambient, settings, kept: Mutex::default() }
    }
}

impl Traces for Ring {
    fn keeps_tokens(&self) -> bool {
        self.settings.tokens
    }

    fn note(&self, trace: Trace) {
        let oldest = self.ambient.now().minus(self.settings.life);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.contains_key(&trace.client) && kept.len() >= self.settings.clients {
            kept.retain(|_, traces| traces.back().is_some_and(|last| last.at > oldest));
            if kept.len() >= self.settings.clients {
                return;
            }
        }
        let traces = kept.entry(trace.client.clone()).or_default();
        // the oldest stands first
        while traces.front().is_some_and(|one| one.at <= oldest) {
            traces.pop_front();
        }
        if traces.len() >= self.settings.per_client {
            traces.pop_front();
        }
        traces.push_back(trace);
    }

    fn of(&self, client: &ClientId) -> Vec<Trace> {
        let oldest = self.ambient.now().minus(self.settings.life);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let traces = kept.get(client).into_iter().flatten().rev();
        traces.filter(|one| one.at > oldest).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fakes::FakeIssuer;
    use crate::trace::{Door, Outcome};

    fn trace(ambient: &Ambient, client: &str, status: u16) -> Trace {
        Trace {
            at: ambient.now(),
            client: client.into(),
            door: Door::Token,
            method: "POST",
            status,
            said: vec![],
            outcome: Outcome::Answered(vec![]),
        }
    }

    // requirement: O04
    #[test]
    fn the_last_requests_of_a_client_are_few_and_short_lived_and_its_own() {
        let (ambient, clock) = Ambient::fixed(FakeIssuer::START, 1);
        let settings = RingSettings { per_client: 3, clients: 2, ..RingSettings::new(true) };
        let ring = Ring::new(ambient.clone(), settings);
        for status in 200..205 {
            ring.note(trace(&ambient, "a", status));
        }
        let of = |client: &str| ring.of(&client.into()).into_iter().map(|one| one.status).collect::<Vec<_>>();
        assert_eq!(of("a"), [204, 203, 202]);
        assert!(of("b").is_empty());
        ring.note(trace(&ambient, "b", 200));
        ring.note(trace(&ambient, "c", 200));
        assert!(of("c").is_empty(), "no room while two others are fresh");
        clock.advance(Seconds::minutes(15));
        assert!(of("a").is_empty());
        ring.note(trace(&ambient, "c", 201));
        assert_eq!(of("c"), [201]);
    }
}

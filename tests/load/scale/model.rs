//! What an act costs, as a morning weighed it, and what a number of people needs by it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::replay;
use crate::morning::plan::{Curve, Plan};
use crate::morning::visit::Act;

/// The share of a machine that is planned for: the rest is for the loss of another one, and for what nobody foresaw.
pub const PLANNED: f64 = 0.6;
/// Cores of a machine that runs the provider or the registry.
pub const NODE_CORES: f64 = 8.0;
/// Cores of the largest PostgreSQL that one would run before its tables are spread over several.
pub const PRIMARY_CORES: f64 = 32.0;
/// What such a PostgreSQL makes durable in a second, in octets: half of what a fast disk takes.
pub const PRIMARY_WAL: f64 = 300e6;
/// Octets of one server of Redis, which computes on one core.
pub const SHARD_OCTETS: f64 = 16e9;
pub const SLOTS: f64 = 16_384.0;

/// Counters of one act, by the name that `load morning` gives them.
pub type Cost = BTreeMap<String, f64>;

pub struct Model {
    pub costs: BTreeMap<Act, Cost>,
    /// In a second in which nobody does anything, of one node.
    pub idle: Cost,
    /// Octets of Redis for one living session and what belongs to it; of enough of them, else as they were weighed.
    pub session: f64,
    /// Seconds between two uses of a refresh token.
    pub refreshed: f64,
    /// Made of enough acts, by a release build.
    pub whole: bool,
}

/// What so many people need who come in one hour.
pub struct Needs {
    pub people: u64,
    /// Logins a second where the curve is level.
    pub logins: f64,
    /// At the highest second: milliseconds of processor, statements, commands and octets a second.
    pub peak: Cost,
    /// Octets of sessions when everybody is in.
    pub sessions: f64,
}

impl Model {
    pub fn read(record: &Value) -> Self {
        let cost = |value: &Value| -> Cost {
            let fields = value.as_object().expect("counters by name");
            fields.iter().map(|(name, value)| (name.clone(), value.as_f64().expect("a count"))).collect()
        };
        let costs = Act::ALL.into_iter().map(|act| (act, cost(&record["costs"][act.word()]))).collect();
        let released = record["release"].as_bool().unwrap_or(false);
        let mut model = Self {
            costs,
            session: 0.0,
            idle: cost(&record["idle_a_second"]),
            refreshed: record["plan"]["refreshed_every_s"].as_f64().expect("the pause of a refresh"),
            whole: released && record["weighed_each"].as_u64().is_some_and(|each| each >= 500),
        };
        model.session = weighed_together(record).unwrap_or_else(|| model.of_a_login("redis_octets"));
        model
    }

    /// Of one login and all that goes with it.
    pub fn of_a_login(&self, counter: &str) -> f64 {
        Act::ALL.into_iter().map(|act| self.cost(act, counter) * Plan::per_login(act)).sum()
    }

    pub fn cost(&self, act: Act, counter: &str) -> f64 {
        self.costs.get(&act).and_then(|cost| cost.get(counter)).copied().unwrap_or_default()
    }

    pub fn needs(&self, people: u64, curve: Curve) -> Needs {
        let logins = people as f64 / (curve.mean() * curve.length());
        let seconds = replay::seconds(self, replay::Course { curve, rate: logins, ends: false });
        let mut peak = Cost::new();
        for (name, value) in seconds.iter().flat_map(|second| &second.spent) {
            let highest = peak.entry(name.clone()).or_default();
            *highest = value.max(*highest);
        }
        let sessions = self.session * people as f64;
        Needs { people, logins, peak, sessions }
    }
}

/// What Redis held with many sessions, by their number.
fn weighed_together(record: &Value) -> Option<f64> {
    const MANY: f64 = 5_000.0;
    let memory = &record["memory"]["on_redis"];
    let sessions = memory["sessions"].as_f64().filter(|sessions| *sessions >= MANY)?;
    Some(memory["store_mb"].as_f64()? * 1e6 / sessions)
}

impl Needs {
    pub fn at_peak(&self, counter: &str) -> f64 {
        self.peak.get(counter).copied().unwrap_or_default()
    }

    /// Cores that compute at the peak.
    pub fn cores(&self, counter: &str) -> f64 {
        self.at_peak(counter) / 1e3
    }

    /// Machines for what computes so many cores, and one more, which may be lost.
    pub fn nodes(&self, counter: &str) -> f64 {
        (self.cores(counter) / (NODE_CORES * PLANNED)).ceil().max(1.0) + 1.0
    }

    /// PostgreSQL's own machines that write: by what they compute, and by what they make durable.
    pub fn primaries(&self) -> f64 {
        let computing = self.cores("postgresql_cpu_ms") / (PRIMARY_CORES * PLANNED);
        let writing = self.at_peak("wal_octets") / PRIMARY_WAL;
        computing.max(writing).ceil().max(1.0)
    }

    /// Servers of Redis that hold a share of the slots: by what they compute, and by what they hold.
    pub fn shards(&self) -> f64 {
        let computing = self.cores("redis_cpu_ms") / PLANNED;
        let holding = self.sessions / (SHARD_OCTETS * PLANNED);
        computing.max(holding).ceil().max(1.0)
    }

    pub fn record(&self) -> Value {
        json!({
            "logins_per_second": self.logins.round(),
            "provider_nodes": self.nodes("provider_cpu_ms"),
            "registry_nodes": self.nodes("registry_cpu_ms"),
            "postgresql_primaries": self.primaries(),
            "redis_shards": self.shards(),
        })
    }
}

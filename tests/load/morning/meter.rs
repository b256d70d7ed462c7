//! What each process has spent so far: processor, statements, commands, octets. Counted by the system and by the engines.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use url::Url;

use super::town::{Engines, Town};
use super::wire::told;
use crate::compare::process::computed;

/// Counters by name; `cpu_ms` of each process among them.
pub type Reading = BTreeMap<&'static str, f64>;

/// The processes that serve.
pub const SERVERS: [&str; 4] = ["provider_cpu_ms", "registry_cpu_ms", "postgresql_cpu_ms", "redis_cpu_ms"];

const STATEMENTS: &str = "SELECT coalesce(sum(calls) FILTER (WHERE datname = 'PROVIDER'), 0), \
                          coalesce(sum(calls) FILTER (WHERE datname = 'REGISTRY'), 0), \
                          pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') \
                          FROM pg_stat_statements JOIN pg_database ON oid = dbid";

pub struct Meter {
    provider: u32,
    registry: u32,
    /// Card authority, inboxes, a node that nobody is led to: no part of what serves.
    sandbox: u64,
    postmaster: u32,
    redis: (String, String),
    query: String,
}

impl Meter {
    pub fn of(engines: &Engines) -> Self {
        let name = |url: &str| url.rsplit('/').next().unwrap_or_default().to_owned();
        let query = STATEMENTS.replace("PROVIDER", &name(&engines.databases[0]));
        let query = query.replace("REGISTRY", &name(&engines.databases[1]));
        let port = |url: &str| url.parse::<Url>().ok().and_then(|url| url.port()).expect("a port").to_string();
        let redis = port(&engines.redis.url());
        let pid = info(&redis, "process_id").to_string();
        Self {
            provider: engines.node.id(),
            registry: engines.registry.id(),
            sandbox: engines.sandbox.manifest["pid"].as_u64().expect("the sandbox's process"),
            postmaster: postmaster(&port(&engines.databases[0])).expect("PostgreSQL runs"),
            redis: (redis, pid),
            query,
        }
    }

    /// Processor alone: cheap enough to look at every second.
    pub fn processor(&self) -> Reading {
        let millis = |took: Duration| took.as_secs_f64() * 1e3;
        BTreeMap::from([
            ("provider_cpu_ms", millis(computed(&self.provider.to_string()))),
            ("registry_cpu_ms", millis(computed(&self.registry.to_string()))),
            ("sandbox_cpu_ms", millis(computed(&self.sandbox.to_string()))),
            ("postgresql_cpu_ms", millis(family(self.postmaster))),
            ("redis_cpu_ms", millis(computed(&self.redis.1))),
            ("generator_cpu_ms", millis(computed("self"))),
        ])
    }

    pub fn all(&self, engines: &Engines, town: &Town) -> Reading {
        let mut reading = self.processor();
        let row = engines.postgres.ask(&engines.databases[0], &self.query);
        let mut columns = row.split('|').map(|text| text.parse::<f64>().expect("a count of PostgreSQL"));
        for name in ["provider_sql", "registry_sql", "wal_octets"] {
            reading.insert(name, columns.next().expect("a count of PostgreSQL"));
        }
        reading.insert("redis_commands", info(&self.redis.0, "total_commands_processed"));
        reading.insert("redis_octets", info(&self.redis.0, "used_memory"));
        reading.insert("wire_octets", told(&town.network.counted.octets));
        reading
    }

    /// Sessions that live in Redis.
    pub fn sessions(&self) -> u64 {
        let scan = ["-p", &self.redis.0, "--scan", "--pattern", "caducee:idp:session:*"];
        let output = Command::new("redis-cli").args(scan).output().expect("redis-cli runs");
        output.stdout.iter().filter(|octet| **octet == b'\n').count() as u64
    }

    /// What Redis holds, in MB of 1,000,000 octets.
    pub fn redis_mb(&self) -> f64 {
        info(&self.redis.0, "used_memory") / 1e6
    }

    /// What the provider's node holds in RAM, in MB of 1,000,000 octets.
    pub fn provider_mb(&self) -> f64 {
        crate::start::resident_mb(self.provider)
    }
}

/// What was spent between two readings.
pub fn between(before: &Reading, after: &Reading) -> Reading {
    after.iter().map(|(name, value)| (*name, value - before.get(name).copied().unwrap_or_default())).collect()
}

/// By those that serve, in milliseconds.
pub fn served(spent: &Reading) -> f64 {
    SERVERS.iter().filter_map(|name| spent.get(name)).sum()
}

fn info(port: &str, name: &str) -> f64 {
    let output = Command::new("redis-cli").args(["-p", port, "info"]).output().expect("redis-cli runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let found = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    found.and_then(|value| value.trim().parse().ok()).unwrap_or_else(|| panic!("Redis tells no {name}"))
}

/// The process that listens on this port.
fn postmaster(port: &str) -> Option<u32> {
    processes().find(|pid| {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line);
        let words: Vec<&str> = line.split('\0').collect();
        words[0].ends_with("/postgres") && words.windows(2).any(|pair| pair == ["-p", port])
    })
}

/// proc(5): what a process and the children that it buried have computed, and those that live.
fn family(parent: u32) -> Duration {
    let ticks: u64 = processes().filter_map(|pid| ticks_in(parent, pid)).sum();
    Duration::from_millis(10 * ticks)
}

fn ticks_in(parent: u32, pid: u32) -> Option<u64> {
    let told = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, words) = told.rsplit_once(')')?;
    let words: Vec<&str> = words.split_whitespace().collect();
    // the first word after the name is the 3rd of all; 14th to 17th: user, system, and those of buried children
    let own = words.get(11..13)?;
    let buried = words.get(13..15)?;
    let sum = |words: &[&str]| words.iter().filter_map(|word| word.parse::<u64>().ok()).sum::<u64>();
    match (pid == parent, words.get(1)? == &parent.to_string()) {
        (true, _) => Some(sum(own) + sum(buried)),
        (false, true) => Some(sum(own)),
        (false, false) => None,
    }
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

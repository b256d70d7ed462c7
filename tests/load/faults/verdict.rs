//! When the faults are over: is everything that was acknowledged still there?

use std::collections::HashSet;
use std::process::Command;

use futures::StreamExt as _;
use harness::program;
use serde::Serialize;
use serde_json::Value;

use super::ledger::{Entries, Registered};
use super::world::World;

/// What did not hold, a line each.
#[derive(Serialize)]
pub struct Verdict {
    pub lost: Vec<String>,
    pub spent_twice: Vec<String>,
    pub failed_open: Vec<String>,
    pub registered: usize,
    pub revoked: usize,
    pub sessions: usize,
    /// Codes that were presented again.
    pub replays: u64,
    /// Questions about what was revoked.
    pub probes: u64,
    pub logins: usize,
}

impl Verdict {
    pub fn holds(&self) -> bool {
        self.lost.is_empty() && self.spent_twice.is_empty() && self.failed_open.is_empty()
    }
}

pub async fn of(world: &mut World) -> Verdict {
    let revoked = world.ledger.write(|entries| entries.revoked.clone());
    let service = world.balancer.caller(false);
    let judged = futures::stream::iter(&revoked).for_each_concurrent(8, |one| world.crowd.judge(&service, one));
    judged.await;
    let entries = world.ledger.write(std::mem::take);
    let mut lost = registered(world, &entries.registered).await;
    lost.extend(told(world, &entries));
    lost.extend(taken_back(world, revoked.len()));
    lost.extend(broken(world));
    world.ledger.write(|kept| kept.logins.clone_from(&entries.logins));
    Verdict {
        lost,
        registered: entries.registered.len(),
        revoked: revoked.len(),
        sessions: entries.sessions.len(),
        replays: entries.replays,
        probes: entries.probes,
        logins: entries.logins.len(),
        spent_twice: entries.spent_twice,
        failed_open: entries.failed_open,
    }
}

/// RFC 7592 §2.1: each client still reads its registration.
async fn registered(world: &World, all: &[Registered]) -> Vec<String> {
    let service = world.balancer.caller(false);
    let look = async |one: &Registered| {
        let answer = service.ask(|http| http.get(&one.address).bearer_auth(&one.token)).await;
        let found = answer.as_ref().is_ok_and(|answer| answer.status == 200);
        let said = answer.map_or_else(|silence| format!("{silence:?}"), |answer| answer.status.to_string());
        (!found).then(|| format!("the client {}: {said}", one.client_id))
    };
    futures::stream::iter(all).map(look).buffer_unordered(8).filter_map(std::future::ready).collect().await
}

/// The journal knows each client that registered and each session of which tokens were given.
fn told(world: &World, entries: &Entries) -> Vec<String> {
    let fields = world.postgres.read("provider", "SELECT fields FROM journal_record");
    let mut known: HashSet<String> = HashSet::new();
    for record in fields.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let values = record.as_object().into_iter().flatten();
        known.extend(values.filter_map(|(_, value)| value.as_str().map(str::to_owned)));
    }
    let clients = entries.registered.iter().map(|one| ("client", &one.client_id));
    let sessions = entries.sessions.iter().map(|sid| ("session", sid));
    let unknown = clients.chain(sessions).filter(|(_, id)| !known.contains(*id));
    unknown.map(|(what, id)| format!("the journal does not know the {what} {id}")).collect()
}

/// As many grants that clients gave back as were told so.
fn taken_back(world: &World, acknowledged: usize) -> Option<String> {
    const GIVEN_BACK: &str = "SELECT count(*) FROM journal_record WHERE event = 'grant.revoked' \
                              AND fields::json->>'reason' = 'revoked by the client'";
    let written: usize = world.postgres.read("provider", GIVEN_BACK).trim().parse().expect("a count");
    (written < acknowledged).then(|| format!("{acknowledged} grants were taken back, the journal knows {written}"))
}

/// The chains and the tree of the journal, walked by the program of production.
fn broken(world: &World) -> Option<String> {
    let config = &world.nodes[0].config;
    let output = Command::new(program("idp-server")).arg("--config").arg(config).arg("verify-journal").output();
    let output = output.expect("the program of the provider runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    (!output.status.success()).then(|| format!("the journal: {} {}", said(&output.stdout), said(&output.stderr)))
}

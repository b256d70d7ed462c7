//! A sandbox that keeps sessions in its own memory, as one starts it by itself: the whole of it is weighed, provider,
//! registry, pages and authority.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use harness::{Sandbox, free_ports};

use super::enrol;
use super::ledger::Ledger;
use super::living::{Alive, open};
use super::people::{Means, Person, home};
use super::services::declared;
use super::size::Size;
use super::town::{INVENTED, Town, written};
use super::wire::Network;

/// What a sandbox holds by itself.
const PEOPLE: u64 = 2_000;
const FEWER: u64 = 200;

pub async fn measure(folder: &Path, size: &Size) -> Alive {
    super::say("a sandbox with its own store");
    let people = if size.reduced { FEWER } else { PEOPLE };
    let (sandbox, town) = sandbox(folder, (people, size.cards)).await;
    let pid = sandbox.manifest["pid"].as_u64().and_then(|pid| u32::try_from(pid).ok()).expect("its process");
    let ledger = Ledger::new();
    let (rest_mb, began) = (crate::start::resident_mb(pid), Instant::now());
    let opened = open(&town, &ledger, size.live).await;
    let mb = crate::start::resident_mb(pid);
    let (sessions, refused) = (opened.sessions, opened.refused.clone());
    let (seconds, asked) = (began.elapsed().as_secs_f64(), opened.ask(&town).await);
    // nobody counts them in there: as many as the share of those that were asked
    let sessions = sessions * (asked[0] - asked[1]) as u64 / asked[0].max(1) as u64;
    let met = ledger.met_so_far();
    let refused = refused.or_else(|| (!met.is_empty()).then(|| format!("{met:?}")));
    Alive { sessions, rest_mb, mb, store_mb: None, refused, asked, seconds }
}

async fn sandbox(folder: &Path, (people, cards): (u64, usize)) -> (Sandbox, Arc<Town>) {
    let (data, ports) = (folder.join("alone"), free_ports());
    let chosen: Vec<String> = INVENTED.population(people).some(cards as u64).collect();
    let made = enrol::cards(&data, &format!("http://localhost:{}", ports + 13), &chosen);
    let clients = written(folder, "alone.toml", &declared());
    let start = move || {
        let clients = clients.to_str().expect("a readable path").to_owned();
        Sandbox::start_at(&data, ports, &["--people", &people.to_string(), "--clients", &clients])
    };
    let sandbox = tokio::task::spawn_blocking(start).await.expect("the sandbox starts");
    let authority = std::fs::read(sandbox.authority()).expect("the authority");
    let town = Town::new(&sandbox, Network::to(Ipv4Addr::LOCALHOST, &authority));
    town.followed().await;
    for (rank, (identifiant, card)) in chosen.into_iter().zip(made).enumerate() {
        let means = Means::Card(town.network.with_card(&card));
        town.pool.give(Person { identifiant, home: home(rank), means });
    }
    (sandbox, Arc::new(town))
}

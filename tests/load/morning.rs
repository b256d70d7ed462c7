//! A nation's morning before one node of the provider, on PostgreSQL and Redis, with everything and the generator on one
//! machine.
//!
//! * A login counts when its session is new, its means proved, and code, tokens and userinfo came over TLS: with a card, the
//!   handshake of its key; with an e-CPS, the blind evaluation (VOPRF) and both signatures. Only the phone's own Argon2id is
//!   cheap here (64 KiB, one pass), which no server computes. Every browser and phone has a full handshake.
//! * Flows by single sign-on, refreshes, introspection and logouts go with the logins and are counted apart.
//! * `logins_per_second`, `p99_ms` (the node's own time, of all its answers) and `server_cpu_ms_per_login` are those of the
//!   level part of the morning. The last is everything that provider, registry, PostgreSQL and Redis computed there over
//!   its logins: what goes with a login is in it. `login_cpu_ms` is a login alone.
//! * Two looks at memory follow, each with so many sessions alive: the node's with Redis, and a sandbox's whose store is its
//!   own memory. A store that takes no more is told as that.
//! * What was acknowledged is held against the journal at the end (`lost`), and sessions that were left or ended are tried.
//! * The people who sign in are some of all those in the registry, again and again, each time in a browser that is new.

mod alone;
mod costs;
mod enrol;
pub mod growth;
mod judge;
mod ledger;
mod living;
mod measures;
mod meter;
mod octets;
mod page;
mod pass;
mod people;
pub mod plan;
pub mod programs;
mod report;
mod services;
mod size;
mod town;
pub mod visit;
mod wire;

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use costs::{Costs, Scale};
use judge::Verdict;
use ledger::Ledger;
use living::Alive;
use meter::{Meter, Reading};
use pass::{Morning as Passing, Sample};
use plan::Plan;
use size::Size;

#[derive(Args)]
pub struct Morning {
    /// 2,000 people and some seconds, instead of 2,000,000 and ten level minutes.
    #[arg(long)]
    reduced: bool,
    /// So many people in the registry instead.
    #[arg(long, value_parser = clap::value_parser!(u64).range(500..))]
    people: Option<u64>,
    /// So many level minutes instead.
    #[arg(long)]
    minutes: Option<f64>,
    /// So many sessions alive when memory is read, instead of 100,000.
    #[arg(long)]
    sessions: Option<u64>,
    /// Logins a second of the level part; otherwise a share of what the node is first seen to do.
    #[arg(long)]
    rate: Option<f64>,
}

/// What a morning showed.
pub struct Seen {
    size: Size,
    signing_in: usize,
    /// Seconds from the start of the node until every follower had read the registry's log.
    followed: f64,
    /// Logins a second that were looked for, and asked for.
    possible: f64,
    asked: f64,
    /// Rates that were asked for and not held.
    tried: Vec<f64>,
    idle: Reading,
    costs: Costs,
    samples: Vec<Sample>,
    counted: Reading,
    ledger: Arc<Ledger>,
    /// Before and after the morning: costs, the rate that is possible, further sessions.
    beside: Vec<Arc<Ledger>>,
    verdict: Verdict,
    on_redis: Alive,
    in_process: Alive,
    connections: f64,
    resumed: f64,
}

/// The level part, and what went before it.
struct Passed {
    asked: f64,
    tried: Vec<f64>,
    ledger: Arc<Ledger>,
    samples: Vec<Sample>,
    /// By every counter, from the first arrival until the last has left.
    counted: Reading,
    beside: Vec<Arc<Ledger>>,
}

impl Morning {
    pub fn run(&self) {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let size = Size::of(self);
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        // on the main thread: the node ends with the thread that started it
        let (seen, log) = runtime.block_on(self.pass(folder.path(), size));
        let missed = report::tell(&seen);
        assert!(missed.is_empty(), "{}\nthe node's last words:\n{log}", missed.join("\n"));
    }

    async fn pass(&self, folder: &Path, size: Size) -> (Seen, String) {
        say("PostgreSQL, Redis");
        let (engines, town, followed) = town::open(folder, &size).await;
        let (town, meter) = (Arc::new(town), Arc::new(Meter::of(&engines)));
        let signing_in = town.people();
        let weighed = Arc::new(Ledger::new());
        // a node asks about each card that is in use, whoever does what: part of what nothing costs
        let cards = living::open(&town, &weighed, size.cards as u64).await;
        assert!(cards.refused.is_none(), "{:?}", cards.refused);
        say(&format!("what an act costs, {} of each", size.each));
        let scale = Scale::settle((&town, &engines), (&meter, &weighed), size.idle).await;
        let (costs, idle) = (scale.weigh(&size).await, scale.idle().clone());
        let probe = Passing::new(&town, Duration::ZERO);
        let possible = probe.possible(size.looked_for).await;
        let asked = self.rate.unwrap_or(possible * size.share);
        say(&format!("{possible:.1} logins a second are possible, {asked:.1} are asked for"));
        let Passed { asked, tried, ledger, samples, counted, mut beside } =
            morning(&scale, &meter, (&size, asked)).await;
        beside.extend([weighed, probe.ledger.clone()]);
        say("what was acknowledged is looked for");
        let mut verdict = judge::tried(&town, &ledger).await;
        let further = Arc::new(Ledger::new());
        let on_redis = living::on_redis(&town, &meter, (&further, size.live)).await;
        beside.push(further);
        verdict.lost.extend(judge::lost(&engines, folder, beside.iter().chain([&ledger])));
        let (connections, resumed) = town.network.resumed();
        let log = last_words(folder);
        drop((town, engines));
        let in_process = alone::measure(folder, &size).await;
        let seen = Seen {
            signing_in,
            followed,
            possible,
            asked,
            tried,
            idle,
            costs,
            samples,
            counted,
            ledger,
            beside,
            verdict,
            on_redis,
            in_process,
            connections,
            resumed,
            size,
        };
        (seen, log)
    }
}

/// The morning itself, and somebody who looks at the node meanwhile; a rate that it does not hold is lowered, and the
/// morning begins again.
async fn morning(scale: &Scale<'_>, meter: &Arc<Meter>, (size, mut rate): (&Size, f64)) -> Passed {
    const TIMES: usize = 4;
    const LESS: f64 = 0.85;
    let (mut tried, mut beside) = (Vec::new(), Vec::new());
    loop {
        let passing = Arc::new(Passing::new(scale.town, size.refreshed));
        let ledger = passing.ledger.clone();
        let (over, told) = tokio::sync::oneshot::channel();
        let looks = tokio::spawn(pass::watch(passing.clone(), meter.clone(), size.tick, told));
        let before = scale.read();
        let held = passing.pass(size.curve, rate).await;
        let counted = meter::between(&before, &scale.read());
        let _ = over.send(());
        let samples = looks.await.expect("somebody looked");
        if held {
            return Passed { asked: rate, tried, ledger, samples, counted, beside };
        }
        tried.push(rate);
        say(&format!("{rate:.1} logins a second are not held"));
        if tried.len() == TIMES {
            ledger.met("the node does not keep up");
            return Passed { asked: rate, tried, ledger, samples, counted, beside };
        }
        beside.push(ledger);
        rate *= LESS;
    }
}

/// What the node wrote last.
fn last_words(folder: &Path) -> String {
    let log = std::fs::read_to_string(folder.join("node.log")).unwrap_or_default();
    let from = log.lines().count().saturating_sub(15);
    log.lines().skip(from).collect::<Vec<_>>().join("\n")
}

/// What a person watches; the record is on standard output.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "morning: {text}");
}

/// To a hundredth.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The plan of every morning, for the record.
fn planned(size: &Size) -> serde_json::Value {
    let mut plan = Plan::record(size.refreshed);
    plan["curve_s"] = serde_json::json!([size.curve.rise, size.curve.level, size.curve.fall]);
    plan["settled_s"] = serde_json::json!(size.settled());
    plan
}

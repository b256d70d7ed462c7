//! From the act that ends something to the last refusal and the last notice of it: a card is opposed at its authority, an
//! e-CPS locks after three wrong PINs, a gestionnaire ends a situation, a service's server closes a session.
//!
//! Somebody signs in at two services in one session. From the moment in which the act is sent, userinfo and introspection are
//! asked about both of their access tokens until each is refused, and both services wait for their logout token: the act has
//! taken as long as the last of the six. The four kinds go on beside each other, each act with a session of its own; provider,
//! registry, card authority and this program share the machine.

mod acts;
mod agent;
mod notices;
pub mod people;
mod phone;
mod scene;
mod watch;

pub use notices::claims;

use std::io::Write as _;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::chart::{self, Bar};
use acts::Lane;
use scene::Scene;
use watch::PATIENCE;

/// What an act may take.
const LIMIT: Duration = Duration::from_secs(1);

#[derive(Args)]
pub struct Revocation {
    /// 3 acts of each kind instead of 252.
    #[arg(long)]
    reduced: bool,
}

/// How long each act of one kind took.
struct Measured {
    kind: &'static str,
    took: Vec<Duration>,
}

impl Revocation {
    pub fn run(&self) {
        let (each, people) = if self.reduced { (3, 200) } else { (252, 6_000) };
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        say(&format!("a sandbox with {people} people, and {} cards", 3 * each));
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let (scene, people) = scene::open(&runtime, folder.path(), people, each);
        say(&format!("{} acts", 4 * each));
        let lanes = async {
            tokio::join!(
                acts::oppositions(Lane::new(&scene, "opposition", &people.with_cards)),
                acts::locks(Lane::new(&scene, "verrouillage", &people.with_phones)),
                acts::ends(Lane::new(&scene, "situation", &people.at_tilleuls)),
                acts::closings(Lane::new(&scene, "session", &people.with_sessions)),
            )
        };
        let (oppositions, locks, ends, closings) = runtime.block_on(lanes);
        let measured = [
            Measured { kind: "opposition", took: oppositions },
            Measured { kind: "verrouillage", took: locks },
            Measured { kind: "situation", took: ends },
            Measured { kind: "session", took: closings },
        ];
        tell(&measured);
        // after the figures, which are told as they are
        let late = all(&measured).into_iter().filter(|took| *took >= PATIENCE).count();
        assert!(late == 0, "{late} acts were not heard of within {PATIENCE:?}: {}", log(&scene));
        let p99 = share(&all(&measured), 99);
        assert!(p99 < LIMIT, "99 acts in a hundred took up to {p99:?}, {LIMIT:?} are allowed");
    }
}

fn all(measured: &[Measured]) -> Vec<Duration> {
    measured.iter().flat_map(|one| one.took.iter().copied()).collect()
}

/// The least time within which so many in a hundred were over.
fn share(took: &[Duration], hundredths: usize) -> Duration {
    let mut sorted = took.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * hundredths).div_ceil(100).max(1);
    sorted[rank - 1]
}

fn tell(measured: &[Measured]) {
    let took = all(measured);
    let last = json!({ "acts": took.len(), "p50_ms": millis(share(&took, 50)), "p99_ms": millis(share(&took, 99)) });
    let bar = |one: &Measured| Bar::under(one.kind, millis(share(&one.took, 99)), millis(LIMIT));
    let bars: Vec<Bar> = measured.iter().map(bar).collect();
    let kinds: serde_json::Map<String, Value> = measured.iter().map(|one| (one.kind.to_owned(), record(one))).collect();
    let output = harness::output();
    let title = "load revocation, p99 in ms";
    std::fs::write(output.join("load-revocation.svg"), chart::bars(title, &bars)).expect("the chart");
    let record = json!({
        "figures": last, "kinds": kinds, "machine": crate::start::machine(), "release": !cfg!(debug_assertions),
    });
    std::fs::write(output.join("load-revocation.json"), record.to_string()).expect("the record");
    println!("{last}");
}

fn record(one: &Measured) -> Value {
    let each: Vec<f64> = one.took.iter().map(|took| millis(*took)).collect();
    let [p50, p99, most] = [50, 99, 100].map(|hundredths| millis(share(&one.took, hundredths)));
    json!({ "acts": one.took.len(), "p50_ms": p50, "p99_ms": p99, "most_ms": most, "each_ms": each })
}

/// To a tenth.
fn millis(took: Duration) -> f64 {
    (took.as_secs_f64() * 10_000.0).round() / 10.0
}

fn log(scene: &Scene) -> String {
    let log = scene.sandbox.log();
    log.lines().rev().take(40).collect::<Vec<_>>().join("\n")
}

/// What a person watches; the record is on standard output.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "revocation: {text}");
}

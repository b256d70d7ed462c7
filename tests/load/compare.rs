//! Ours beside npm `oidc-provider`: the same operations, on the same core, in turns, over TLS, with ES256, from one generator.
//!
//! * One core serves, the others generate; a server is idle while the other is measured.
//! * `*_ratio`: operations a second, ours over the control's; the median of the rounds.
//! * The limit is a bare TLS endpoint on the same core that signs once with ES256, by the same libraries (`service`,
//!   axum, aws-lc-rs), and does nothing else. `*_share_of_limit`: our operations a second, times the requests that one
//!   operation makes, over the answers a second of that endpoint.
//! * `rs256_share_of_signing`: RS256 signatures a second inside refreshed answers, over what the core signs in a bare loop.

mod control;
mod limit;
mod measure;
mod operation;
mod ours;
mod process;
mod side;
mod signing;
mod wire;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Duration;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::chart::{self, Bar};
use measure::{Rate, measure};
use operation::Operation;
use side::Side;

pub use limit::Limit;

/// The sandbox that stands beside this program against the control in `tests/clients`.
#[derive(Args)]
pub struct Compare {
    /// One short round instead of five.
    #[arg(long)]
    reduced: bool,
    /// These operations alone: flow, client_credentials, refresh, introspection, userinfo, ciba.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Operation>,
    /// Without the control and the limit: what an operation computes here, no ratio.
    #[arg(long)]
    alone: bool,
}

/// Rates of one operation, a round each.
#[derive(Default)]
struct Seen {
    ours: Vec<Rate>,
    control: Vec<Rate>,
}

impl Compare {
    pub fn run(&self) {
        process::generate_on_the_other_cores();
        // one thread: a generator that wakes threads of its own takes time from what it measures
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        if self.alone { runtime.block_on(self.look()) } else { runtime.block_on(self.compare()) }
    }

    /// What is watched while something is made faster: the same rounds, ours alone.
    async fn look(&self) {
        let (rounds, span) = self.length();
        let mut ours = ours::start().await;
        for round in 1..=rounds {
            for operation in self.operations() {
                step(&mut ours, operation, span, (round, rounds)).await;
            }
        }
    }

    fn length(&self) -> (u32, Duration) {
        let (rounds, seconds) = if self.reduced { (1, 1) } else { (5, 8) };
        (rounds, Duration::from_secs(seconds))
    }

    async fn compare(&self) {
        let (rounds, span) = self.length();
        say("starting the sandbox, the control and the limit");
        let mut ours = ours::start().await;
        let mut control = control::start(&ours).await;
        let limit = limit::start(&ours).await;
        let bare = measure(&limit, Operation::Bare, span).await;
        let mut seen: BTreeMap<Operation, Seen> = BTreeMap::new();
        for round in 1..=rounds {
            for operation in self.operations() {
                let at = seen.entry(operation).or_default();
                at.ours.push(step(&mut ours, operation, span, (round, rounds)).await);
                at.control.push(step(&mut control, operation, span, (round, rounds)).await);
            }
        }
        ours.prepare().await;
        let rsa = self.rs256(&ours, span).await;
        self.tell(&seen, &bare, rsa, rounds);
    }

    fn operations(&self) -> Vec<Operation> {
        if self.only.is_empty() { Operation::COMPARED.to_vec() } else { self.only.clone() }
    }

    /// Signatures inside answers, over signatures in a bare loop on the same core.
    async fn rs256(&self, ours: &Side, span: Duration) -> f64 {
        say("RS256: answers, then a bare loop");
        let rate = measure(ours, Operation::RefreshRs256, span).await;
        rate.per_second * f64::from(ours.rs256_signatures().await) / signing::rs256_per_second(span)
    }

    fn tell(&self, seen: &BTreeMap<Operation, Seen>, bare: &Rate, rsa: f64, rounds: u32) {
        let mut figures = Map::new();
        let mut bars = Vec::new();
        for (operation, seen) in seen {
            let (ours, control) = (middle(&seen.ours), middle(&seen.control));
            let ratio = rounded(ours / control);
            figures.insert(format!("{}_ratio", operation.word()), json!(ratio));
            bars.push(Bar { label: operation.word(), value: ratio, limit: operation.target() });
        }
        for (operation, seen) in seen {
            let share = middle(&seen.ours) * operation.requests() / bare.per_second;
            figures.insert(format!("{}_share_of_limit", operation.word()), json!(rounded(share)));
        }
        figures.insert("rs256_share_of_signing".to_owned(), json!(rounded(rsa)));
        let output = harness::output();
        let chart = chart::bars("load compare: ours / oidc-provider (the line is the target)", &bars);
        std::fs::write(output.join("load-compare.svg"), chart).expect("the chart");
        let runs: BTreeMap<_, _> = seen.iter().map(|(operation, seen)| (operation.word(), record(seen))).collect();
        let record = json!({
            "figures": figures, "runs": runs, "limit": bare.record(), "rounds": rounds,
            "machine": crate::start::machine(), "release": !cfg!(debug_assertions),
        });
        std::fs::write(output.join("load-compare.json"), record.to_string()).expect("the record");
        println!("{}", Value::Object(figures));
        let all: Vec<&Rate> = seen.values().flat_map(|seen| seen.ours.iter().chain(&seen.control)).collect();
        let (failed, done) =
            all.iter().fold((bare.errors, bare.done), |sum, rate| (sum.0 + rate.errors, sum.1 + rate.done));
        assert!(failed * 100 < done, "{failed} operations failed beside {done}: these are no figures");
    }
}

/// With tokens of its own: those of the round before have run out.
async fn step(side: &mut Side, operation: Operation, span: Duration, (round, rounds): (u32, u32)) -> Rate {
    side.prepare().await;
    let rate = measure(side, operation, span).await;
    let (word, name) = (operation.word(), side.name);
    say(&format!(
        "round {round} of {rounds}, {word}: {name} {:.0}/s, {} errors, {:.0} µs of the server and {:.0} of this program each",
        rate.per_second, rate.errors, rate.server, rate.generator
    ));
    rate
}

fn record(seen: &Seen) -> Value {
    let of = |rates: &[Rate]| rates.iter().map(Rate::record).collect::<Vec<_>>();
    json!({ "ours": of(&seen.ours), "control": of(&seen.control) })
}

fn middle(rates: &[Rate]) -> f64 {
    let mut values: Vec<_> = rates.iter().map(|rate| rate.per_second).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// What a person watches; the record is on standard output.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "compare: {text}");
}

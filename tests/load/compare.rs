//! Ours beside npm `oidc-provider`: the same operations, on the same cores, in turns, over TLS, with ES256, from one generator.
//!
//! * 256 requests are under way at once. Every core is there for whichever server is measured and for the generator; the other
//!   server is idle meanwhile.
//! * `*_ratio`: operations a second, ours over the control's; the median of the rounds.
//! * `*_computed_ratio`: what the control's process computes for one, over what ours does: what cores there are plays no part.
//! * The limits are the machine's own: requests a second of an empty handler behind TLS by the same libraries (`service`, axum),
//!   handshakes a second there, and signatures a second of aws-lc-rs on every core. `*_share_of_limit`: our operations
//!   a second, over those of a server for which one were its requests and its signatures and nothing else.
//! * `rs256_share_of_signing`: RS256 signatures a second inside refreshed answers, over what the cores sign in a bare loop.

mod control;
mod limit;
mod machine;
mod measure;
mod operation;
mod ours;
pub mod process;
mod side;
mod signing;
mod wire;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Duration;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::chart::{self, Bar};
use machine::Machine;
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
    /// Requests under way at once. A server that waits for the disk has work for its cores only where many wait together; one that
    /// keeps all in memory is as fast with sixteen.
    #[arg(long, default_value_t = 256)]
    at_once: usize,
}

/// Rates of one operation, a round each.
#[derive(Default)]
struct Seen {
    ours: Vec<Rate>,
    control: Vec<Rate>,
}

impl Compare {
    pub fn run(&self) {
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

    /// Rounds, and how long and with how many each is.
    fn length(&self) -> (u32, (Duration, usize)) {
        let (rounds, seconds) = if self.reduced { (1, 1) } else { (5, 8) };
        (rounds, (Duration::from_secs(seconds), self.at_once))
    }

    async fn compare(&self) {
        let (rounds, span) = self.length();
        say("starting the sandbox, the control and the limit");
        let mut ours = ours::start().await;
        let mut control = control::start(&ours).await;
        let limit = limit::start(&ours).await;
        let machine = Machine::look(&limit, span).await;
        let mut seen: BTreeMap<Operation, Seen> = BTreeMap::new();
        for round in 1..=rounds {
            for operation in self.operations() {
                let at = seen.entry(operation).or_default();
                at.ours.push(step(&mut ours, operation, span, (round, rounds)).await);
                at.control.push(step(&mut control, operation, span, (round, rounds)).await);
            }
        }
        ours.prepare().await;
        let rsa = self.rs256(&ours, span).await / machine.rs256;
        tell(&seen, &machine, rsa, (rounds, self.at_once));
    }

    fn operations(&self) -> Vec<Operation> {
        if self.only.is_empty() { Operation::COMPARED.to_vec() } else { self.only.clone() }
    }

    /// Signatures inside answers, a second.
    async fn rs256(&self, ours: &Side, span: (Duration, usize)) -> f64 {
        say("RS256");
        let rate = measure(ours, Operation::RefreshRs256, span).await;
        rate.per_second * f64::from(ours.rs256_signatures().await)
    }
}

fn tell(seen: &BTreeMap<Operation, Seen>, machine: &Machine, rsa: f64, (rounds, at_once): (u32, usize)) {
    let mut figures = Map::new();
    let mut bars = Vec::new();
    for (operation, seen) in seen {
        let (ours, control) = (middle(&seen.ours), middle(&seen.control));
        let (ratio, target) = (rounded(ours / control), rounded(machine.target(*operation, control)));
        figures.insert(format!("{}_ratio", operation.word()), json!(ratio));
        bars.push(Bar::over(operation.word(), ratio, target));
    }
    for (operation, seen) in seen {
        let computed = |rates: &[Rate]| median(rates, |rate| rate.server);
        let ratio = computed(&seen.control) / computed(&seen.ours);
        figures.insert(format!("{}_computed_ratio", operation.word()), json!(rounded(ratio)));
        let share = middle(&seen.ours) / machine.most(*operation);
        figures.insert(format!("{}_share_of_limit", operation.word()), json!(rounded(share)));
    }
    figures.insert("rs256_share_of_signing".to_owned(), json!(rounded(rsa)));
    machine.tell(&mut figures);
    let output = harness::output();
    let chart = chart::bars("load compare: ours / oidc-provider (the line is the target)", &bars);
    std::fs::write(output.join("load-compare.svg"), chart).expect("the chart");
    let runs: BTreeMap<_, _> = seen.iter().map(|(operation, seen)| (operation.word(), record(seen))).collect();
    let targets: BTreeMap<_, _> = bars.iter().map(|bar| (bar.label, bar.limit)).collect();
    let record = json!({
        "figures": figures, "targets": targets, "runs": runs, "rounds": rounds, "at_once": at_once,
        "empty": machine.empty.record(), "handshakes": machine.handshakes.record(),
        "machine": crate::start::machine(), "release": !cfg!(debug_assertions),
    });
    std::fs::write(output.join("load-compare.json"), record.to_string()).expect("the record");
    for bar in bars {
        let said = if bar.holds { "held" } else { "not held" };
        say(&format!("{}: {} times the control, {} is to be: {said}", bar.label, bar.value, bar.limit));
    }
    println!("{}", Value::Object(figures));
    believable(seen);
}

/// Errors are not counted as operations; too many of them, and what is left says nothing.
fn believable(seen: &BTreeMap<Operation, Seen>) {
    let all = seen.values().flat_map(|seen| seen.ours.iter().chain(&seen.control));
    let (failed, done) = all.fold((0, 0), |sum, rate| (sum.0 + rate.errors, sum.1 + rate.done));
    assert!(failed * 100 < done, "{failed} operations failed beside {done}: these are no figures");
}

/// With tokens of its own: those of the round before have run out.
async fn step(side: &mut Side, operation: Operation, span: (Duration, usize), (round, rounds): (u32, u32)) -> Rate {
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
    median(rates, |rate| rate.per_second)
}

fn median(rates: &[Rate], of: impl Fn(&Rate) -> f64) -> f64 {
    let mut values: Vec<_> = rates.iter().map(of).collect();
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

//! Whether a login costs more where more people are registered, and where more sessions live: the same logins are weighed in a
//! small town, again there once many sessions live, and in a large town.
//!
//! * `people_growth`, `sessions_growth`: what provider, registry, PostgreSQL and Redis compute for a login (by card and by
//!   phone, as many of each), over what they do for it in the small town with few sessions. Medians of three weighings.

use std::sync::Arc;

use clap::Args;
use serde_json::json;

use super::costs::Scale;
use super::ledger::Ledger;
use super::meter::{Meter, served};
use super::size::{EVERYBODY, SESSIONS, Size};
use super::visit::Act;
use super::{Morning, living, rounded, say, town};
use crate::chart::{self, Bar};

const LIMIT: f64 = 1.15;
const WEIGHINGS: usize = 3;
const FEW_PEOPLE: u64 = 2_000;
const FEW_SESSIONS: u64 = 1_000;

#[derive(Args)]
pub struct Growth {
    /// From 500 people to 2,000 and from 20 sessions to 200, a few logins: nothing is said of the limit.
    #[arg(long)]
    reduced: bool,
}

/// A town, and how many sessions live there at each look.
struct Looks {
    people: u64,
    sessions: Vec<u64>,
}

impl Growth {
    pub fn run(&self) {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        // on the main thread: the nodes end with the thread that started them
        let [small, large] = self.towns();
        let (here, there) = runtime.block_on(async { (self.look(&small).await, self.look(&large).await) });
        let (few, many, large_cost) = (here[0], here[1], there[0]);
        let last = json!({
            "people_growth": rounded(large_cost / few), "sessions_growth": rounded(many / few), "login_cpu_ms": rounded(few),
            "people": [small.people, large.people], "sessions": small.sessions, "release": !cfg!(debug_assertions),
        });
        let bars = [
            Bar::under("people_growth", rounded(large_cost / few), LIMIT),
            Bar::under("sessions_growth", rounded(many / few), LIMIT),
        ];
        let output = harness::output();
        std::fs::write(output.join("load-growth.svg"), chart::bars("load growth", &bars)).expect("the chart");
        let record =
            json!({ "figures": last, "login_cpu_ms": [few, many, large_cost], "machine": crate::start::machine() });
        std::fs::write(output.join("load-growth.json"), record.to_string()).expect("the record");
        println!("{last}");
        let held = self.reduced || bars.iter().all(|bar| bar.holds);
        assert!(held, "a login costs more than {LIMIT} times as much: see tests/output/load-growth.json");
    }

    fn towns(&self) -> [Looks; 2] {
        let looks = |people, sessions| Looks { people, sessions };
        if self.reduced {
            return [looks(500, vec![20, 200]), looks(2_000, vec![20])];
        }
        [looks(FEW_PEOPLE, vec![FEW_SESSIONS, SESSIONS]), looks(EVERYBODY, vec![FEW_SESSIONS])]
    }

    fn size(&self, people: u64) -> Size {
        let morning =
            Morning { reduced: self.reduced, people: Some(people), minutes: Some(1.0), sessions: None, rate: None };
        Size::of(&morning)
    }

    /// Milliseconds of a login at each look.
    async fn look(&self, looks: &Looks) -> Vec<f64> {
        say(&format!("{} people", looks.people));
        let folder = tempfile::tempdir().expect("a folder");
        let size = self.size(looks.people);
        let (engines, town, _) = town::open(folder.path(), &size).await;
        let (town, meter, ledger) = (Arc::new(town), Meter::of(&engines), Ledger::new());
        // a node asks about each card that is in use: part of what nothing costs
        live(&town, (&meter, &ledger), size.cards as u64).await;
        let scale = Scale::settle((&town, &engines), (&meter, &ledger), size.idle).await;
        let mut costs = Vec::new();
        for wanted in &looks.sessions {
            live(&town, (&meter, &ledger), *wanted).await;
            costs.push(login(&scale, size.each).await);
        }
        let errors = ledger.met_so_far();
        assert!(errors.is_empty(), "these are no figures: {errors:?}");
        costs
    }
}

async fn live(town: &Arc<town::Town>, (meter, ledger): (&Meter, &Ledger), wanted: u64) {
    let missing = wanted.saturating_sub(meter.sessions());
    let opened = living::open(town, ledger, missing).await;
    assert!(opened.refused.is_none(), "{:?}", opened.refused);
}

async fn login(scale: &Scale<'_>, each: usize) -> f64 {
    let mut all = Vec::new();
    for _ in 0..WEIGHINGS {
        let (_, costs) = scale.logins(each).await;
        all.push(Act::LOGINS.iter().map(|act| served(&costs[act])).sum::<f64>() / Act::LOGINS.len() as f64);
    }
    all.sort_by(f64::total_cmp);
    say(&format!("{:.2} ms a login, of {all:.2?}", all[WEIGHINGS / 2]));
    all[WEIGHINGS / 2]
}

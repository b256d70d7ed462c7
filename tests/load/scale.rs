//! What a morning that was measured says of other numbers of people: a model of what each act costs, replayed second by second
//! along the arrival curve. The model is first held against the very morning that it was made from; `docs/scale.md` tells it.

mod model;
mod page;
mod replay;

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::morning::plan::Curve;
use model::{Model, Needs};
use replay::Replayed;

/// People who come within one hour.
const PEOPLE: [u64; 3] = [2_000_000, 20_000_000, 200_000_000];
/// How far the model may be off the morning that it was made from: by what is counted, and by what is computed, which also
/// depends on what else the machine does. A reduced one weighs few acts by counters of ten milliseconds.
const WITHIN: Allowed = Allowed { counted: 0.15, computed: 0.25 };
const WITHIN_REDUCED: Allowed = Allowed { counted: 0.3, computed: 0.6 };

#[derive(Clone, Copy)]
struct Allowed {
    counted: f64,
    computed: f64,
}

impl Allowed {
    fn of(self, one: &Replayed) -> f64 {
        if one.computed { self.computed } else { self.counted }
    }
}

#[derive(Args)]
pub struct Scale {
    /// The record of a morning; otherwise the last one of this tree.
    #[arg(long)]
    record: Option<PathBuf>,
    /// Writes the tables of `docs/scale.md` too.
    #[arg(long)]
    write: bool,
}

impl Scale {
    pub fn run(&self) {
        let path = self.record.clone().unwrap_or_else(|| harness::output().join("load-morning.json"));
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}; `load morning` writes it", path.display()));
        let record: Value = serde_json::from_str(&text).expect("a record of `load morning`");
        let model = Model::read(&record);
        let checks = replay::held_against(&model, &record);
        let needs: Vec<Needs> = PEOPLE.into_iter().map(|people| model.needs(people, Curve::HOUR)).collect();
        self.keep(&page::Told { model: &model, record: &record, checks: &checks, needs: &needs });
        let allowed = if model.whole { WITHIN } else { WITHIN_REDUCED };
        let off: Vec<&Replayed> = checks.iter().filter(|one| one.off() > allowed.of(one)).collect();
        println!("{}", line(&checks, &needs, allowed));
        assert!(off.is_empty(), "the model is off by more than is allowed: {off:?}");
    }

    fn keep(&self, told: &page::Told<'_>) {
        let text = page::tables(told);
        std::fs::write(harness::output().join("load-scale.md"), &text).expect("the tables");
        std::fs::write(harness::output().join("load-scale.svg"), replay::chart(told.model)).expect("the chart");
        let both = replay::both(told.model, told.record);
        std::fs::write(harness::output().join("load-scale-morning.svg"), both).expect("the chart of both");
        let _ = writeln!(std::io::stderr(), "{text}");
        if self.write {
            page::put(&harness::root().join("docs/scale.md"), &text);
        }
    }
}

fn line(checks: &[Replayed], needs: &[Needs], allowed: Allowed) -> Value {
    let worst = |computed: bool| {
        let off = checks.iter().filter(|one| one.computed == computed).map(Replayed::off).fold(0.0, f64::max);
        (off * 1e3).round() / 1e3
    };
    let machines: serde_json::Map<String, Value> =
        needs.iter().map(|one| (one.people.to_string(), one.record())).collect();
    json!({
        "counted_off": worst(false), "counted_allowed": allowed.counted, "computed_off": worst(true),
        "computed_allowed": allowed.computed, "needs": machines,
    })
}

//! The arrival curve once more, second by second, against the model.

use serde_json::Value;

use super::model::{Cost, Model};
use crate::chart::time::{Line, Panel, panels};
use crate::morning::plan::{Curve, Plan};
use crate::morning::visit::Act;

/// One second: what is done in it, and what that spends.
pub struct Second {
    pub logins: f64,
    pub spent: Cost,
}

/// A quantity as it was measured and as the model has it.
#[derive(Debug)]
pub struct Replayed {
    pub what: String,
    pub measured: f64,
    pub modelled: f64,
    /// Milliseconds of processor, or else something that is counted.
    pub computed: bool,
}

impl Replayed {
    /// As a share of what was measured.
    pub fn off(&self) -> f64 {
        ((self.modelled - self.measured) / self.measured.abs().max(f64::MIN_POSITIVE)).abs()
    }
}

/// People who come along a curve.
#[derive(Clone, Copy)]
pub struct Course {
    pub curve: Curve,
    /// Logins a second where it is level.
    pub rate: f64,
    /// With the last arrival everybody leaves, as in a measured morning: what would be refreshed later is not.
    pub ends: bool,
}

impl Course {
    fn arrivals(&self, second: f64) -> f64 {
        if (0.0..self.curve.length()).contains(&second) { self.rate * self.curve.at(second) } else { 0.0 }
    }

    fn lasts(&self, longest: f64) -> usize {
        let more = if self.ends { 0.0 } else { longest };
        (self.curve.length() + more).ceil() as usize + 1
    }

    /// How often an act is done in the second around `at`.
    fn times(&self, act: Act, at: f64, pause: f64) -> f64 {
        let refreshes = Plan::per_login(Act::Refresh);
        let later =
            |pauses: f64| if self.ends && at > self.curve.length() { 0.0 } else { self.arrivals(at - pauses * pause) };
        match act {
            Act::Refresh => (1..=refreshes.round() as u32).map(|turn| later(f64::from(turn))).sum(),
            Act::Logout => later(refreshes) * Plan::per_login(act),
            _ => self.arrivals(at) * Plan::per_login(act),
        }
    }

    /// Logouts of those who are still there at the last arrival.
    fn left_at_once(&self, pause: f64) -> f64 {
        if !self.ends {
            return 0.0;
        }
        let there = (self.curve.length() - Plan::per_login(Act::Refresh) * pause).max(0.0) as usize;
        let last = self.curve.length().ceil() as usize;
        let came: f64 = (there..last).map(|second| self.arrivals(second as f64 + 0.5)).sum();
        came * Plan::per_login(Act::Logout)
    }
}

/// Who comes does at once what waits for nothing; refreshes and the logout come when their pauses are over.
pub fn seconds(model: &Model, course: Course) -> Vec<Second> {
    let lasts = course.lasts(Plan::per_login(Act::Refresh) * model.refreshed);
    let one = |second: usize| {
        let at = second as f64 + 0.5;
        let mut acts = Act::ALL.map(|act| (act, course.times(act, at, model.refreshed)));
        if second + 1 == lasts
            && let Some((_, logouts)) = acts.iter_mut().find(|(act, _)| *act == Act::Logout)
        {
            *logouts += course.left_at_once(model.refreshed);
        }
        Second { logins: course.arrivals(at), spent: spent(model, &acts) }
    };
    (0..lasts).map(one).collect()
}

fn spent(model: &Model, acts: &[(Act, f64)]) -> Cost {
    let mut spent = model.idle.clone();
    for (act, times) in acts {
        for (name, each) in &model.costs[act] {
            *spent.entry(name.clone()).or_default() += each * times;
        }
    }
    spent
}

/// The morning that was measured.
fn measured(record: &Value) -> Course {
    let ends = &record["plan"]["curve_s"];
    let part = |n: usize| ends[n].as_f64().expect("a part of the curve");
    let curve = Curve { rise: part(0), level: part(1), fall: part(2) };
    Course { curve, rate: record["asked_per_second"].as_f64().expect("the rate that was asked for"), ends: true }
}

/// It, replayed: what was done, what each process computed, and what the engines were asked.
pub fn held_against(model: &Model, record: &Value) -> Vec<Replayed> {
    let replayed = seconds(model, measured(record));
    let logins: f64 = replayed.iter().map(|second| second.logins).sum();
    let done: f64 = Act::LOGINS.into_iter().filter_map(|act| record["done"][act.word()].as_f64()).sum();
    let mut all = vec![Replayed { what: "logins".to_owned(), measured: done, modelled: logins, computed: false }];
    let spent = |name: &str| record["spent"][name].as_f64().expect("what a process computed");
    let all_served: f64 = SERVED.into_iter().map(|(name, _)| spent(name)).sum();
    let modelled = |name: &str| -> f64 { replayed.iter().filter_map(|second| second.spent.get(name)).sum() };
    let all_modelled: f64 = SERVED.into_iter().map(|(name, _)| modelled(name)).sum();
    let what = "processor of all that serve, ms".to_owned();
    all.push(Replayed { what, measured: all_served, modelled: all_modelled, computed: true });
    // a process that computes next to nothing is lost in the steps of its counter
    let told = SERVED.into_iter().filter(|(name, _)| spent(name) >= all_served / 20.0);
    let told = told.map(|(name, process)| (name, format!("processor of {process}, ms")));
    let told = told.map(|(name, what)| (name, what, true));
    for (name, what, computed) in told.chain(ASKED.map(|(name, what)| (name, what.to_owned(), false))) {
        all.push(Replayed { what, measured: spent(name), modelled: modelled(name), computed });
    }
    all
}

const SERVED: [(&str, &str); 4] = [
    ("provider_cpu_ms", "the provider"),
    ("registry_cpu_ms", "the registry"),
    ("postgresql_cpu_ms", "PostgreSQL"),
    ("redis_cpu_ms", "Redis"),
];
const ASKED: [(&str, &str); 4] = [
    ("provider_sql", "SQL of the provider"),
    ("redis_commands", "commands of Redis"),
    ("wal_octets", "log of PostgreSQL, octets"),
    ("wire_octets", "wire, octets"),
];

/// The morning as it was measured, and by the model.
pub fn both(model: &Model, record: &Value) -> String {
    let cores = |spent: &dyn Fn(&str) -> f64| SERVED.into_iter().map(|(name, _)| spent(name)).sum::<f64>() / 1e3;
    let by_model = seconds(model, measured(record))
        .into_iter()
        .enumerate()
        .map(|(second, one)| (second as f64, cores(&|name| one.spent.get(name).copied().unwrap_or_default())));
    let ticks = record["each_tick"].as_array().into_iter().flatten();
    let mut before = 0.0;
    let seen = ticks.map(|tick| {
        let at = tick["to_s"].as_f64().unwrap_or_default();
        let took = at - std::mem::replace(&mut before, at);
        (at, cores(&|name| tick["spent"][name].as_f64().unwrap_or_default()) / took.max(f64::MIN_POSITIVE))
    });
    let line = |label: &str, colour, points| Line { label: label.to_owned(), colour, points };
    let lines = vec![line("measured", "#1f6f6b", seen.collect()), line("by the model", "#b23a2e", by_model.collect())];
    panels("load scale: the measured morning", &[Panel { title: "cores that compute".to_owned(), lines }], &[])
}

/// The hour of two million people: logins a second, and the cores that compute.
pub fn chart(model: &Model) -> String {
    let rate = 2e6 / (Curve::HOUR.mean() * Curve::HOUR.length());
    let replayed = seconds(model, Course { curve: Curve::HOUR, rate, ends: false });
    let line = |label: &str, colour: &'static str, of: &dyn Fn(&Second) -> f64| Line {
        label: label.to_owned(),
        colour,
        points: replayed.iter().enumerate().map(|(second, one)| (second as f64, of(one))).collect(),
    };
    let cores = |name: &'static str| move |one: &Second| one.spent.get(name).copied().unwrap_or_default() / 1e3;
    let colours = ["#1f6f6b", "#6a51a3", "#b8860b", "#b23a2e"];
    let computing =
        SERVED.into_iter().zip(colours).map(|((name, process), colour)| line(process, colour, &cores(name)));
    let all = [
        Panel { title: "logins a second".to_owned(), lines: vec![line("logins", "#1f6f6b", &|one| one.logins)] },
        Panel { title: "cores that compute".to_owned(), lines: computing.collect() },
    ];
    panels("load scale: two million people in one hour, by the model", &all, &[])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn model() -> Model {
        let each = |act: Act| (act, Cost::from([("provider_cpu_ms".to_owned(), 2.0)]));
        let costs: BTreeMap<Act, Cost> = Act::ALL.into_iter().map(each).collect();
        Model { costs, idle: Cost::new(), session: 0.0, refreshed: 110.0, whole: true }
    }

    #[test]
    fn whoever_comes_does_everything_once_and_no_act_is_lost_at_the_end() {
        let curve = Curve { rise: 60.0, level: 300.0, fall: 60.0 };
        for ends in [false, true] {
            let replayed = seconds(&model(), Course { curve, rate: 10.0, ends });
            let logins: f64 = replayed.iter().map(|second| second.logins).sum();
            let spent: f64 = replayed.iter().filter_map(|second| second.spent.get("provider_cpu_ms")).sum();
            assert!((logins - 10.0 * curve.mean() * curve.length()).abs() / logins < 1e-3);
            // those of the last two pauses leave their tokens as they are
            let late: f64 = (200..420).map(|second| 10.0 * curve.at(f64::from(second) + 0.5)).sum();
            let later: f64 = (310..420).map(|second| 10.0 * curve.at(f64::from(second) + 0.5)).sum();
            let left = if ends { 2.0 * (late + later) } else { 0.0 };
            let all = logins * model().of_a_login("provider_cpu_ms") - left;
            assert!((spent - all).abs() / spent < 1e-2, "{spent} {all}");
        }
    }

    #[test]
    fn an_hour_of_two_million_people_is_what_they_are_an_hour() {
        let needs = model().needs(2_000_000, Curve::HOUR);
        assert!((needs.logins * Curve::HOUR.mean() - 2e6 / 3_600.0).abs() < 1.0);
        // ten times the people, ten times what is computed
        let more = model().needs(20_000_000, Curve::HOUR);
        assert!((more.at_peak("provider_cpu_ms") / needs.at_peak("provider_cpu_ms") - 10.0).abs() < 0.01);
        assert!(more.nodes("provider_cpu_ms") > needs.nodes("provider_cpu_ms"));
    }

    #[test]
    fn a_model_that_is_off_is_seen() {
        let one = Replayed { what: "logins".to_owned(), measured: 100.0, modelled: 70.0, computed: false };
        assert!((one.off() - 0.3).abs() < 1e-9);
    }
}

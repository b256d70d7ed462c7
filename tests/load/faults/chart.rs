//! Logins a second and how long they took over time, and the faults behind them.

use super::Passed;
use super::ledger::{Ledger, Login};
use crate::chart::time::{Band, Line, Panel, panels};

/// A band lasts from the fault to the full rate.
pub fn over_time(figure: &str, ledger: &Ledger, passed: &[Passed]) -> String {
    let logins = ledger.write(|entries| entries.logins.clone());
    let moments = || logins.iter().map(|login| login.at);
    let (Some(first), Some(last)) = (moments().min(), moments().max()) else { return String::new() };
    let span = last.duration_since(first).as_secs_f64();
    let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); span as usize + 1];
    for Login { at, took } in &logins {
        seconds[at.duration_since(first).as_secs() as usize].push(took.as_secs_f64() * 1e3);
    }
    seconds.iter_mut().for_each(|took| took.sort_by(f64::total_cmp));
    let rate = line(&seconds, ("logins", "#1f6f6b"), |took| Some(took.len() as f64));
    let median = line(&seconds, ("median", "#1f6f6b"), |took| took.get(took.len() / 2).copied());
    let slowest = line(&seconds, ("slowest", "#b23a2e"), |took| took.last().copied());
    let all = [
        Panel { title: "logins a second".to_owned(), lines: vec![rate] },
        Panel { title: "a login, and what the service does with it, ms".to_owned(), lines: vec![median, slowest] },
    ];
    let band =
        |one: &Passed| Band { label: one.name.clone(), from: one.began, to: one.ended + one.recovery.as_secs_f64() };
    let bands: Vec<Band> = passed.iter().map(band).collect();
    panels(&format!("load {figure}: {} faults in {span:.0} s", passed.len()), &all, &bands)
}

fn line(seconds: &[Vec<f64>], (label, colour): (&str, &'static str), of: impl Fn(&[f64]) -> Option<f64>) -> Line {
    let points = seconds.iter().enumerate().filter_map(|(second, took)| Some((second as f64, of(took)?))).collect();
    Line { label: label.to_owned(), colour, points }
}

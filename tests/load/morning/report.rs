//! What a morning showed, held against what is promised.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::living::Alive;
use super::meter::{Reading, SERVERS, between, served};
use super::pass::Sample;
use super::size::{EVERYBODY, SESSIONS};
use super::visit::Act;
use super::{Seen, planned, rounded, say};
use crate::chart::time::{Line, Panel, panels};

/// In the full form, on a release build.
const P99_MS: f64 = 100.0;
const CPU_MS: f64 = 3.5;
const PROVIDER_MB: f64 = 200.0;
const SANDBOX_MB: f64 = 400.0;

/// The level part once refreshes come as they will, between the two looks next to its ends.
struct Level {
    seconds: f64,
    logins: f64,
    p50_ms: f64,
    p99_ms: f64,
    spent: Reading,
}

/// Prints and keeps everything, then tells what does not hold: whatever the form an error, a lost act or a measure that is
/// missing; the targets where they apply.
pub fn tell(seen: &Seen) -> Vec<String> {
    let level = level(seen);
    let last = figures(seen, &level);
    keep(seen, (&level, &last));
    met(seen).iter().for_each(|(what, times)| say(&format!("{times} × {what}")));
    println!("{last}");
    let mut missed = unsound(seen, &level);
    if seen.size.whole() && !cfg!(debug_assertions) {
        missed.extend(targets(seen, &level));
    }
    missed
}

fn figures(seen: &Seen, level: &Level) -> Value {
    let each = |value: f64| rounded(value / level.logins.max(1.0));
    let spent = |name: &str| each(level.spent.get(name).copied().unwrap_or_default());
    let machine = crate::start::machine();
    json!({
        "people": seen.size.people,
        "logins_per_second": rounded(level.logins / level.seconds),
        "p50_ms": rounded(level.p50_ms),
        "p99_ms": rounded(level.p99_ms),
        "errors": errors(seen),
        "lost": seen.verdict.lost.len(),
        "wrong": seen.verdict.wrong.len(),
        "server_cpu_ms_per_login": each(served(&level.spent)),
        "provider_cpu_ms_per_login": spent("provider_cpu_ms"),
        "simulators_cpu_ms_per_login": spent("sandbox_cpu_ms"),
        "generator_cpu_ms_per_login": spent("generator_cpu_ms"),
        "login_cpu_ms": logins_alone(seen),
        "tls_resumed_share": rounded(seen.resumed / seen.connections.max(1.0)),
        "provider_mb": rounded(seen.on_redis.mb),
        "live_sessions": seen.on_redis.sessions,
        "sandbox_mb": rounded(seen.in_process.mb),
        "sandbox_sessions": seen.in_process.sessions,
        "seconds": rounded(level.seconds),
        "cpu": machine["cpu"],
        "cores": machine["cores"],
        "release": !cfg!(debug_assertions),
        "not_seen": not_seen(seen),
    })
}

fn errors(seen: &Seen) -> u64 {
    seen.ledger.errors() + seen.beside.iter().map(|one| one.errors()).sum::<u64>()
}

/// Parts of the full form that this run does not have, with their reason.
fn not_seen(seen: &Seen) -> Value {
    let mut parts = Map::new();
    let size = &seen.size;
    let short =
        |wanted: u64, had: u64| (had < wanted).then(|| format!("{had} instead of {wanted} by the options of the run"));
    let level = size.curve.level - size.settled();
    for (name, why) in [
        ("people", short(EVERYBODY, size.people)),
        ("level_seconds", short(600, level as u64)),
        ("memory_with_100000_sessions_on_redis", too_few(&seen.on_redis)),
        ("memory_with_100000_sessions_in_process", too_few(&seen.in_process)),
    ] {
        parts.extend(why.map(|why| (name.to_owned(), json!({ "figure": null, "why": why }))));
    }
    Value::Object(parts)
}

fn too_few(alive: &Alive) -> Option<String> {
    let sessions = alive.sessions;
    let why = alive.refused.clone().map_or_else(|| "as many as were asked for".to_owned(), |why| format!("then {why}"));
    (sessions < SESSIONS).then(|| format!("{sessions} lived, {why}"))
}

/// What must hold whatever the form.
fn unsound(seen: &Seen, level: &Level) -> Vec<String> {
    let mut missed = Vec::new();
    let mut hold = |holds: bool, what: String| missed.extend((!holds).then_some(what));
    hold(errors(seen) == 0, format!("{} errors: {:?}", errors(seen), met(seen)));
    let (lost, wrong) = (&seen.verdict.lost, &seen.verdict.wrong);
    hold(lost.is_empty(), format!("lost: {:?}", lost.iter().take(10).collect::<Vec<_>>()));
    hold(wrong.is_empty(), format!("wrong: {wrong:?}"));
    hold(seen.verdict.tried > 0, "no session was tried at the end".to_owned());
    hold(level.logins > 0.0, "nobody signed in".to_owned());
    hold(level.p99_ms > 0.0, "the node told no times".to_owned());
    for name in SERVERS {
        hold(level.spent.get(name).is_some_and(|spent| *spent > 0.0), format!("no {name} was seen"));
    }
    for act in Act::ALL {
        let told = seen.costs.get(&act).and_then(|cost| cost.get("provider_cpu_ms"));
        hold(told.is_some_and(|cost| *cost > 0.0), format!("the cost of {} was not seen", act.word()));
    }
    for (name, alive) in [("on Redis", &seen.on_redis), ("in process", &seen.in_process)] {
        let short = alive.sessions < seen.size.live || alive.refused.is_some();
        hold(!short, format!("{name}, {} sessions of {} live: {:?}", alive.sessions, seen.size.live, alive.refused));
        hold(!alive.lost(), format!("{name}, {} of {} sessions are over", alive.asked[1], alive.asked[0]));
        hold(alive.mb > 0.0, format!("{name}, no memory was seen"));
    }
    missed
}

fn targets(seen: &Seen, level: &Level) -> Vec<String> {
    let mut missed = Vec::new();
    let mut hold = |holds: bool, what: String| missed.extend((!holds).then_some(what));
    let cpu = served(&level.spent) / level.logins.max(1.0);
    hold(level.p99_ms < P99_MS, format!("p99 is {:.1} ms, {P99_MS} are allowed", level.p99_ms));
    hold(cpu <= CPU_MS, format!("a login takes {cpu:.2} ms of processor, {CPU_MS} are allowed"));
    for (name, alive, most) in
        [("the node", &seen.on_redis, PROVIDER_MB), ("the sandbox", &seen.in_process, SANDBOX_MB)]
    {
        hold(alive.mb < most, format!("{name} holds {:.0} MB, {most} are allowed", alive.mb));
    }
    missed
}

/// Of a login by card and of one by phone, each alone, in milliseconds.
fn logins_alone(seen: &Seen) -> Value {
    let of = |act: Act| seen.costs.get(&act).map(|cost| rounded(served(cost)));
    json!({ "card": of(Act::CardLogin), "phone": of(Act::PhoneLogin) })
}

fn level(seen: &Seen) -> Level {
    let curve = seen.size.curve;
    let nearest = |second: f64| {
        let off = |sample: &&Sample| (sample.at - second).abs();
        let found = seen.samples.iter().min_by(|one, other| off(one).total_cmp(&off(other)));
        found.expect("the node was looked at")
    };
    let (from, to) = (nearest(curve.rise + seen.size.settled()), nearest(curve.rise + curve.level));
    let within = seen.ledger.per_second(&Act::LOGINS).into_iter().enumerate();
    // a look falls within a second of the ledger: its part of it
    let part = |second: usize| ((second + 1) as f64).min(to.at) - (second as f64).max(from.at);
    let logins = within.map(|(second, logins)| f64::from(logins) * part(second).clamp(0.0, 1.0)).sum();
    let times = to.times.since(&from.times);
    Level {
        seconds: (to.at - from.at).max(f64::MIN_POSITIVE),
        logins,
        p50_ms: times.within(0.5),
        p99_ms: times.within(0.99),
        spent: between(&from.processor, &to.processor),
    }
}

/// The chart, and the record that `load scale` reads.
fn keep(seen: &Seen, (level, last): (&Level, &Value)) {
    let costs: Map<String, Value> = seen.costs.iter().map(|(act, cost)| (act.word().to_owned(), json!(cost))).collect();
    let done: Map<String, Value> =
        Act::ALL.into_iter().map(|act| (act.word().to_owned(), json!(seen.ledger.total(act)))).collect();
    let each: Vec<Value> = seen.samples.windows(2).map(|pair| tick(&pair[0], &pair[1])).collect();
    let record = json!({
        "figures": last, "plan": planned(&seen.size), "possible_per_second": seen.possible,
        "asked_per_second": seen.asked, "not_held_per_second": seen.tried, "followed_s": seen.followed,
        "memory": { "on_redis": seen.on_redis.record(), "in_process": seen.in_process.record() },
        "lost": seen.verdict.lost, "wrong": seen.verdict.wrong, "sessions_tried": seen.verdict.tried,
        "level": { "seconds": level.seconds, "logins": level.logins, "spent": level.spent }, "signing_in": seen.signing_in, "role_choices": seen.ledger.places(),
        "costs": costs, "idle_a_second": seen.idle, "weighed_each": seen.size.each, "done": done, "spent": seen.counted,
        "seconds": seen.samples.last().map(|sample| sample.at), "each_tick": each, "met": met(seen),
        "machine": crate::start::machine(), "release": !cfg!(debug_assertions),
        "argon2id_of_phones": "64 KiB, one pass: only the phone computes it",
    });
    let output = harness::output();
    std::fs::write(output.join("load-morning.json"), record.to_string()).expect("the record");
    std::fs::write(output.join("load-morning.svg"), chart(seen)).expect("the chart");
}

fn tick(from: &Sample, to: &Sample) -> Value {
    let times = to.times.since(&from.times);
    let spent = between(&from.processor, &to.processor);
    json!({ "to_s": to.at, "spent": spent, "requests": times.requests(), "p50_ms": times.within(0.5), "p99_ms": times.within(0.99) })
}

fn chart(seen: &Seen) -> String {
    let line =
        |label: &str, colour: &'static str, points: Vec<(f64, f64)>| Line { label: label.to_owned(), colour, points };
    let seconds = |counts: Vec<u32>| counts.into_iter().enumerate().map(|(second, n)| (second as f64, f64::from(n)));
    let rate = |act: &[Act]| seconds(seen.ledger.per_second(act)).collect();
    let share = |share: f64| {
        let pairs = seen.samples.windows(2);
        pairs.map(|pair| (pair[1].at, pair[1].times.since(&pair[0].times).within(share))).collect()
    };
    let panel = |title: &str, lines: Vec<Line>| Panel { title: title.to_owned(), lines };
    let all = [
        panel(
            "a second",
            vec![
                line("logins", "#1f6f6b", rate(&Act::LOGINS)),
                line("single sign-on", "#6a51a3", rate(&[Act::Sso])),
                line("refreshes", "#b8860b", rate(&[Act::Refresh])),
            ],
        ),
        panel(
            "the server's own time, ms",
            vec![line("p50", "#1f6f6b", share(0.5)), line("p99", "#b23a2e", share(0.99))],
        ),
        panel("errors a second", vec![line("errors", "#b23a2e", seconds(seen.ledger.errors_per_second()).collect())]),
    ];
    panels(&format!("load morning: {} people", seen.size.people), &all, &[])
}

fn met(seen: &Seen) -> BTreeMap<String, u32> {
    let mut all = seen.ledger.met_so_far();
    for (what, times) in seen.beside.iter().flat_map(|ledger| ledger.met_so_far()) {
        *all.entry(what).or_default() += times;
    }
    all
}

//! The tables of `docs/scale.md`, between their two marks.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::model::{Model, Needs, SLOTS};
use super::replay::Replayed;
use crate::morning::plan::Plan;
use crate::morning::visit::Act;

const FROM: &str = "<!-- what `load scale --write` wrote -->\n";
const TO: &str = "<!-- its end -->\n";

pub struct Told<'a> {
    pub model: &'a Model,
    pub record: &'a Value,
    pub checks: &'a [Replayed],
    pub needs: &'a [Needs],
}

const COUNTERS: [(&str, &str); 9] = [
    ("provider, ms", "provider_cpu_ms"),
    ("registry, ms", "registry_cpu_ms"),
    ("PostgreSQL, ms", "postgresql_cpu_ms"),
    ("Redis, ms", "redis_cpu_ms"),
    ("SQL of the provider", "provider_sql"),
    ("SQL of the registry", "registry_sql"),
    ("commands of Redis", "redis_commands"),
    ("log of PostgreSQL, octets", "wal_octets"),
    ("wire, octets", "wire_octets"),
];

pub fn tables(told: &Told<'_>) -> String {
    let mut text = made_from(told.record);
    costs(&mut text, told.model);
    memory(&mut text, told);
    checks(&mut text, told.checks);
    needs(&mut text, told.needs);
    text
}

fn made_from(record: &Value) -> String {
    let build = if record["release"].as_bool() == Some(true) {
        "a release build"
    } else {
        "a debug build: of no use for sizes"
    };
    let figures = &record["figures"];
    format!(
        "Made from a morning of {} people on {} cores ({}), {build}: {} logins a second held for {} s with {} errors, p99 {} ms, \
         {} ms of processor a login with all that goes with it.\n\n",
        figures["people"],
        figures["cores"],
        figures["cpu"].as_str().unwrap_or("?"),
        figures["logins_per_second"],
        figures["seconds"],
        figures["errors"],
        figures["p99_ms"],
        figures["server_cpu_ms_per_login"],
    )
}

fn costs(text: &mut String, model: &Model) {
    let _ =
        writeln!(text, "### What each act costs\n\n| act | a login has |{}", head(COUNTERS.map(|(title, _)| title)));
    let _ = writeln!(text, "| --- | --- |{}", " --- |".repeat(COUNTERS.len()));
    for act in Act::ALL {
        let cells = COUNTERS.map(|(_, name)| figure(model.cost(act, name)));
        let _ = writeln!(text, "| {} | {:.1} |{}", act.word().replace('_', " "), Plan::per_login(act), head(cells));
    }
    let cells = COUNTERS.map(|(_, name)| figure(model.of_a_login(name)));
    let _ = writeln!(text, "| a login and what goes with it | |{}\n", head(cells));
}

fn memory(text: &mut String, told: &Told<'_>) {
    let _ = writeln!(text, "### What sessions hold\n\n| | sessions | before, MB | with them, MB | the store, MB |");
    let _ = writeln!(text, "| --- | --- | --- | --- | --- |");
    for (title, name) in [("a node, on Redis", "on_redis"), ("a sandbox, in its own memory", "in_process")] {
        let seen = &told.record["memory"][name];
        let cell = |field: &str| seen[field].as_f64().map_or_else(|| "—".to_owned(), figure);
        let row = head(["sessions", "before_mb", "mb", "store_mb"].map(cell));
        let _ = writeln!(text, "| {title} |{row}");
    }
    let _ =
        writeln!(text, "\nOf Redis, a session and what belongs to it hold {} octets.\n", figure(told.model.session));
}

fn checks(text: &mut String, checks: &[Replayed]) {
    let _ = writeln!(
        text,
        "### The morning, replayed by the model\n\n| | measured | by the model | off by |\n| --- | --- | --- | --- |"
    );
    for one in checks {
        let (measured, modelled) = (figure(one.measured), figure(one.modelled));
        let _ = writeln!(text, "| {} | {measured} | {modelled} | {:.0} % |", one.what, one.off() * 100.0);
    }
    text.push('\n');
}

fn needs(text: &mut String, needs: &[Needs]) {
    let people: Vec<String> = needs.iter().map(|one| format!("{} million", one.people / 1_000_000)).collect();
    let _ =
        writeln!(text, "### What people who come within one hour need\n\n| at the highest second |{}", head(people));
    let _ = writeln!(text, "| --- |{}", " --- |".repeat(needs.len()));
    let mut row = |title: &str, of: &dyn Fn(&Needs) -> f64| {
        let _ = writeln!(text, "| {title} |{}", head(needs.iter().map(|one| figure(of(one)))));
    };
    row("logins a second", &|one| one.logins);
    row("cores of the provider that compute", &|one| one.cores("provider_cpu_ms"));
    row("machines of 8 cores for it, one of which may be lost", &|one| one.nodes("provider_cpu_ms"));
    row("cores of the registry that compute", &|one| one.cores("registry_cpu_ms"));
    row("machines of 8 cores for it, one of which may be lost", &|one| one.nodes("registry_cpu_ms"));
    row("cores of PostgreSQL that compute", &|one| one.cores("postgresql_cpu_ms"));
    row("SQL statements a second, provider", &|one| one.at_peak("provider_sql"));
    row("SQL statements a second, registry", &|one| one.at_peak("registry_sql"));
    row("MB of PostgreSQL's log a second", &|one| one.at_peak("wal_octets") / 1e6);
    row("PostgreSQL that write, each with its standby", &Needs::primaries);
    row("commands of Redis a second", &|one| one.at_peak("redis_commands"));
    row("cores of Redis that compute", &|one| one.cores("redis_cpu_ms"));
    row("GB of sessions and what belongs to them", &|one| one.sessions / 1e9);
    row("servers of Redis, each with its replica", &Needs::shards);
    row("slots of a server", &|one| (SLOTS / one.shards()).floor());
    row("Mbit of answers and requests a second", &|one| one.at_peak("wire_octets") * 8.0 / 1e6);
}

fn head<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    cells.into_iter().fold(String::new(), |mut row, cell| {
        let _ = write!(row, " {} |", cell.as_ref());
        row
    })
}

/// Three digits that count, and none behind whole numbers.
fn figure(value: f64) -> String {
    match value.abs() {
        _ if value.fract() == 0.0 => format!("{value:.0}"),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// Puts the tables in their place; the rest of the page is written by people.
pub fn put(page: &Path, tables: &str) {
    let text = std::fs::read_to_string(page).expect("the page");
    let (before, rest) = text.split_once(FROM).expect("the page has its first mark");
    let (_, after) = rest.split_once(TO).expect("the page has its second mark");
    std::fs::write(page, format!("{before}{FROM}\n{tables}\n{TO}{after}")).expect("the page is written");
}

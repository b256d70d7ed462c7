//! A country's professionals into an empty PostgreSQL, the file of the next day after it, and duplicates among them.
//!
//! * `import_seconds`, `diff_seconds`: the program `registry-server import` from its start to its end, over a zipped
//!   file; the first in Windows-1252, the next day's in UTF-8 with one change in a hundred.
//! * `import_peak_mb`: the most that this program held, the larger of both runs; the database is another program.
//! * `search_p99_ms_postgres`, `search_p99_ms_sqlite`: the slowest of three kinds of questions afterwards, each apart as
//!   `search_number_…`, `search_name_…` and `search_typo_…`; both engines hold all of them.
//! * The database writes as one in service does (`fsync` on); it stands on the same cores.

mod draw;
mod duplicates;
mod extraction;
mod import;
mod names;
mod people;
mod places;
mod search;
mod trades;

use std::io::Write as _;
use std::path::Path;

use clap::Args;
use serde_json::{Value, json};

use crate::chart::{self, Bar};
use crate::postgres;
use extraction::{Day, Letters, Written};
use import::Imported;

pub use extraction::Extraction;

const SEED: u64 = 2_026;
/// As a server of 2 GB would be set.
const SETTINGS: &[&str] = &["fsync=on", "full_page_writes=on", "shared_buffers=512MB", "max_wal_size=4GB"];
/// Of the people who were typed again, how many must be proposed; of those proposed, how many must be them.
const RECALL: f64 = 0.98;
const PRECISION: f64 = 0.95;
/// In the full form, on two cores.
const IMPORT_SECONDS: f64 = 180.0;
const DIFF_SECONDS: f64 = 60.0;
const PEAK_MB: f64 = 512.0;
const SEARCH_MS_POSTGRES: f64 = 50.0;
const SEARCH_MS_SQLITE: f64 = 100.0;
const FIRST: &str = "Extraction_ProSanteConnect_Personne_activite_202609010630.zip";
const NEXT: &str = "Extraction_ProSanteConnect_Personne_activite_202609020630.zip";

#[derive(Args)]
pub struct Registry {
    /// 3,000 people instead of 2,000,000.
    #[arg(long)]
    reduced: bool,
    /// So many instead: what grows with their number shows between two sizes.
    #[arg(long, conflicts_with = "reduced")]
    people: Option<u64>,
}

/// What the bounds are said of.
const EVERYBODY: u64 = 2_000_000;
const FEW: u64 = 3_000;
/// Among so many at most, duplicates are looked for in memory.
const CROWD: u64 = 200_000;

struct Searches {
    postgres: search::P99,
    sqlite: search::P99,
}

/// One file, and what the import made of it.
struct Seen {
    written: Written,
    imported: Imported,
}

impl Registry {
    pub fn run(&self) {
        let people = self.people.unwrap_or(if self.reduced { FEW } else { EVERYBODY });
        let folder = tempfile::tempdir().expect("a folder");
        let server = postgres::Postgres::start_with(SETTINGS);
        let database = server.database();
        import::configure(folder.path(), &database);
        let first = seen(folder.path(), people, (FIRST, Day::First, Letters::Windows1252));
        assert_eq!(first.imported.count("inscrites"), people, "{}", first.imported.report);
        let next = seen(folder.path(), people, (NEXT, Day::Next, Letters::Utf8));
        assert_eq!(next.imported.count("inscrites"), next.written.new, "{}", next.imported.report);
        assert_eq!(next.imported.count("désactivées"), next.written.gone, "{}", next.imported.report);
        // each of them changes contact data, a name, or one place: nothing is lost of it, and nothing else is told
        let changes = next.imported.figure("correspondances modifiées : ")
            + next.imported.count("modifiées")
            + (next.imported.count("ouvertes") - next.written.new_rows);
        assert_eq!(changes, next.written.changed, "{}", next.imported.report);
        let searches = Searches { postgres: searched(&database, people), sqlite: on_sqlite(people) };
        say("duplicates");
        let duplicates = duplicates::measure(SEED, people.min(CROWD));
        tell(people, (&first, &next), &searches, &duplicates);
        // after the figures, which are told as they are: fewer people would not excuse these two
        assert!(duplicates.recall() >= RECALL, "of known duplicates at least {RECALL} must be found");
        assert!(duplicates.precision() >= PRECISION, "of people proposed at least {PRECISION} must be the same");
        if people >= EVERYBODY {
            bounded(&first, &next, &searches);
        }
    }
}

/// So many people into an empty registry, for a measure of something else: how many seconds it took.
pub fn fill(database: &str, people: u64) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    import::configure(folder.path(), database);
    let seen = seen(folder.path(), people, (FIRST, Day::First, Letters::Utf8));
    assert_eq!(seen.imported.count("inscrites"), people, "{}", seen.imported.report);
    seen.imported.seconds
}

/// What two million people may cost.
fn bounded(first: &Seen, next: &Seen, searches: &Searches) {
    let (seconds, diff) = (first.imported.seconds, next.imported.seconds);
    let peak = first.imported.peak_mb.max(next.imported.peak_mb);
    assert!(seconds < IMPORT_SECONDS, "the first file took {seconds:.1} s, {IMPORT_SECONDS} are allowed");
    assert!(diff < DIFF_SECONDS, "the next day's file took {diff:.1} s, {DIFF_SECONDS} are allowed");
    assert!(peak < PEAK_MB, "the import held {peak:.0} MB, {PEAK_MB} are allowed");
    let (postgres, sqlite) = (searches.postgres.worst(), searches.sqlite.worst());
    assert!(
        postgres < SEARCH_MS_POSTGRES,
        "a search took {postgres:.1} ms on PostgreSQL, {SEARCH_MS_POSTGRES} are allowed"
    );
    assert!(sqlite < SEARCH_MS_SQLITE, "a search took {sqlite:.1} ms on SQLite, {SEARCH_MS_SQLITE} are allowed");
}

fn seen(folder: &Path, people: u64, (name, day, letters): (&str, Day, Letters)) -> Seen {
    let file = folder.join(name);
    say(&format!("writing {name}"));
    let written = Extraction { people, seed: SEED, day, letters, file: file.clone() }.write().expect("the file");
    say(&format!("importing {} people, {} rows", written.people, written.rows));
    let imported = import::import(folder, &file);
    std::fs::remove_file(&file).expect("the file goes");
    assert_eq!(imported.count("acceptées"), written.rows, "{}", imported.report);
    say(&format!("{:.1} s, {:.0} MB", imported.seconds, imported.peak_mb));
    Seen { written, imported }
}

fn searched(database: &str, people: u64) -> search::P99 {
    say("searching");
    tokio::runtime::Runtime::new().expect("a runtime").block_on(search::p99(database, (SEED, people)))
}

/// The same people in one file.
fn on_sqlite(people: u64) -> search::P99 {
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite://{}?mode=rwc", folder.path().join("registry.db").display());
    import::configure(folder.path(), &database);
    let _ = seen(folder.path(), people, (FIRST, Day::First, Letters::Utf8));
    searched(&database, people)
}

fn tell(people: u64, (first, next): (&Seen, &Seen), searches: &Searches, duplicates: &duplicates::Found) {
    let peak = first.imported.peak_mb.max(next.imported.peak_mb);
    let last = json!({
        "people": people,
        "import_seconds": rounded(first.imported.seconds, 10.0),
        "diff_seconds": rounded(next.imported.seconds, 10.0),
        "import_peak_mb": rounded(peak, 10.0),
        "search_p99_ms_postgres": rounded(searches.postgres.worst(), 10.0),
        "search_p99_ms_sqlite": rounded(searches.sqlite.worst(), 10.0),
        "search_number_p99_ms_postgres": rounded(searches.postgres.number, 10.0),
        "search_name_p99_ms_postgres": rounded(searches.postgres.name, 10.0),
        "search_typo_p99_ms_postgres": rounded(searches.postgres.typo, 10.0),
        "search_number_p99_ms_sqlite": rounded(searches.sqlite.number, 10.0),
        "search_name_p99_ms_sqlite": rounded(searches.sqlite.name, 10.0),
        "search_typo_p99_ms_sqlite": rounded(searches.sqlite.typo, 10.0),
        "duplicates_recall": rounded(duplicates.recall(), 10_000.0),
        "duplicates_precision": rounded(duplicates.precision(), 10_000.0),
    });
    let bars = [
        Bar::under("import_seconds", rounded(first.imported.seconds, 10.0), IMPORT_SECONDS),
        Bar::under("diff_seconds", rounded(next.imported.seconds, 10.0), DIFF_SECONDS),
        Bar::under("import_peak_mb", rounded(peak, 10.0), PEAK_MB),
        Bar::under("search_p99_ms_postgres", rounded(searches.postgres.worst(), 10.0), SEARCH_MS_POSTGRES),
        Bar::under("search_p99_ms_sqlite", rounded(searches.sqlite.worst(), 10.0), SEARCH_MS_SQLITE),
    ];
    let output = harness::output();
    std::fs::write(output.join("load-registry.svg"), chart::bars("load registry", &bars)).expect("the chart");
    let runs: Vec<Value> = [first, next].into_iter().map(record).collect();
    let record = json!({
        "figures": last, "runs": runs, "duplicates": duplicates.record(), "database": SETTINGS,
        "search": { "postgres": searches.postgres.record(), "sqlite": searches.sqlite.record() },
        "machine": crate::start::machine(), "release": !cfg!(debug_assertions),
    });
    std::fs::write(output.join("load-registry.json"), record.to_string()).expect("the record");
    println!("{last}");
}

fn record(Seen { written, imported }: &Seen) -> Value {
    json!({
        "people": written.people, "rows": written.rows, "new": written.new, "changed": written.changed,
        "gone": written.gone, "seconds": imported.seconds, "peak_mb": imported.peak_mb, "report": imported.report,
    })
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// What a person watches; the record is on standard output.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "registry: {text}");
}

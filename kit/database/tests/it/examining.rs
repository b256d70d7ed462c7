//! A database that is looked at stays as it was, and says what it lacks.

use database::{Owner, examine, sqlite_url};
use sqlx::SqlSafeStr as _;
use sqlx::migrate::Migrator;

use crate::bench::Bench;

crate::on_both_engines!(
    a_database_nobody_opened_is_told_so_and_stays_empty,
    what_a_later_version_or_another_text_applied_is_told,
    an_open_database_takes_writes_and_lacks_nothing,
    a_version_starts_on_tables_that_a_later_one_added_to,
);

fn wanted() -> Migrator {
    sqlx::migrate!("tests/migrations")
}

/// As [`wanted`], changed before it is compared.
fn other(change: impl FnOnce(&mut Vec<sqlx::migrate::Migration>)) -> Migrator {
    let mut migrator = wanted();
    let mut migrations = migrator.migrations.into_owned();
    change(&mut migrations);
    migrator.migrations = migrations.into();
    migrator
}

async fn a_database_nobody_opened_is_told_so_and_stays_empty(bench: Bench) {
    if let Some(path) = bench.url.strip_prefix("sqlite://") {
        assert!(examine(&bench.url, &[("thing", wanted())]).await.is_err(), "there is no file");
        let path = path.split('?').next().unwrap();
        assert!(!std::path::Path::new(path).exists(), "looking makes none");
        std::fs::write(path, "").unwrap();
    }
    for _ in 0..2 {
        let seen = examine(&bench.url, &[("thing", wanted())]).await.unwrap();
        assert!(seen.owners[0].untouched && !seen.is_up_to_date());
        assert_eq!((seen.writable, seen.owners[0].missing.len()), (None, wanted().iter().count()));
    }
}

async fn an_open_database_takes_writes_and_lacks_nothing(bench: Bench) {
    let database = bench.open().await;
    let seen = examine(&bench.url, &[("thing", wanted())]).await.unwrap();
    assert!(seen.is_up_to_date());
    assert_eq!(seen.writable, Some(true));
    let lacking = Owner { name: "thing", missing: vec![], changed: vec![], later: vec![], untouched: false };
    assert_eq!(seen.owners, [lacking]);
    assert_eq!(seen.clock.is_some(), bench.url.starts_with("postgres"), "a file has this machine's clock");
    assert!(seen.clock.is_none_or(|millis| millis > 1_700_000_000_000), "milliseconds since 1970: {:?}", seen.clock);
    database.close().await;
}

async fn what_a_later_version_or_another_text_applied_is_told(bench: Bench) {
    let database = bench.open().await;
    let first = wanted().iter().next().unwrap().version;
    let emptied = other(Vec::clear);
    assert_eq!(examine(&bench.url, &[("thing", emptied)]).await.unwrap().owners[0].later[0], first);
    let rewritten = other(|migrations| migrations[0].checksum = vec![1].into());
    let seen = examine(&bench.url, &[("thing", rewritten)]).await.unwrap();
    assert_eq!((seen.owners[0].changed.clone(), seen.is_up_to_date()), (vec![first], false));
    let more = other(|migrations| {
        let mut last = migrations[0].clone();
        last.version = 99;
        migrations.push(last);
    });
    assert_eq!(examine(&bench.url, &[("thing", more)]).await.unwrap().owners[0].missing, [99]);
    database.close().await;
}

async fn a_version_starts_on_tables_that_a_later_one_added_to(bench: Bench) {
    let later = other(|migrations| {
        let mut last = migrations[0].clone();
        (last.version, last.sql, last.checksum) = (99, "CREATE TABLE added (id TEXT)".into_sql_str(), vec![9].into());
        migrations.push(last);
    });
    database::Database::open(&bench.url, "thing", later).await.unwrap().close().await;
    let this = bench.open().await;
    assert_eq!(examine(&bench.url, &[("thing", wanted())]).await.unwrap().owners[0].later, [99]);
    this.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_made_read_only_takes_no_writes() {
    let server = crate::postgres::Postgres::start_with(&["default_transaction_read_only=off"]);
    let url = server.database();
    let bench = database::Database::open(&url, "thing", wanted()).await.unwrap();
    bench.close().await;
    let read_only = format!("{url}?options=-c%20default_transaction_read_only%3Don");
    let seen = examine(&read_only, &[("thing", wanted())]).await.unwrap();
    assert_eq!((seen.writable, seen.is_up_to_date()), (Some(false), true));
    assert!(examine(&sqlite_url(std::path::Path::new("/nowhere/a.db")), &[]).await.is_err());
}

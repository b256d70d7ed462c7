use rusqlite::Connection;
use sqlx::Error;

use super::{Readers, Writer, appear_in_order, find, open, run};
use crate::is_unique_violation;

const TABLE: &str = "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (k TEXT PRIMARY KEY, n BIGINT, b BYTEA)";

/// The file exists from here on.
fn file() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    Connection::open(&path).unwrap().execute_batch(TABLE).unwrap();
    (folder, path)
}

#[test]
fn a_value_goes_where_its_number_stands_and_not_where_it_comes_first() {
    let (_folder, path) = file();
    let connection = open(&path, "").unwrap();
    let values = ["a".into(), 7.into(), b"\0\xff".as_slice().into()];
    run(&connection, "INSERT INTO t (b, n, k) VALUES ($3, $2, $1)", &values).unwrap();
    let found: Option<(String, i64, Vec<u8>)> =
        find(&connection, "SELECT k, n, b FROM t WHERE n = $2 AND k = $1", &["a".into(), 7.into()]).unwrap();
    assert_eq!(found, Some(("a".to_owned(), 7, b"\0\xff".to_vec())));
}

#[test]
fn a_place_that_stands_twice_has_one_value() {
    let (_folder, path) = file();
    let connection = open(&path, "").unwrap();
    run(&connection, "INSERT INTO t (k, n) VALUES ($1, $2)", &["a".into(), 7.into()]).unwrap();
    for statement in [
        "SELECT k, n FROM t WHERE k = $1 AND n >= $2 AND k <= $1 AND n <= $2",
        "SELECT k, n FROM t WHERE n >= $2 AND k = $1 AND n <= $2 AND k <= $1",
    ] {
        let found: Option<(String, i64)> = find(&connection, statement, &["a".into(), 7.into()]).unwrap();
        assert_eq!(found, Some(("a".to_owned(), 7)), "{statement}");
    }
}

#[test]
fn places_are_in_order_when_sqlite_would_number_them_as_they_say() {
    let eleven = (1..=11).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    for statement in ["", "SELECT 1", "$1", "$1 $2 $1 $3", "$1, $2) $1", eleven.as_str()] {
        assert!(appear_in_order(statement), "{statement}");
    }
    for statement in ["$2", "$2 $1", "$1 $3", "$1 $10", "$0", "$", "$name", "$1 '$'", "$1 $99999999999999999999999"] {
        assert!(!appear_in_order(statement), "{statement}");
    }
}

#[test]
fn a_value_that_is_missing_is_an_error_and_never_an_absent_one() {
    let (_folder, path) = file();
    let connection = open(&path, "").unwrap();
    let missing = run(&connection, "INSERT INTO t (k, n) VALUES ($1, $2)", &["a".into()]);
    assert!(matches!(missing, Err(Error::Protocol(_))));
}

#[test]
fn who_reads_cannot_write() {
    let (_folder, path) = file();
    let readers = Readers::new(path, "PRAGMA query_only = ON");
    let written: Result<Option<(String,)>, Error> =
        readers.find("INSERT INTO t (k) VALUES ($1) RETURNING k", &["a".into()]);
    assert!(written.is_err());
    assert_eq!(readers.find::<(String,)>("SELECT k FROM t", &[]).unwrap(), None);
}

#[test]
fn a_column_of_another_type_is_an_error() {
    let (_folder, path) = file();
    let connection = open(&path, "").unwrap();
    run(&connection, "INSERT INTO t (k) VALUES ($1)", &["a".into()]).unwrap();
    assert!(find::<(i64,)>(&connection, "SELECT k FROM t", &[]).is_err());
    assert!(find::<(i64,)>(&connection, "SELECT n FROM t", &[]).is_err());
    assert_eq!(find::<(Option<i64>,)>(&connection, "SELECT n FROM t", &[]).unwrap(), Some((None,)));
}

#[tokio::test]
async fn what_was_left_in_the_middle_is_taken_back_and_who_comes_next_is_served() {
    let (_folder, path) = file();
    let writer = Writer::open(path.clone(), "").unwrap();
    let torn = writer.with(|connection| {
        connection.execute_batch("BEGIN; INSERT INTO t (k) VALUES ('torn')").unwrap();
        panic!("a defect")
    });
    assert!(matches!(torn.await, Err::<(), _>(Error::WorkerCrashed)));
    let left = writer.with(|connection| connection.execute_batch("BEGIN; INSERT INTO t (k) VALUES ('left')").is_ok());
    assert!(left.await.unwrap());
    let insert = |connection: &mut Connection| run(connection, "INSERT INTO t (k) VALUES ($1)", &["kept".into()]);
    assert_eq!(writer.with(insert).await.unwrap().unwrap(), 1);
    assert!(is_unique_violation(&writer.with(insert).await.unwrap().unwrap_err()));
    writer.close().await;
    let readers = Readers::new(path, "");
    let kept: Option<(i64, String)> = readers.find("SELECT COUNT(*), MAX(k) FROM t", &[]).unwrap();
    assert_eq!(kept, Some((1, "kept".to_owned())));
}

#[tokio::test]
async fn what_is_closed_says_so() {
    let (_folder, path) = file();
    let (writer, readers) = (Writer::open(path.clone(), "").unwrap(), Readers::new(path, ""));
    writer.close().await;
    readers.close();
    assert!(matches!(writer.with(|_| ()).await, Err(Error::PoolClosed)));
    assert!(matches!(readers.find::<(String,)>("SELECT k FROM t", &[]), Err(Error::PoolClosed)));
}

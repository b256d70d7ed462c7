use std::time::Duration;

use sqlx::{AnyConnection, Error};

use super::{Lane, Terms};
use crate::{Writing, is_unique_violation, sqlite_url};

/// A lane of one connection to a file of its own, with a table; the connection marks itself in a temporary table.
async fn lane() -> (tempfile::TempDir, Lane) {
    sqlx::any::install_default_drivers();
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite_url(&folder.path().join("a.db"));
    let prelude = "PRAGMA busy_timeout = 200; CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY); \
                   CREATE TEMP TABLE mark (n INTEGER)";
    let lane = Lane::open(Terms { url, connections: 1, prelude, fresh: None }).await.unwrap();
    let mut lent = lane.lend().await.unwrap();
    sqlx::query("INSERT INTO mark VALUES (1)").execute(&mut *lent).await.unwrap();
    lent.done();
    (folder, lane)
}

/// Whether the connection is the one that was marked.
async fn same(lane: &Lane) -> bool {
    let marks: (i64,) = sqlx::query_as("SELECT COUNT(*) FROM mark").fetch_one(lane).await.unwrap();
    marks.0 == 1
}

async fn write(connection: &mut AnyConnection, n: i64) -> Result<(), Error> {
    sqlx::query("INSERT INTO t VALUES ($1)").bind(n).execute(connection).await.map(drop)
}

async fn written(lane: &Lane) -> i64 {
    sqlx::query_as::<_, (i64,)>("SELECT COUNT(*) FROM t").fetch_one(lane).await.unwrap().0
}

async fn begin(lane: &Lane) -> Writing {
    Writing::begin(lane.lend().await.unwrap(), "BEGIN IMMEDIATE").await.unwrap()
}

#[tokio::test]
async fn a_connection_that_heard_a_refusal_is_lent_again() {
    let (_folder, lane) = lane().await;
    let insert = || sqlx::query("INSERT INTO t VALUES (1)").execute(&lane);
    insert().await.unwrap();
    assert!(is_unique_violation(&insert().await.unwrap_err()));
    let none: Result<(i64,), _> = sqlx::query_as("SELECT n FROM t WHERE n = 9").fetch_one(&lane).await;
    assert!(matches!(none, Err(Error::RowNotFound)));
    assert!(same(&lane).await);
}

#[tokio::test]
async fn a_connection_that_was_left_in_the_middle_is_closed() {
    let (_folder, lane) = lane().await;
    let long =
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000000) SELECT MAX(n) FROM c";
    let left = tokio::time::timeout(Duration::from_millis(5), sqlx::query(long).fetch_all(&lane)).await;
    assert!(left.is_err(), "it was too fast for this test");
    assert!(!same(&lane).await);
    drop(lane.lend().await.unwrap());
    assert!(!same(&lane).await, "a loan that nobody ended is not trusted");
}

#[tokio::test]
async fn what_was_not_committed_is_taken_back_and_locks_nobody() {
    let (_folder, lane) = lane().await;
    let mut writing = begin(&lane).await;
    write(&mut writing, 1).await.unwrap();
    drop(writing);
    let other = Lane::open(lane.0.terms.clone()).await.unwrap();
    let mut writing = begin(&other).await;
    write(&mut writing, 2).await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!(written(&lane).await, 1);
    let mut writing = begin(&lane).await;
    write(&mut writing, 3).await.unwrap();
    writing.rollback().await.unwrap();
    assert_eq!(written(&lane).await, 1);
    assert!(same(&lane).await, "a transaction that was taken back leaves the connection whole");
}

#[tokio::test]
async fn who_waits_gets_the_connection_in_turn_and_nobody_after_the_end() {
    let (_folder, lane) = lane().await;
    let lent = lane.lend().await.unwrap();
    let waiting = tokio::spawn({
        let lane = lane.clone();
        async move { written(&lane).await }
    });
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    lent.done();
    assert_eq!(waiting.await.unwrap(), 0);
    lane.close().await;
    assert!(matches!(lane.lend().await, Err(Error::PoolClosed)));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_takes_the_call_and_says_nothing_is_out_of_reach() {
    sqlx::any::install_default_drivers();
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://nobody@{}/nothing?sslmode=disable", silent.local_addr().unwrap());
    let lane = Lane::open(Terms { url, connections: 1, prelude: "", fresh: Some(Duration::ZERO) }).await;
    assert!(matches!(lane, Err(Error::PoolTimedOut)));
}

use async_trait::async_trait;
use sqlx::Error;

use super::{Group, Work};
use crate::file::Writer;
use crate::lane::Terms;
use crate::{Hand, Lane, is_unique_violation, sqlite_url};

/// The number whose work panics.
const TORN: i64 = -1;

/// A number that belongs to nobody: the engine says so at the commit.
const ORPHAN: i64 = 99;

/// Writes a number, then refuses where it was told to.
struct Number {
    n: i64,
    refused: bool,
}

#[async_trait]
impl Work for Number {
    type Told = i64;
    type Error = Error;

    async fn write(&self, hand: &mut Hand<'_>) -> Result<i64, Error> {
        assert!(self.n != TORN, "a defect");
        hand.run("INSERT INTO t VALUES ($1)", &[self.n.into()]).await?;
        if self.n == ORPHAN {
            hand.run("INSERT INTO child VALUES (1, -99)", &[]).await?;
        }
        if self.refused { Err(Error::RowNotFound) } else { Ok(self.n) }
    }

    fn failed(error: Error) -> Error {
        error
    }
}

const FOREIGN_KEYS: &str = "PRAGMA foreign_keys = ON";

/// A file, with what writes in it.
struct Bench {
    _folder: tempfile::TempDir,
    lane: Lane,
    writer: Writer,
    group: Group,
}

impl Bench {
    async fn open() -> Self {
        sqlx::any::install_default_drivers();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let prelude = "CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY); \
                       CREATE TABLE IF NOT EXISTS child (n INTEGER, of INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)";
        let lane = Lane::open(Terms { url: sqlite_url(&path), connections: 1, prelude, fresh: None }).await.unwrap();
        let writer = Writer::open(path, FOREIGN_KEYS).unwrap();
        Self { _folder: folder, lane, writer, group: Group::default() }
    }

    async fn write(&self, number: Number) -> Result<i64, Error> {
        self.group.write(number, &self.lane, &self.writer).await
    }

    /// In a task of its own.
    fn spawn(&self, number: Number) -> tokio::task::JoinHandle<Result<i64, Error>> {
        let (group, lane, writer) = (self.group.clone(), self.lane.clone(), self.writer.clone());
        tokio::spawn(async move { group.write(number, &lane, &writer).await })
    }
}

async fn kept(lane: &Lane) -> Vec<i64> {
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT n FROM t ORDER BY n").fetch_all(lane).await.unwrap();
    rows.into_iter().map(|(n,)| n).collect()
}

#[tokio::test]
async fn each_caller_of_a_group_gets_its_own_answer_and_a_refusal_costs_the_others_nothing() {
    let bench = Bench::open().await;
    let held = bench.lane.lend().await.unwrap();
    let all: Vec<_> = (0..40)
        // 7 is refused after it wrote, 13 breaks the key of 12
        .map(|n| bench.spawn(Number { n: if n == 13 { 12 } else { n }, refused: n == 7 }))
        .collect();
    tokio::task::yield_now().await;
    held.done();
    for (n, answered) in all.into_iter().enumerate() {
        match (n, answered.await.unwrap()) {
            (7, answer) => assert!(matches!(answer, Err(Error::RowNotFound))),
            (13, answer) => assert!(is_unique_violation(&answer.unwrap_err())),
            (n, answer) => assert_eq!(answer.unwrap(), n as i64),
        }
    }
    let expected: Vec<i64> = (0..40).filter(|n| *n != 7 && *n != 13).collect();
    assert_eq!(kept(&bench.lane).await, expected);
}

#[tokio::test]
async fn what_a_constraint_refuses_at_the_commit_costs_the_others_nothing() {
    let bench = Bench::open().await;
    let held = bench.lane.lend().await.unwrap();
    let all: Vec<_> = [1, ORPHAN, 2].map(|n| bench.spawn(Number { n, refused: false })).into();
    tokio::task::yield_now().await;
    held.done();
    let mut answered = Vec::new();
    for one in all {
        answered.push(one.await.unwrap().ok());
    }
    assert_eq!(answered, [Some(1), None, Some(2)]);
    assert_eq!(kept(&bench.lane).await, [1, 2]);
}

#[tokio::test]
async fn a_caller_that_goes_away_takes_nobody_with_it() {
    let bench = Bench::open().await;
    let held = bench.lane.lend().await.unwrap();
    let (gone, stays) = (bench.spawn(Number { n: 1, refused: false }), bench.spawn(Number { n: 2, refused: false }));
    tokio::task::yield_now().await;
    gone.abort();
    held.done();
    assert_eq!(stays.await.unwrap().unwrap(), 2);
    assert_eq!(kept(&bench.lane).await, [1, 2]);
}

#[tokio::test]
async fn work_that_panics_is_told_and_those_after_it_are_served() {
    let bench = Bench::open().await;
    assert!(matches!(bench.write(Number { n: TORN, refused: false }).await, Err(Error::WorkerCrashed)));
    assert_eq!(bench.write(Number { n: 1, refused: false }).await.unwrap(), 1);
}

#[tokio::test]
async fn a_database_out_of_reach_is_told_to_all() {
    let bench = Bench::open().await;
    bench.lane.close().await;
    assert!(bench.write(Number { n: 1, refused: false }).await.is_err());
    assert!(bench.write(Number { n: 2, refused: false }).await.is_err());
}

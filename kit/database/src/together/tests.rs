use async_trait::async_trait;
use sqlx::{AnyConnection, Error};

use super::{Group, Work};
use crate::lane::Terms;
use crate::{Lane, is_unique_violation, sqlite_url};

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

    async fn write(&self, writing: &mut AnyConnection) -> Result<i64, Error> {
        assert!(self.n != TORN, "a defect");
        sqlx::query("INSERT INTO t VALUES ($1)").bind(self.n).execute(&mut *writing).await?;
        if self.n == ORPHAN {
            sqlx::query("INSERT INTO child VALUES (1, -99)").execute(&mut *writing).await?;
        }
        if self.refused { Err(Error::RowNotFound) } else { Ok(self.n) }
    }

    fn failed(error: Error) -> Error {
        error
    }
}

async fn lane() -> (tempfile::TempDir, Lane) {
    sqlx::any::install_default_drivers();
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite_url(&folder.path().join("a.db"));
    let prelude = "PRAGMA foreign_keys = ON; CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY); \
                   CREATE TABLE IF NOT EXISTS child (n INTEGER, of INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)";
    let lane = Lane::open(Terms { url, connections: 1, prelude, fresh: None }).await.unwrap();
    (folder, lane)
}

async fn kept(lane: &Lane) -> Vec<i64> {
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT n FROM t ORDER BY n").fetch_all(lane).await.unwrap();
    rows.into_iter().map(|(n,)| n).collect()
}

#[tokio::test]
async fn each_caller_of_a_group_gets_its_own_answer_and_a_refusal_costs_the_others_nothing() {
    let (_folder, lane) = lane().await;
    let group = Group::default();
    let held = lane.lend().await.unwrap();
    let all: Vec<_> = (0..40)
        .map(|n| {
            let (group, lane) = (group.clone(), lane.clone());
            // 7 is refused after it wrote, 13 breaks the key of 12
            tokio::spawn(async move {
                group.write(Number { n: if n == 13 { 12 } else { n }, refused: n == 7 }, &lane).await
            })
        })
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
    assert_eq!(kept(&lane).await, expected);
}

#[tokio::test]
async fn what_a_constraint_refuses_at_the_commit_costs_the_others_nothing() {
    let (_folder, lane) = lane().await;
    let group = Group::default();
    let held = lane.lend().await.unwrap();
    let all: Vec<_> = [1, ORPHAN, 2]
        .map(|n| {
            let (group, lane) = (group.clone(), lane.clone());
            tokio::spawn(async move { group.write(Number { n, refused: false }, &lane).await })
        })
        .into();
    tokio::task::yield_now().await;
    held.done();
    let mut answered = Vec::new();
    for one in all {
        answered.push(one.await.unwrap().ok());
    }
    assert_eq!(answered, [Some(1), None, Some(2)]);
    assert_eq!(kept(&lane).await, [1, 2]);
}

#[tokio::test]
async fn a_caller_that_goes_away_takes_nobody_with_it() {
    let (_folder, lane) = lane().await;
    let group = Group::default();
    let held = lane.lend().await.unwrap();
    let write = |n| {
        let (group, lane) = (group.clone(), lane.clone());
        tokio::spawn(async move { group.write(Number { n, refused: false }, &lane).await })
    };
    let (gone, stays) = (write(1), write(2));
    tokio::task::yield_now().await;
    gone.abort();
    held.done();
    assert_eq!(stays.await.unwrap().unwrap(), 2);
    assert_eq!(kept(&lane).await, [1, 2]);
}

#[tokio::test]
async fn work_that_panics_is_told_and_those_after_it_are_served() {
    let (_folder, lane) = lane().await;
    let group = Group::default();
    assert!(matches!(group.write(Number { n: TORN, refused: false }, &lane).await, Err(Error::WorkerCrashed)));
    assert_eq!(group.write(Number { n: 1, refused: false }, &lane).await.unwrap(), 1);
}

#[tokio::test]
async fn a_database_out_of_reach_is_told_to_all() {
    let (_folder, lane) = lane().await;
    lane.close().await;
    let group = Group::default();
    assert!(group.write(Number { n: 1, refused: false }, &lane).await.is_err());
    assert!(group.write(Number { n: 2, refused: false }, &lane).await.is_err());
}

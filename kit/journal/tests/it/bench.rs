//! A journal of one test, and the hand of somebody who can write in its tables.

use std::time::Duration;

use ambient::{Ambient, Timestamp};
use database::{AssertSqlSafe, Database, sqlite_url};
use journal::{CheckpointKey, Journal, Record, Settings, Verified, VerifyError, verify};
use serde_json::json;
use tempfile::TempDir;

pub const ORIGIN: &str = "journal.test/a";

pub struct Bench {
    pub url: String,
    _folder: TempDir,
}

impl Bench {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: sqlite_url(&folder.path().join("journal.db")), _folder: folder }
    }

    pub fn postgresql() -> Self {
        Self::at(crate::postgres::database())
    }

    pub fn at(url: String) -> Self {
        Self { url, _folder: tempfile::tempdir().unwrap() }
    }

    /// A process that writes in this journal; `seed` tells processes apart.
    pub async fn writer(&self, node: &str, seed: u64) -> Journal {
        self.writer_with_checkpoints(node, seed, Duration::from_secs(3_600)).await
    }

    pub async fn writer_with_checkpoints(&self, node: &str, seed: u64, checkpoint_every: Duration) -> Journal {
        let (ambient, _) = Ambient::fixed(Timestamp::from_seconds(1_800_000_000), seed);
        let origin = ORIGIN.to_owned();
        let settings = Settings { url: self.url.clone(), node: node.to_owned(), checkpoint_every, origin };
        Journal::open(settings, key(), ambient).await.unwrap()
    }

    pub async fn database(&self) -> Database {
        journal::open(&self.url).await.unwrap()
    }

    pub async fn verify(&self) -> Result<Verified, VerifyError> {
        verify(&self.database().await, &[key().verifying()]).await
    }

    /// Does with the tables what nobody should.
    pub async fn tamper(&self, statement: &str) {
        let database = self.database().await;
        let done = sqlx::query(AssertSqlSafe(statement)).execute(database.write()).await.unwrap();
        assert!(done.rows_affected() > 0, "{statement} changed nothing");
    }
}

pub fn key() -> CheckpointKey {
    CheckpointKey::from_bytes(&[7; 32]).unwrap()
}

pub fn act(number: usize) -> Record {
    let serde_json::Value::Object(fields) = json!({"number": number, "client.id": "dui"}) else { unreachable!() };
    Record { event: "token.issued".to_owned(), origin: None, fields }
}

pub fn with_origin(number: usize, origin: &str) -> Record {
    Record { origin: Some(origin.to_owned()), ..act(number) }
}

/// Runs each test once an engine.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() { super::$test($crate::bench::Bench::sqlite()).await; })+
        }
        mod postgresql {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() { super::$test($crate::bench::Bench::postgresql()).await; })+
        }
    };
}

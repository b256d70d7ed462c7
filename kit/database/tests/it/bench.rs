//! An empty table of one test.

use async_trait::async_trait;
use database::{Database, Hand, Value, Work, sqlite_url};
use sqlx::Error;
use tempfile::TempDir;

pub struct Bench {
    pub url: String,
    _folder: TempDir,
}

impl Bench {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: sqlite_url(&folder.path().join("a.db")), _folder: folder }
    }

    pub fn postgresql() -> Self {
        Self { url: crate::postgres::database(), _folder: tempfile::tempdir().unwrap() }
    }

    /// A node.
    pub async fn open(&self) -> Database {
        Database::open(&self.url, "thing", sqlx::migrate!("tests/migrations")).await.unwrap()
    }
}

/// Adds one to the number of a thing, which it makes at first; refuses afterwards where it was told to.
pub struct Count {
    pub name: &'static str,
    pub refused: bool,
}

#[async_trait]
impl Work for Count {
    /// The number that it reached.
    type Told = i64;
    type Error = Error;

    async fn write(&self, hand: &mut Hand<'_>) -> Result<i64, Error> {
        let count = "INSERT INTO thing (name, number) VALUES ($1, 1)
            ON CONFLICT (name) DO UPDATE SET number = thing.number + 1 RETURNING number";
        let reached: Option<(i64,)> = hand.find(count, &[self.name.into()]).await?;
        match (reached, self.refused) {
            (Some((reached,)), false) => Ok(reached),
            _ => Err(Error::RowNotFound),
        }
    }

    fn failed(error: Error) -> Error {
        error
    }
}

/// A thing that must be new.
pub struct Make(pub &'static str, pub Option<i64>, pub Option<&'static str>);

#[async_trait]
impl Work for Make {
    /// How many were made.
    type Told = u64;
    type Error = Error;

    async fn write(&self, hand: &mut Hand<'_>) -> Result<u64, Error> {
        let Self(name, number, note) = *self;
        // the numbers stand in another order than the columns
        let values = [name.into(), Value::Bytes(Some(b"\0\xff")), number.into(), note.into()];
        hand.run("INSERT INTO thing (note, number, bytes, name) VALUES ($4, $3, $2, $1)", &values).await
    }

    fn failed(error: Error) -> Error {
        error
    }
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

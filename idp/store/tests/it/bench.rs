//! The engines under test, each empty for its test, and the macros that run a test on every one of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ambient::{Ambient, MovableClock, Seconds, Timestamp};
use database::sqlite_url;
use idp_core::presence::Presence;
use idp_store::Sql;
use idp_store::presence::{Capacity, InProcess, OnRedis};
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

/// A database of one test. Each store opened on it is a node of its own.
pub struct SqlBench {
    pub url: String,
    _folder: TempDir,
}

impl SqlBench {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: sqlite_url(&folder.path().join("idp.db")), _folder: folder }
    }

    pub fn postgresql() -> Self {
        Self { url: crate::postgres::database(), _folder: tempfile::tempdir().unwrap() }
    }

    pub async fn open(&self) -> Arc<Sql> {
        Arc::new(Sql::open(&self.url).await.unwrap())
    }
}

/// Where presence lives in one test, and how time passes there.
pub enum PresenceBench {
    InProcess(Arc<InProcess>, Arc<MovableClock>),
    Redis { prefix: String },
    Cluster { prefix: String },
}

impl PresenceBench {
    pub fn in_process() -> Self {
        let (ambient, clock) = Ambient::fixed(NOW, 1);
        Self::InProcess(Arc::new(InProcess::new(ambient, Capacity::default())), clock)
    }

    pub fn redis() -> Self {
        Self::Redis { prefix: prefix() }
    }

    pub fn cluster() -> Self {
        Self::Cluster { prefix: prefix() }
    }

    /// What one node sees.
    pub async fn open(&self) -> Arc<dyn Presence> {
        let ambient = Ambient::system();
        match self {
            Self::InProcess(store, _) => store.clone(),
            Self::Redis { prefix } => {
                Arc::new(OnRedis::single(&crate::redis_server::url(), prefix, ambient).await.unwrap())
            }
            Self::Cluster { prefix } => {
                Arc::new(OnRedis::cluster(&[crate::redis_server::cluster_url()], prefix, ambient).await.unwrap())
            }
        }
    }

    pub async fn pass(&self, time: Seconds) {
        match self {
            Self::InProcess(_, clock) => clock.advance(time),
            Self::Redis { .. } | Self::Cluster { .. } => {
                tokio::time::sleep(time.duration() + Duration::from_millis(20)).await;
            }
        }
    }
}

fn prefix() -> String {
    static TESTS: AtomicU32 = AtomicU32::new(0);
    format!("test{}", TESTS.fetch_add(1, Ordering::Relaxed))
}

/// Runs each test on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() { super::$test($crate::bench::SqlBench::sqlite()).await; })+
        }
        mod postgresql {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() { super::$test($crate::bench::SqlBench::postgresql()).await; })+
        }
    };
}

/// Runs each test in this process, on Redis and on a Redis cluster.
#[macro_export]
macro_rules! on_every_presence {
    ($($test:ident),+ $(,)?) => {
        mod in_process {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() { super::$test($crate::bench::PresenceBench::in_process()).await; })+
        }
        mod redis {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() { super::$test($crate::bench::PresenceBench::redis()).await; })+
        }
        mod redis_cluster {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $test() { super::$test($crate::bench::PresenceBench::cluster()).await; })+
        }
    };
}

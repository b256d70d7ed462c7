//! An outbox of one test beside a table of its caller, and a receiver that says what it is told to say.

use std::sync::{Arc, Mutex};

use ambient::{Ambient, MovableClock, Timestamp};
use async_trait::async_trait;
use database::{Database, sqlite_url};
use outbox::{Carrier, Courier, Leased, Letter, LetterId, Outbox, Outcome, Pauses};
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

pub struct Bench {
    pub database: Database,
    pub outbox: Outbox,
    pub ambient: Ambient,
    pub clock: Arc<MovableClock>,
    pub receiver: Arc<Receiver>,
    url: String,
    _folder: TempDir,
}

/// Keeps what it takes; says what it was told to say.
pub struct Receiver {
    pub taken: Mutex<Vec<(LetterId, String)>>,
    pub says: Mutex<Outcome>,
}

#[async_trait]
impl Carrier for Receiver {
    async fn carry(&self, letter: &Leased) -> Outcome {
        let says = self.says.lock().unwrap().clone();
        if matches!(says, Outcome::Delivered(_)) {
            self.taken.lock().unwrap().push((letter.id.clone(), letter.content.clone()));
        }
        says
    }
}

impl Bench {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::at(sqlite_url(&folder.path().join("outbox.db")), folder).await
    }

    pub async fn postgresql() -> Self {
        Self::at(crate::postgres::database(), tempfile::tempdir().unwrap()).await
    }

    async fn at(url: String, folder: TempDir) -> Self {
        let database = open(&url).await;
        let outbox = Outbox::open(database.clone(), "mail").await.unwrap();
        sqlx::query("CREATE TABLE act (name TEXT PRIMARY KEY)").execute(database.write()).await.unwrap();
        let (ambient, clock) = Ambient::fixed(NOW, 1);
        let says = Mutex::new(Outcome::Delivered("250".to_owned()));
        let receiver = Arc::new(Receiver { taken: Mutex::default(), says });
        Self { database, outbox, ambient, clock, receiver, url, _folder: folder }
    }

    /// The same outbox as another process opens it.
    pub async fn elsewhere(&self) -> Outbox {
        Outbox::open(open(&self.url).await, "mail").await.unwrap()
    }

    pub fn courier(&self, node: &str) -> Courier {
        self.courier_of(&self.outbox, node)
    }

    pub fn courier_of(&self, outbox: &Outbox, node: &str) -> Courier {
        Courier {
            outbox: outbox.clone(),
            carrier: self.receiver.clone(),
            ambient: self.ambient.clone(),
            node: node.to_owned(),
            pauses: Pauses::MAIL,
        }
    }

    /// Queues with an act of the caller, and commits both.
    pub async fn act(&self, name: &str) -> LetterId {
        let letter = letter(name);
        let mut writing = self.database.begin_write().await.unwrap();
        sqlx::query("INSERT INTO act VALUES ($1)").bind(name).execute(&mut *writing).await.unwrap();
        self.outbox.queue(&mut writing, std::slice::from_ref(&letter)).await.unwrap();
        writing.commit().await.unwrap();
        letter.id
    }

    pub fn receiver_says(&self, outcome: Outcome) {
        *self.receiver.says.lock().unwrap() = outcome;
    }

    pub fn received(&self) -> Vec<String> {
        self.receiver.taken.lock().unwrap().iter().map(|(_, content)| content.clone()).collect()
    }

    pub async fn contents(&self) -> Vec<String> {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT content FROM outbox_letter ORDER BY id")
            .fetch_all(self.database.read())
            .await
            .unwrap();
        rows.into_iter().map(|(content,)| content).collect()
    }
}

async fn open(url: &str) -> Database {
    Database::open(url, "outbox", sqlx::migrate!("../../migrations/outbox")).await.unwrap()
}

pub fn down() -> Outcome {
    Outcome::Later("nobody answers".to_owned())
}

pub fn up() -> Outcome {
    Outcome::Delivered("250".to_owned())
}

pub fn letter(name: &str) -> Letter {
    Letter {
        id: LetterId::from(format!("id-{name}")),
        origin: format!("act:{name}"),
        subject: format!("subject-{name}"),
        sender: "F690990011".to_owned(),
        content: format!("content of {name}"),
        queued_at: NOW,
        not_before: NOW,
    }
}

/// Runs each test once an engine.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { super::$test($crate::bench::Bench::sqlite().await).await; })+
        }
        mod postgresql {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { super::$test($crate::bench::Bench::postgresql().await).await; })+
        }
    };
}

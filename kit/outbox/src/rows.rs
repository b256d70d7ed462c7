use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use database::{AssertSqlSafe, Database, list};
use sqlx::any::AnyRow;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Error, Row as _};
use tokio::sync::Notify;

use crate::letter::{Leased, Letter, LetterId, Settled, State};

/// The letters of one topic in one database. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub(crate) database: Database,
    pub(crate) topic: &'static str,
    pub(crate) bell: Arc<Notify>,
}

/// What an operator wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub waiting: u64,
    pub dead: u64,
    pub returned: u64,
    /// When the oldest of those that wait was queued.
    pub oldest: Option<Timestamp>,
}

const COLUMNS: &str = "id, origin, subject, sender, state, attempts, said, queued_at, settled_at";

/// The owner's name and its migrations, for whoever looks at a database before it is opened.
pub fn tables() -> (&'static str, Migrator) {
    ("outbox", sqlx::migrate!("../../migrations/outbox"))
}

impl Outbox {
    /// In a database that is already open; brings the tables of the outbox up to date there.
    pub async fn open(database: Database, topic: &'static str) -> Result<Self, Error> {
        let (name, migrations) = tables();
        database.bring_up(name, migrations).await?;
        Ok(Self { database, topic, bell: Arc::default() })
    }

    /// In the caller's transaction: there when it commits, never else. Call [`Self::ring`] after the commit.
    pub async fn queue(&self, writing: &mut AnyConnection, letters: &[Letter]) -> Result<(), Error> {
        for letter in letters {
            sqlx::query(
                "INSERT INTO outbox_letter
                 (id, origin, topic, subject, sender, content, queued_at, next_at, attempts, holder, state, said, settled_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, NULL, 'waiting', NULL, NULL) ON CONFLICT (origin) DO NOTHING",
            )
            .bind(letter.id.as_str())
            .bind(&letter.origin)
            .bind(self.topic)
            .bind(&letter.subject)
            .bind(&letter.sender)
            .bind(&letter.content)
            .bind(letter.queued_at.millis())
            .bind(letter.not_before.max(letter.queued_at).millis())
            .execute(&mut *writing)
            .await?;
        }
        Ok(())
    }

    /// A courier of this process that rests looks at once. Those of other nodes look every few seconds.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Letters that are due, taken for `node` until `now` and `lease`: nobody else takes them meanwhile, and whoever
    /// does later took over from a node that died.
    pub async fn take(&self, node: &str, now: Timestamp, lease: Seconds, at_most: u32) -> Result<Vec<Leased>, Error> {
        let rows = sqlx::query(
            "UPDATE outbox_letter SET next_at = $3, attempts = attempts + 1, holder = $4
             WHERE state = 'waiting' AND next_at <= $2 AND id IN (
                 SELECT id FROM outbox_letter WHERE topic = $1 AND state = 'waiting' AND next_at <= $2
                 ORDER BY next_at, id LIMIT $5
             ) RETURNING id, subject, content, queued_at, attempts",
        )
        .bind(self.topic)
        .bind(now.millis())
        .bind(now.plus(lease).millis())
        .bind(node)
        .bind(i64::from(at_most))
        .fetch_all(self.database.write())
        .await?;
        rows.iter().map(leased).collect()
    }

    /// What concerns somebody, oldest first.
    pub async fn of_subject(&self, subject: &str) -> Result<Vec<Settled>, Error> {
        let sql =
            format!("SELECT {COLUMNS} FROM outbox_letter WHERE topic = $1 AND subject = $2 ORDER BY queued_at, id");
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(self.topic).bind(subject).fetch_all(self.database.read());
        rows.await?.iter().map(settled).collect()
    }

    /// What came back of what left in these names, newest first.
    pub async fn returned(&self, senders: &[String], at_most: u32) -> Result<Vec<Settled>, Error> {
        if senders.is_empty() {
            return Ok(Vec::new());
        }
        let marks = list(3, senders.len());
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox_letter WHERE topic = $1 AND state = 'returned' AND sender IN ({marks})
             ORDER BY settled_at DESC, id LIMIT $2"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(self.topic).bind(i64::from(at_most));
        for sender in senders {
            query = query.bind(sender);
        }
        query.fetch_all(self.database.read()).await?.iter().map(settled).collect()
    }

    /// Dead letters, oldest first.
    pub async fn dead(&self, at_most: u32) -> Result<Vec<Settled>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox_letter WHERE topic = $1 AND state = 'dead' ORDER BY settled_at, id LIMIT $2"
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(self.topic).bind(i64::from(at_most));
        rows.fetch_all(self.database.read()).await?.iter().map(settled).collect()
    }

    pub async fn figures(&self) -> Result<Figures, Error> {
        let row = sqlx::query(
            "SELECT CAST(COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting,
                    CAST(COALESCE(SUM(CASE WHEN state = 'dead' THEN 1 ELSE 0 END), 0) AS BIGINT) AS dead,
                    CAST(COALESCE(SUM(CASE WHEN state = 'returned' THEN 1 ELSE 0 END), 0) AS BIGINT) AS returned,
                    MIN(CASE WHEN state = 'waiting' THEN queued_at END) AS oldest
             FROM outbox_letter WHERE topic = $1",
        )
        .bind(self.topic)
        .fetch_one(self.database.read())
        .await?;
        let count = |name: &str| row.try_get::<i64, _>(name).map(|count| u64::try_from(count).unwrap_or_default());
        let oldest: Option<i64> = row.try_get("oldest")?;
        Ok(Figures {
            waiting: count("waiting")?,
            dead: count("dead")?,
            returned: count("returned")?,
            oldest: oldest.map(Timestamp::from_millis),
        })
    }
}

fn leased(row: &AnyRow) -> Result<Leased, Error> {
    Ok(Leased {
        id: LetterId::from(row.try_get::<String, _>("id")?),
        subject: row.try_get("subject")?,
        content: row.try_get("content")?,
        queued_at: Timestamp::from_millis(row.try_get("queued_at")?),
        attempts: attempts(row)?,
    })
}

fn settled(row: &AnyRow) -> Result<Settled, Error> {
    let word: String = row.try_get("state")?;
    let unread = || Error::Decode(format!("outbox_letter.state: {word}").into());
    let settled_at: Option<i64> = row.try_get("settled_at")?;
    Ok(Settled {
        id: LetterId::from(row.try_get::<String, _>("id")?),
        origin: row.try_get("origin")?,
        subject: row.try_get("subject")?,
        sender: row.try_get("sender")?,
        state: State::from_word(&word).ok_or_else(unread)?,
        attempts: attempts(row)?,
        said: row.try_get("said")?,
        queued_at: Timestamp::from_millis(row.try_get("queued_at")?),
        settled_at: settled_at.map(Timestamp::from_millis),
    })
}

fn attempts(row: &AnyRow) -> Result<u32, Error> {
    u32::try_from(row.try_get::<i64, _>("attempts")?).map_err(|cause| Error::Decode(cause.into()))
}

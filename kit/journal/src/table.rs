//! The table of records: append a batch, read on from a place.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use database::{AssertSqlSafe, Database, Hand, Value, Work};
use serde::{Deserialize, Serialize};
use sqlx::migrate::Migrator;

use crate::chain::Head;
use crate::growth;
use crate::handle::BATCH;
use crate::person;

/// A record as it rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    /// `node/boot`.
    pub writer: String,
    pub sequence: i64,
    pub previous: String,
    pub origin: Option<String>,
    /// Milliseconds since 1970 (UTC).
    pub at: i64,
    pub event: String,
    /// Canonical JSON.
    pub fields: String,
    pub hash: String,
}

/// A place in the walk through all chains: after this record of this writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub writer: String,
    pub sequence: i64,
}

/// Opens the database of a journal and brings its tables up to date.
pub async fn open(url: &str) -> Result<Database, sqlx::Error> {
    let (name, migrations) = tables();
    Database::open(url, name, migrations).await
}

/// The owner's name and its migrations, for whoever looks at a database before it is opened.
pub fn tables() -> (&'static str, Migrator) {
    ("journal", sqlx::migrate!("../../migrations/journal"))
}

/// Up to `limit` records after `place`, chain by chain, in order.
pub async fn page(database: &Database, after: &Place, limit: i64) -> Result<Vec<Stored>, sqlx::Error> {
    sqlx::query_as(
        "SELECT writer, sequence, previous, origin, at, event, fields, hash FROM journal_record
         WHERE (writer, sequence) > ($1, $2) ORDER BY writer, sequence LIMIT $3",
    )
    .bind(&after.writer)
    .bind(after.sequence)
    .bind(limit)
    .fetch_all(database.read())
    .await
}

/// Where a writer's chain stands, `None` when it has no record.
pub(crate) async fn head(database: &Database, writer: &str) -> Result<Option<Head>, sqlx::Error> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT sequence, hash FROM journal_record WHERE writer = $1 ORDER BY sequence DESC LIMIT 1")
            .bind(writer)
            .fetch_optional(database.read())
            .await?;
    Ok(last.map(|(sequence, hash)| Head { sequence, hash }))
}

/// The record at one place.
pub(crate) async fn record_at(database: &Database, place: &Place) -> Result<Option<Stored>, sqlx::Error> {
    sqlx::query_as(
        "SELECT writer, sequence, previous, origin, at, event, fields, hash FROM journal_record
         WHERE writer = $1 AND sequence = $2",
    )
    .bind(&place.writer)
    .bind(place.sequence)
    .fetch_optional(database.read())
    .await
}

/// The hash at one place, if there is a record.
pub(crate) async fn hash_at(database: &Database, place: &Place) -> Result<Option<String>, sqlx::Error> {
    let found: Option<(String,)> =
        sqlx::query_as("SELECT hash FROM journal_record WHERE writer = $1 AND sequence = $2")
            .bind(&place.writer)
            .bind(place.sequence)
            .fetch_optional(database.read())
            .await?;
    Ok(found.map(|(hash,)| hash))
}

/// Which leaf of the tree a record is; `None`: no checkpoint has it yet.
pub async fn leaf_of(database: &Database, record: &Stored) -> Result<Option<u64>, sqlx::Error> {
    growth::leaf_of(database, &record.writer, record.sequence).await
}

/// Writes all of `links`, in one statement, and moves the chain's head with them; whole or nothing.
pub(crate) async fn append(database: &Database, links: Vec<Stored>) -> Result<(), sqlx::Error> {
    database.write_together(Append(links)).await
}

struct Append(Vec<Stored>);

#[async_trait]
impl Work for Append {
    type Told = ();
    type Error = sqlx::Error;

    async fn write(&self, hand: &mut Hand<'_>) -> Result<(), sqlx::Error> {
        let Self(links) = self;
        let Some(last) = links.last() else { return Ok(()) };
        let people: Vec<Option<String>> = links.iter().map(|link| person::named(&link.fields)).collect();
        let mut values: Vec<Value<'_>> = Vec::with_capacity(9 * links.len());
        for (link, person) in links.iter().zip(&people) {
            let columns: [Value<'_>; 9] = [
                (&link.writer).into(),
                link.sequence.into(),
                (&link.previous).into(),
                (&link.origin).into(),
                link.at.into(),
                (&link.event).into(),
                (&link.fields).into(),
                (&link.hash).into(),
                person.into(),
            ];
            values.extend(columns);
        }
        hand.run(AssertSqlSafe(insert(links.len())), &values).await?;
        let move_head = "INSERT INTO journal_chain (writer, sequence, hash, checkpointed) VALUES ($1, $2, $3, 0)
             ON CONFLICT (writer) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash";
        let values = [(&last.writer).into(), last.sequence.into(), (&last.hash).into()];
        hand.run(move_head, &values).await.map(drop)
    }

    fn failed(error: sqlx::Error) -> sqlx::Error {
        error
    }
}

/// Written once for each number of records: a batch would be longer at its text than at its rows.
fn insert(records: usize) -> Arc<str> {
    static WRITTEN: [OnceLock<Arc<str>>; BATCH + 1] = [const { OnceLock::new() }; BATCH + 1];
    match WRITTEN.get(records) {
        Some(written) => written.get_or_init(|| write_insert(records).into()).clone(),
        None => write_insert(records).into(),
    }
}

fn write_insert(records: usize) -> String {
    format!(
        "INSERT INTO journal_record (writer, sequence, previous, origin, at, event, fields, hash, person) VALUES {}",
        database::rows(records, 9)
    )
}

/// Those of `origins` that are in the journal.
pub(crate) async fn recorded(database: &Database, origins: &[&str]) -> Result<Vec<String>, sqlx::Error> {
    if origins.is_empty() {
        return Ok(Vec::new());
    }
    let statement = format!("SELECT origin FROM journal_record WHERE origin IN ({})", database::list(1, origins.len()));
    let mut query = sqlx::query_as(AssertSqlSafe(statement));
    for origin in origins {
        query = query.bind(*origin);
    }
    let found: Vec<(String,)> = query.fetch_all(database.read()).await?;
    Ok(found.into_iter().map(|(origin,)| origin).collect())
}

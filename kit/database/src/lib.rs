//! One SQL database, on SQLite or PostgreSQL, under the rules that keep one SQL text true on both
//! (docs/decisions/0004-storage.md): `$n` placeholders, TEXT, BIGINT, SMALLINT and BYTEA columns, no read-then-write.

mod engine;
mod examining;
mod file;
mod found;
mod hand;
mod lane;
mod open;
mod placeholders;
mod together;
mod url;
mod value;

pub use engine::Engine;
pub use examining::{Examined, Owner, examine};
pub use found::{Column, Found};
pub use hand::Hand;
pub use lane::{Lane, Lent, Writing};
pub use placeholders::{list, rows};
pub use sqlx::AssertSqlSafe;
pub use together::Work;
pub use url::{is_protected, sqlite_url};
pub use value::Value;

use file::{Readers, Writer};
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, SqlSafeStr};

/// An open database. SQLite has one writer at a time, so it gets one writing connection on which writers queue in
/// order (no busy error, no starvation) beside connections that only read; on PostgreSQL both lanes are the same.
#[derive(Clone, Debug)]
pub struct Database {
    engine: Engine,
    read: Lane,
    write: Lane,
    group: together::Group,
    /// Beside the lanes, for what is asked most.
    file: Option<File>,
}

/// A SQLite file without its driver.
#[derive(Clone, Debug)]
struct File {
    readers: Readers,
    writer: Writer,
}

impl Database {
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// For statements that change nothing.
    pub fn read(&self) -> &Lane {
        &self.read
    }

    /// For one statement that writes.
    pub fn write(&self) -> &Lane {
        &self.write
    }

    /// For several statements that write together. On SQLite the write lock is taken here, so that nothing read inside
    /// can be stale. On PostgreSQL it cannot be: let the first statement write the row over which writers compete.
    pub async fn begin_write(&self) -> Result<Writing, sqlx::Error> {
        Writing::begin(self.write.lend().await?, self.engine.begin_write()).await
    }

    /// The first row of a statement that reads by key. On SQLite it is carried out by the thread that asks: what walks
    /// through many rows goes through [`Database::read`].
    pub async fn find<F: Found>(
        &self,
        statement: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<Option<F>, sqlx::Error> {
        let statement = statement.into_sql_str();
        match &self.file {
            Some(file) => file.readers.find(statement.as_str(), values),
            None => {
                let row = hand::bound(statement, values).fetch_optional(&self.read).await?;
                row.as_ref().map(F::on_server).transpose()
            }
        }
    }

    /// Runs `work` in a transaction: on SQLite in one with whoever else waits to write, on PostgreSQL in its own.
    pub async fn write_together<W: Work>(&self, work: W) -> Result<W::Told, W::Error> {
        match &self.file {
            Some(file) => self.group.write(work, &self.write, &file.writer).await,
            None => together::alone(&work, &self.write, self.engine).await,
        }
    }

    /// The same for work of one statement, which needs no transaction on PostgreSQL.
    pub async fn write_one<W: Work>(&self, work: W) -> Result<W::Told, W::Error> {
        match &self.file {
            Some(file) => self.group.write(work, &self.write, &file.writer).await,
            None => together::bare(&work, &self.write).await,
        }
    }

    /// A connection of one's own in the language of PostgreSQL, for what the common one cannot say (`COPY`); `None` on
    /// another engine.
    pub async fn postgres(&self) -> Result<Option<PgConnection>, sqlx::Error> {
        match self.engine {
            Engine::Sqlite => Ok(None),
            Engine::Postgres => PgConnection::connect(self.write.url()).await.map(Some),
        }
    }

    /// Waits for the connections in use, then closes all.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
        if let Some(file) = &self.file {
            file.readers.close();
            file.writer.close().await;
        }
    }
}

/// A unique constraint refused the row. Which one follows from the statement: engines do not agree on naming it.
pub fn is_unique_violation(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}

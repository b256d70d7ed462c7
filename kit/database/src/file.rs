//! A SQLite file without the driver: statements run on the thread that asks (reads by key) or on the one thread that
//! writes. The driver hands each statement to a thread and waits for it there, which costs more than most statements do.

mod error;
mod reading;
mod writer;

pub(crate) use error::error;
pub(crate) use reading::Readers;
pub(crate) use writer::Writer;

use std::path::Path;
use std::time::Duration;

use rusqlite::{CachedStatement, Connection, OpenFlags};
use sqlx::Error;

use crate::{Found, Value};

/// Statements that a connection keeps prepared.
const PREPARED: usize = 128;
/// Another process may hold the file for a moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// The driver has made the file and its tables before.
fn open(path: &Path, prelude: &str) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(error)?;
    connection.busy_timeout(PATIENCE).map_err(error)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection.execute_batch(prelude).map_err(error)?;
    Ok(connection)
}

pub(crate) fn run(connection: &Connection, statement: &str, values: &[Value<'_>]) -> Result<u64, Error> {
    let changed = prepared(connection, statement, values)?.raw_execute().map_err(error)?;
    Ok(changed as u64)
}

pub(crate) fn find<F: Found>(
    connection: &Connection,
    statement: &str,
    values: &[Value<'_>],
) -> Result<Option<F>, Error> {
    let mut prepared = prepared(connection, statement, values)?;
    let mut rows = prepared.raw_query();
    rows.next().map_err(error)?.map(F::in_file).transpose()
}

/// `$n` is the n-th value, wherever in the statement it stands: SQLite itself counts in order of appearance.
fn prepared<'c>(
    connection: &'c Connection,
    statement: &str,
    values: &[Value<'_>],
) -> Result<CachedStatement<'c>, Error> {
    let mut prepared = connection.prepare_cached(statement).map_err(error)?;
    for place in 1..=prepared.parameter_count() {
        let number = prepared.parameter_name(place).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let value = number.and_then(|number| values.get(number.checked_sub(1)?));
        let value = value.ok_or_else(|| Error::Protocol(format!("no value for place {place} of {statement}")))?;
        prepared.raw_bind_parameter(place, value.in_file()).map_err(error)?;
    }
    Ok(prepared)
}

#[cfg(test)]
mod tests;

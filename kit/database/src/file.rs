//! A SQLite file without the driver: statements run on the thread that asks (reads by key) or on the one thread that
//! writes. The driver hands each statement to a thread and waits for it there, which costs more than most statements do.

mod error;
mod reading;
mod writer;

pub(crate) use error::error;
pub(crate) use reading::Readers;
pub(crate) use writer::Writer;

use std::borrow::Cow;
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

/// `$n` is the n-th value, wherever in the statement it stands: no name is looked up for a value.
fn prepared<'c>(
    connection: &'c Connection,
    statement: &str,
    values: &[Value<'_>],
) -> Result<CachedStatement<'c>, Error> {
    let mut prepared = connection.prepare_cached(&numbered(statement)).map_err(error)?;
    let places = prepared.parameter_count();
    let values = values.get(..places).ok_or_else(|| Error::Protocol(format!("{places} values go into {statement}")))?;
    for (place, value) in values.iter().enumerate() {
        prepared.raw_bind_parameter(place + 1, value.in_file()).map_err(error)?;
    }
    Ok(prepared)
}

/// SQLite numbers `$n` in order of appearance and takes `?n` at its word. Where both say the same, as in most statements, the
/// statement goes as it is: writing it anew at each use costs more than finding what was prepared.
fn numbered(statement: &str) -> Cow<'_, str> {
    if appear_in_order(statement) { statement.into() } else { statement.replace('$', "?").into() }
}

/// Whether each place is `$1`, the next one after those before it, or one of them again.
fn appear_in_order(statement: &str) -> bool {
    let mut last = 0_usize;
    statement.split('$').skip(1).all(|after| {
        let digits = after.bytes().take_while(u8::is_ascii_digit);
        let place = digits.fold(0_usize, |place, digit| place.saturating_mul(10).saturating_add((digit - b'0').into()));
        let known = (1..=last + 1).contains(&place);
        last = last.max(place);
        known
    })
}

#[cfg(test)]
mod tests;

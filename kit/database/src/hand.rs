//! Who carries out statements, whichever engine is behind: on PostgreSQL the driver's connection, on a SQLite file a
//! connection on this very thread, whose answers are there at once.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, Error, SqlSafeStr, SqlStr};

use crate::{Found, Value, file};

/// A connection during one piece of work.
pub struct Hand<'a>(On<'a>);

enum On<'a> {
    File(&'a mut rusqlite::Connection),
    Server(&'a mut AnyConnection),
}

impl<'a> Hand<'a> {
    pub(crate) fn in_file(connection: &'a mut rusqlite::Connection) -> Self {
        Self(On::File(connection))
    }

    pub(crate) fn on_server(connection: &'a mut AnyConnection) -> Self {
        Self(On::Server(connection))
    }

    /// Changes rows; gives how many.
    pub async fn run(&mut self, statement: impl SqlSafeStr, values: &[Value<'_>]) -> Result<u64, Error> {
        let statement = statement.into_sql_str();
        match &mut self.0 {
            On::File(connection) => file::run(connection, statement.as_str(), values),
            On::Server(connection) => Ok(bound(statement, values).execute(&mut **connection).await?.rows_affected()),
        }
    }

    /// The first row, which a statement that changes rows may give back too (`RETURNING`).
    pub async fn find<F: Found>(
        &mut self,
        statement: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<Option<F>, Error> {
        let statement = statement.into_sql_str();
        match &mut self.0 {
            On::File(connection) => file::find(connection, statement.as_str(), values),
            On::Server(connection) => {
                let row = bound(statement, values).fetch_optional(&mut **connection).await?;
                row.as_ref().map(F::on_server).transpose()
            }
        }
    }
}

pub(crate) fn bound<'q>(statement: SqlStr, values: &[Value<'_>]) -> Query<'q, Any, AnyArguments> {
    values.iter().fold(sqlx::query(statement), |query, value| value.bind(query))
}

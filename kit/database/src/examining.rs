//! A database looked at from outside, before a service opens it: nothing is made, brought up to date or changed.

use std::time::{Duration, Instant};

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Error};

use crate::Engine;

/// A server that takes longer is as good as gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// How a database stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The server's own clock, milliseconds since 1970; `None`: a file, whose clock is this machine's.
    pub clock: Option<i64>,
    /// When that was read.
    pub at: Instant,
    /// Whether it takes a statement that writes: a replica does not. `None`: there is no table yet to try it on.
    pub writable: Option<bool>,
    pub owners: Vec<Owner>,
}

/// The tables of one owner beside those that this program wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub name: &'static str,
    /// Migrations that are still to be applied, by their numbers.
    pub missing: Vec<i64>,
    /// Applied from another text than this program's.
    pub changed: Vec<i64>,
    /// Applied by a later version of the program.
    pub later: Vec<i64>,
    /// None was applied: nobody has opened this database yet.
    pub untouched: bool,
}

impl Examined {
    /// Whether this program opens it without changing a table.
    pub fn is_up_to_date(&self) -> bool {
        self.owners.iter().all(|owner| owner.missing.is_empty() && owner.changed.is_empty())
    }
}

/// Looks at the database of `url`, and at the tables of each owner.
pub async fn examine(url: &str, owners: &[(&'static str, Migrator)]) -> Result<Examined, Error> {
    tokio::time::timeout(PATIENCE, looked_at(url, owners)).await.map_err(|_| Error::PoolTimedOut)?
}

async fn looked_at(url: &str, owners: &[(&'static str, Migrator)]) -> Result<Examined, Error> {
    sqlx::any::install_default_drivers();
    let engine = Engine::of(url)
        .ok_or_else(|| Error::Configuration("a database URL begins with sqlite: or postgres:".into()))?;
    if engine == Engine::Sqlite {
        is_there(url)?;
    }
    let mut connection = AnyConnection::connect(url).await?;
    let clock = match engine.clock() {
        Some(asked) => Some(sqlx::query_as::<_, (i64,)>(asked).fetch_one(&mut connection).await?.0),
        None => None,
    };
    let at = Instant::now();
    let (mut found, mut writable) = (Vec::new(), None);
    for (name, wanted) in owners {
        let owner = owner(&mut connection, name, wanted).await;
        if !owner.untouched && writable.is_none() {
            let write = AssertSqlSafe(format!("DELETE FROM {name}_migrations WHERE 1 = 0"));
            writable = Some(sqlx::query(write).execute(&mut connection).await.is_ok());
        }
        found.push(owner);
    }
    // the answer is known: a connection that closes badly changes nothing
    let _ = connection.close().await;
    Ok(Examined { clock, at, writable, owners: found })
}

/// Opening makes the file that is missing, and looking must not.
fn is_there(url: &str) -> Result<(), Error> {
    let options: SqliteConnectOptions = url.parse()?;
    std::fs::metadata(options.get_filename()).map(drop).map_err(Error::Io)
}

/// A table that is not there refuses the question: nothing was applied yet.
async fn owner(connection: &mut AnyConnection, name: &'static str, wanted: &Migrator) -> Owner {
    let asked = AssertSqlSafe(format!("SELECT version, checksum FROM {name}_migrations ORDER BY version"));
    let applied: Vec<(i64, Vec<u8>)> = sqlx::query_as(asked).fetch_all(connection).await.unwrap_or_default();
    let text_of = |version: i64| wanted.iter().find(|migration| migration.version == version);
    let mut owner =
        Owner { name, missing: Vec::new(), changed: Vec::new(), later: Vec::new(), untouched: applied.is_empty() };
    for (version, checksum) in &applied {
        match text_of(*version) {
            None => owner.later.push(*version),
            Some(migration) if *migration.checksum != checksum[..] => owner.changed.push(*version),
            Some(_) => {}
        }
    }
    let is_missing = |version: &i64| !applied.iter().any(|(done, _)| done == version);
    owner.missing = wanted.iter().map(|migration| migration.version).filter(is_missing).collect();
    owner
}

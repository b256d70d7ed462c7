use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;

use crate::file::{Readers, Writer};
use crate::lane::Terms;
use crate::together::Group;
use crate::{Database, Engine, File, Lane};

/// Readers of one SQLite file.
const SQLITE_READERS: usize = 4;
/// Connections of one process to PostgreSQL.
const POSTGRES_CONNECTIONS: usize = 16;
/// A connection that slept longer is tried before it is used: the server may have restarted.
const FRESH: Duration = Duration::from_secs(2);

/// WAL lets readers pass the writer. `synchronous=FULL`: with NORMAL, a power cut takes back commits that were already
/// answered, and everything here is kept because losing it would accept a second time. A page of an index is written
/// again and again: the more of the log is taken over at once (8,000 pages, 32 MiB), the fewer times. 16 MB of pages at
/// most stay with the connection.
const SQLITE_WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
    PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -16000";
const SQLITE_READER: &str = "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000";

impl Database {
    /// Opens the database and brings its tables up to date. `name` sets the migrations of one owner apart
    /// (`<name>_migrations`), so that several may share a database.
    pub async fn open(url: &str, name: &str, migrations: Migrator) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(url)
            .ok_or_else(|| sqlx::Error::Configuration("a database URL begins with sqlite: or postgres:".into()))?;
        let (read, write) = match engine {
            Engine::Sqlite => sqlite(url).await?,
            Engine::Postgres => postgres(url).await?,
        };
        let mut database = Self { engine, read, write, group: Group::default(), file: None };
        database.bring_up(name, migrations).await?;
        if engine == Engine::Sqlite {
            database.file = Some(file(url)?);
        }
        Ok(database)
    }

    /// Brings the tables of one more owner up to date in this database, so that both write in one transaction.
    pub async fn bring_up(&self, name: &str, mut migrations: Migrator) -> Result<(), sqlx::Error> {
        migrations.dangerous_set_table_name(format!("{name}_migrations"));
        // a later version may have added tables, and nodes of this one start beside it, or after it when it is taken back
        migrations.set_ignore_missing(true);
        let mut lent = self.write.lend().await?;
        migrations.run(&mut *lent).await?;
        lent.done();
        Ok(())
    }
}

/// A file does not go away: its connections stay, and none is tried before use.
async fn sqlite(url: &str) -> Result<(Lane, Lane), sqlx::Error> {
    let lane = |connections, prelude| Terms { url: url.to_owned(), connections, prelude, fresh: None };
    let write = Lane::open(lane(1, SQLITE_WRITER)).await?;
    Ok((Lane::open(lane(SQLITE_READERS, SQLITE_READER)).await?, write))
}

/// After the lanes, which make the file where there is none.
fn file(url: &str) -> Result<File, sqlx::Error> {
    let options: SqliteConnectOptions = url.parse()?;
    let path = options.get_filename().to_owned();
    Ok(File { readers: Readers::new(path.clone(), SQLITE_READER), writer: Writer::open(path, SQLITE_WRITER)? })
}

async fn postgres(url: &str) -> Result<(Lane, Lane), sqlx::Error> {
    let terms = Terms { url: url.to_owned(), connections: POSTGRES_CONNECTIONS, prelude: "", fresh: Some(FRESH) };
    let lane = Lane::open(terms).await?;
    Ok((lane.clone(), lane))
}

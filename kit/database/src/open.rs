use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AnyPool, Connection as _, Executor as _};

use crate::{Database, Engine};

/// Readers of one SQLite file.
const SQLITE_READERS: u32 = 4;
/// Connections of one process to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// Who waits longer for a connection hears that the database is out of reach.
const PATIENCE: Duration = Duration::from_secs(5);
/// A connection that slept longer is tried before it is used: the server may have restarted.
const FRESH: Duration = Duration::from_secs(2);

/// WAL lets readers pass the writer. `synchronous=FULL`: with NORMAL, a power cut takes back commits that were already
/// answered, and everything here is kept because losing it would accept a second time.
const SQLITE_WRITER: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000";
const SQLITE_READER: &str = "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000";

impl Database {
    /// Opens the database and brings its tables up to date. `name` sets the migrations of one owner apart
    /// (`<name>_migrations`), so that several may share a database.
    pub async fn open(url: &str, name: &str, mut migrations: Migrator) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(url)
            .ok_or_else(|| sqlx::Error::Configuration("a database URL begins with sqlite: or postgres:".into()))?;
        let (read, write) = match engine {
            Engine::Sqlite => sqlite(url).await?,
            Engine::Postgres => postgres(url).await?,
        };
        migrations.dangerous_set_table_name(format!("{name}_migrations"));
        migrations.run(&write).await?;
        Ok(Self { engine, read, write })
    }
}

async fn sqlite(url: &str) -> Result<(AnyPool, AnyPool), sqlx::Error> {
    let write = sqlite_pool(1, SQLITE_WRITER).connect(url).await?;
    let read = sqlite_pool(SQLITE_READERS, SQLITE_READER).connect_lazy(url)?;
    Ok((read, write))
}

/// A file does not go away: its connections stay, and none is tried before use.
fn sqlite_pool(connections: u32, pragmas: &'static str) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection, _| Box::pin(async move { connection.execute(pragmas).await.map(drop) }))
}

async fn postgres(url: &str) -> Result<(AnyPool, AnyPool), sqlx::Error> {
    let pool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .before_acquire(|connection: &mut AnyConnection, meta| {
            Box::pin(async move {
                if meta.idle_for > FRESH {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect(url)
        .await?;
    Ok((pool.clone(), pool))
}

//! Every durable port of the provider over one database, one file a port.

mod appareils;
mod client_tokens;
mod clients;
mod compteurs;
mod cursor;
mod exploitation;
mod fins;
mod followed;
mod grants;
mod initial_access;
mod keys;
mod last_tokens;
mod measures;
mod moyens;
mod notices;
mod octrois;
mod partenaires;
mod passkeys;
mod purge;
mod reading;
mod rehearsals;
mod signals;
mod spent;
mod stamps;

pub use purge::Purged;

use database::Database;
use idp_core::port::PortError;
use sqlx::migrate::Migrator;

/// The durable stores: `Clients`, `ClientTokens`, `Keys`, `Grants`, `Notices`, `Stamps`, `Spent`, `Compteurs`, `Cursor`, `Passkeys`, `Appareils` and `MoyensEnUsage`.
#[derive(Clone, Debug)]
pub struct Sql {
    database: Database,
}

/// The owner's name and its migrations, for whoever looks at a database before it is opened.
pub fn tables() -> (&'static str, Migrator) {
    ("idp", sqlx::migrate!("../../migrations/idp"))
}

impl Sql {
    /// Opens `sqlite:…` or `postgres:…` and brings its tables up to date.
    pub async fn open(url: &str) -> Result<Self, PortError> {
        let (name, migrations) = tables();
        let database =
            Database::open(url, name, migrations).await.map_err(|error| PortError::unavailable("database", error))?;
        Ok(Self { database })
    }

    /// Whether a row could be written now: a replica, and a server that was made read-only, refuse this statement although it
    /// changes nothing.
    pub async fn takes_writes(&self) -> bool {
        sqlx::query("DELETE FROM spent WHERE 1 = 0").execute(self.database.write()).await.is_ok()
    }

    pub async fn close(&self) {
        self.database.close().await;
    }
}

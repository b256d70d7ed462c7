use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _};
use database::Examined;
use idp_store::Sql;
use service::config::SecretGuard;

use crate::config::{Config, Store};

/// What the checks look at: opened once, and nothing that looking would change.
pub struct Case {
    pub config: Config,
    pub ambient: Ambient,
    pub guard: SecretGuard,
    pub database: Result<Examined, String>,
    /// The journal's own database, where it has one.
    pub journal: Option<Result<Examined, String>>,
    /// Open where the tables are those of this version: to open it otherwise would change them.
    pub sql: Option<Arc<Sql>>,
    pub http: Result<reqwest::Client, String>,
}

impl Case {
    pub async fn open(config: Config, ambient: Ambient) -> Self {
        let guard = config.mode.guard();
        let url = url(&config.store, guard);
        let own = config.store.journal.clone();
        let mut owners = vec![idp_store::tables()];
        if own.is_none() {
            owners.push(journal::tables());
        }
        let database = match &url {
            Ok(url) => database::examine(url, &owners).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.clone()),
        };
        let journal = match &own {
            Some(url) => Some(database::examine(url, &[journal::tables()]).await.map_err(|error| error.to_string())),
            None => None,
        };
        let opens = database.as_ref().is_ok_and(Examined::is_up_to_date);
        let sql = match url {
            Ok(url) if opens => Sql::open(&url).await.ok().map(Arc::new),
            _ => None,
        };
        let http = client(&config);
        Self { config, ambient, guard, database, journal, sql, http }
    }
}

/// Outside the sandbox an engine across the network is reached by verified TLS or not at all, as when the provider starts.
fn url(store: &Store, guard: SecretGuard) -> Result<String, String> {
    let url = match (&store.sql, &store.sql_file) {
        (Some(url), None) => url.clone(),
        (None, Some(file)) => file.read(guard).map_err(|error| error.to_string())?.expose_secret().to_owned(),
        _ => return Err("store.sql: name a database in sql or sql_file".to_owned()),
    };
    let protected = guard == SecretGuard::Sandbox || database::is_protected(&url);
    protected.then_some(url).ok_or_else(|| "store.sql_file: not reached by verified TLS".to_owned())
}

fn client(config: &Config) -> Result<reqwest::Client, String> {
    let authority = config.authority().map_err(|error| error.to_string())?;
    idp_outbound::client(authority.as_deref()).map_err(|error| error.to_string())
}

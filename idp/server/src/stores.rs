//! The engines: one SQL database, one place for what is short-lived, one journal.

use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, ExposeSecret as _};
use idp_core::carte::RevocationsDeps;
use idp_core::port::PortError;
use idp_core::presence::Presence;
use idp_store::presence::{Capacity, InProcess, OnRedis};
use idp_store::{Audit, Sql};
use journal::{CheckpointKey, Journal, JournalError};
use service::Shutdown;
use service::config::{SecretFileError, SecretGuard};
use service::health::Health;

use crate::config::Store;

/// A key under which nothing is ever kept: to remove it is a write that changes nothing.
const NOTHING: &str = "sante";

pub struct Stores {
    pub sql: Arc<Sql>,
    pub presence: Arc<dyn Presence>,
    pub journal: Journal,
    pub audit: Arc<Audit>,
}

#[derive(Debug, thiserror::Error)]
pub enum StoresError {
    #[error("store.sql: name a database in sql or sql_file")]
    Unnamed,
    #[error(
        "{0}: the engine would be reached without verified TLS. Use sslmode=verify-full with sslrootcert for \
         PostgreSQL, rediss:// for Redis"
    )]
    Unprotected(&'static str),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Port(#[from] PortError),
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl Stores {
    /// What the revocation data of cards stand on.
    pub fn of_cards(&self, ambient: &Ambient) -> RevocationsDeps {
        RevocationsDeps {
            ambient: ambient.clone(),
            stamps: self.sql.clone(),
            usage: self.sql.clone(),
            journal: self.audit.clone(),
        }
    }

    /// Ready means that both engines take a write now: a replica answers every question and can spend nothing. The registry is
    /// no part of it: it fails every node alike, and a balancer without nodes shows people less than a node does.
    pub fn health(&self, shutdown: &Shutdown) -> Health {
        let (sql, presence) = (self.sql.clone(), self.presence.clone());
        Health::new(shutdown.clone())
            .probe("sql", move || {
                let sql = sql.clone();
                async move { sql.takes_writes().await }
            })
            .probe("presence", move || {
                let presence = presence.clone();
                async move { presence.remove(NOTHING).await.is_ok() }
            })
    }

    pub async fn open(
        store: &Store,
        guard: SecretGuard,
        (checkpoint, origin): (CheckpointKey, String),
        ambient: &Ambient,
    ) -> Result<Self, StoresError> {
        let url = match (&store.sql, &store.sql_file) {
            (Some(url), None) => url.clone(),
            (None, Some(file)) => file.read(guard)?.expose_secret().to_owned(),
            _ => return Err(StoresError::Unnamed),
        };
        protected(guard, "store.sql_file", &url)?;
        let sql = Arc::new(Sql::open(&url).await?);
        let presence: Arc<dyn Presence> = match &store.redis_file {
            Some(file) => on_redis(file.read(guard)?.expose_secret(), guard, ambient).await?,
            None => {
                let store = Arc::new(InProcess::new(ambient.clone(), Capacity::default()));
                tokio::spawn(InProcess::sweeping(Arc::downgrade(&store), Duration::from_secs(30)));
                store
            }
        };
        let settings = journal::Settings {
            url: store.journal.clone().unwrap_or(url),
            node: "idp".to_owned(),
            checkpoint_every: Duration::from_secs(60),
            origin,
        };
        let journal = Journal::open(settings, checkpoint, ambient.clone()).await?;
        let audit = Arc::new(Audit::new(journal.clone()));
        Ok(Self { sql, presence, journal, audit })
    }
}

/// One address is one server, or whatever stands before several; more addresses, a line each, are nodes of a cluster.
async fn on_redis(addresses: &str, guard: SecretGuard, ambient: &Ambient) -> Result<Arc<dyn Presence>, StoresError> {
    const PREFIX: &str = "caducee:idp";
    let urls: Vec<String> = addresses.split_whitespace().map(str::to_owned).collect();
    for url in &urls {
        protected(guard, "store.redis_file", url)?;
    }
    Ok(match &urls[..] {
        [url] => Arc::new(OnRedis::single(url, PREFIX, ambient.clone()).await?),
        _ => Arc::new(OnRedis::cluster(&urls, PREFIX, ambient.clone()).await?),
    })
}

/// Security row X09: outside the sandbox, what crosses the network is verified.
fn protected(guard: SecretGuard, key: &'static str, url: &str) -> Result<(), StoresError> {
    match guard == SecretGuard::Sandbox || database::is_protected(url) {
        true => Ok(()),
        false => Err(StoresError::Unprotected(key)),
    }
}

#[cfg(test)]
#[path = "../../../tests/support/redis.rs"]
pub(crate) mod redis_server;

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http::{Request, StatusCode};
    use service::Shutdown;
    use tower::ServiceExt as _;

    use super::redis_server::{self, Redis};
    use super::*;

    async fn ready(stores: &Stores) -> StatusCode {
        let request = Request::get("/sante/ready").body(Body::empty()).unwrap();
        stores.health(&Shutdown::new()).router().oneshot(request).await.unwrap().status()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_node_whose_short_lived_state_is_gone_is_not_ready() {
        let folder = tempfile::tempdir().unwrap();
        let mut redis = Redis::start();
        let address = folder.path().join("redis");
        std::fs::write(&address, redis.url()).unwrap();
        let sql = format!("sqlite://{}?mode=rwc", folder.path().join("idp.sqlite").display());
        let redis_file = Some(service::config::SecretFile::new(&address));
        let store = Store { sql: Some(sql), sql_file: None, journal: None, redis_file };
        let key = CheckpointKey::from_base64("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").unwrap();
        let signs = (key, "idp.test/journal".to_owned());
        let stores = Stores::open(&store, SecretGuard::Sandbox, signs, &Ambient::system()).await.unwrap();
        assert_eq!(ready(&stores).await, StatusCode::OK);
        redis.stop();
        assert_eq!(ready(&stores).await, StatusCode::SERVICE_UNAVAILABLE);
        redis.start_again();
        assert_eq!(ready(&stores).await, StatusCode::OK);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn several_addresses_are_nodes_of_one_cluster_and_one_is_a_server() {
        let (single, cluster) = (redis_server::url(), redis_server::cluster_url());
        for addresses in [single.clone(), format!("{cluster}\n{cluster}\n")] {
            let presence = on_redis(&addresses, SecretGuard::Production, &Ambient::system()).await.unwrap();
            assert!(presence.create("a", b"1", ambient::Seconds(5)).await.unwrap(), "{addresses}");
            assert_eq!(presence.take("a").await.unwrap().as_deref(), Some(&b"1"[..]));
        }
        let across = format!("{single}\nredis://cache.example:6379");
        let refused = on_redis(&across, SecretGuard::Production, &Ambient::system()).await.map(drop);
        assert!(matches!(refused, Err(StoresError::Unprotected("store.redis_file"))), "each address is looked at");
    }

    // requirement: X09
    #[test]
    fn an_engine_across_the_network_is_reached_by_verified_tls_or_not_at_all() {
        let across = "postgres://u:p@db.example/caducee";
        assert!(matches!(
            protected(SecretGuard::Production, "store.sql_file", across),
            Err(StoresError::Unprotected("store.sql_file"))
        ));
        let verified = format!("{across}?sslmode=verify-full");
        assert!(protected(SecretGuard::Production, "store.sql_file", &verified).is_ok());
        assert!(protected(SecretGuard::Sandbox, "store.sql_file", across).is_ok());
    }
}

use std::time::Duration;

use ambient::{Ambient, Seconds};
use async_trait::async_trait;
use idp_core::port::PortError;
use idp_core::presence::{Held, Presence};
use redis::aio::{ConnectionLike, ConnectionManager, ConnectionManagerConfig};
use redis::cluster::ClusterClient;
use redis::cluster_async::ClusterConnection;
use redis::{Cmd, FromRedisValue};

/// The verb that no single Redis command has: replace what is there only when its version is the one that was read.
/// One key, so one hash slot.
const REPLACE: &str = "
    if redis.call('GETRANGE', KEYS[1], 0, 7) ~= ARGV[1] then return 0 end
    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
    return 1";

/// A value rests behind its version: 8 bytes, big-endian.
const VERSION: usize = 8;

const ANSWER_WITHIN: Duration = Duration::from_millis(1_000);
const CONNECT_WITHIN: Duration = Duration::from_millis(2_000);

/// Presence in Redis or Valkey, single or cluster; Redis itself ends each life. A command that was in flight when the
/// connection broke fails and is never sent again: nobody knows whether it was carried out.
#[derive(Clone)]
pub struct OnRedis<C> {
    connection: C,
    ambient: Ambient,
    /// Before each key, so that several uses may share a server.
    prefix: String,
}

impl OnRedis<ConnectionManager> {
    /// One server, or the address that a failover moves. Connects now; reconnects by itself later.
    pub async fn single(url: &str, prefix: &str, ambient: Ambient) -> Result<Self, PortError> {
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(ANSWER_WITHIN))
            .set_connection_timeout(Some(CONNECT_WITHIN))
            .set_number_of_retries(2);
        let client = redis::Client::open(url).map_err(lost)?;
        let connection = ConnectionManager::new_with_config(client, config).await.map_err(lost)?;
        Ok(Self { connection, ambient, prefix: prefix.to_owned() })
    }
}

impl OnRedis<ClusterConnection> {
    /// A cluster, by some of its nodes. Few retries: a person waits behind each answer.
    pub async fn cluster(urls: &[String], prefix: &str, ambient: Ambient) -> Result<Self, PortError> {
        let client = ClusterClient::builder(urls.iter().map(String::as_str))
            .retries(3)
            .max_retry_wait(200)
            .response_timeout(ANSWER_WITHIN)
            .connection_timeout(CONNECT_WITHIN)
            .build()
            .map_err(lost)?;
        let connection = client.get_async_connection().await.map_err(lost)?;
        Ok(Self { connection, ambient, prefix: prefix.to_owned() })
    }
}

impl<C: ConnectionLike + Clone + Send + Sync> OnRedis<C> {
    async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, PortError> {
        command.query_async(&mut self.connection.clone()).await.map_err(lost)
    }

    fn command(&self, verb: &str, key: &str) -> Cmd {
        let mut command = redis::cmd(verb);
        command.arg(format!("{}:{key}", self.prefix));
        command
    }

    /// A first version nobody can hold from an earlier life of the same key.
    fn first_version(&self) -> u64 {
        let mut bytes = [0; VERSION];
        self.ambient.chance.fill(&mut bytes);
        u64::from_be_bytes(bytes) >> 1
    }
}

#[async_trait]
impl<C: ConnectionLike + Clone + Send + Sync> Presence for OnRedis<C> {
    async fn create(&self, key: &str, bytes: &[u8], life: Seconds) -> Result<bool, PortError> {
        let mut set = self.command("SET", key);
        set.arg(versioned(self.first_version(), bytes)).arg("NX").arg("PX").arg(millis(life));
        let written: Option<String> = self.ask(&set).await?;
        Ok(written.is_some())
    }

    async fn read(&self, key: &str) -> Result<Option<Held>, PortError> {
        let stored: Option<Vec<u8>> = self.ask(&self.command("GET", key)).await?;
        stored.map(|stored| parted(&stored).map(|(version, bytes)| Held { bytes: bytes.to_vec(), version })).transpose()
    }

    async fn replace(&self, key: &str, version: u64, bytes: &[u8], life: Seconds) -> Result<bool, PortError> {
        let mut replace = redis::cmd("EVAL");
        replace.arg(REPLACE).arg(1).arg(format!("{}:{key}", self.prefix));
        replace.arg(&version.to_be_bytes()[..]).arg(versioned(version.wrapping_add(1), bytes)).arg(millis(life));
        self.ask(&replace).await
    }

    async fn take(&self, key: &str) -> Result<Option<Vec<u8>>, PortError> {
        let stored: Option<Vec<u8>> = self.ask(&self.command("GETDEL", key)).await?;
        stored.map(|stored| parted(&stored).map(|(_, bytes)| bytes.to_vec())).transpose()
    }

    async fn remove(&self, key: &str) -> Result<(), PortError> {
        self.ask::<i64>(&self.command("DEL", key)).await.map(drop)
    }
}

fn versioned(version: u64, bytes: &[u8]) -> Vec<u8> {
    [&version.to_be_bytes()[..], bytes].concat()
}

fn parted(stored: &[u8]) -> Result<(u64, &[u8]), PortError> {
    let (version, bytes) = stored
        .split_first_chunk::<VERSION>()
        .ok_or_else(|| PortError::inconsistent("presence", "redis", "a value without version"))?;
    Ok((u64::from_be_bytes(*version), bytes))
}

/// Redis refuses a life of zero; one millisecond ends as soon.
fn millis(life: Seconds) -> u64 {
    u64::try_from(life.duration().as_millis()).unwrap_or(u64::MAX).max(1)
}

fn lost(error: redis::RedisError) -> PortError {
    PortError::unavailable("presence", error)
}

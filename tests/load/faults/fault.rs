//! The faults, each with what ends it.

use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::link::{Link, Wire};
use super::nodes::{ADDRESSES, Node};
use super::world::World;

/// Whose wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Postgres,
    Redis,
    Registry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NodeKilled(usize),
    PostgresKilled,
    PostgresPromoted,
    ReplicaKilled,
    RegistryKilled,
    RedisKilled,
    RedisFlushed,
    RedisFailedOver,
    /// Between one node and an engine.
    Wire(usize, End, Wire),
    /// For both nodes.
    Registry(Wire),
    /// Seconds.
    Clock(i64),
    DiskFull,
    /// Of a node, which is held to less than it has.
    MemoryTight(usize),
    /// Of a node, which was started with it.
    CertificateExpired(usize),
    SlowClients,
    OversizedClients,
}

const SLOW: Wire = Wire::Slow(Duration::from_millis(100));
const SLOW_REGISTRY: Wire = Wire::Slow(Duration::from_millis(800));

/// One turn of a run: every kind once, those of one node at each.
pub const TURN: [Fault; 28] = [
    Fault::NodeKilled(0),
    Fault::PostgresKilled,
    Fault::RedisFlushed,
    Fault::Wire(0, End::Postgres, Wire::Cut),
    Fault::Registry(Wire::Cut),
    Fault::PostgresPromoted,
    Fault::Clock(300),
    Fault::Wire(1, End::Redis, Wire::Silent),
    Fault::NodeKilled(1),
    Fault::RedisKilled,
    Fault::RegistryKilled,
    Fault::Registry(Wire::Silent),
    Fault::Wire(1, End::Postgres, Wire::Silent),
    Fault::SlowClients,
    Fault::MemoryTight(0),
    Fault::RedisFailedOver,
    Fault::Clock(-300),
    Fault::Wire(0, End::Redis, Wire::Cut),
    Fault::Registry(Wire::Lying),
    Fault::ReplicaKilled,
    Fault::Wire(0, End::Postgres, SLOW),
    Fault::DiskFull,
    Fault::CertificateExpired(1),
    Fault::OversizedClients,
    Fault::Wire(1, End::Redis, SLOW),
    Fault::Registry(SLOW_REGISTRY),
    Fault::Wire(0, End::Registry, Wire::Cut),
    Fault::PostgresPromoted,
];

impl Fault {
    pub fn name(self) -> String {
        let wire = |wire| match wire {
            Wire::Whole => "whole",
            Wire::Cut => "cut",
            Wire::Silent => "silent",
            Wire::Slow(_) => "slow",
            Wire::Lying => "lying",
        };
        match self {
            Self::NodeKilled(_) => "node killed".to_owned(),
            Self::PostgresKilled => "PostgreSQL killed".to_owned(),
            Self::PostgresPromoted => "PostgreSQL lost, replica promoted".to_owned(),
            Self::ReplicaKilled => "replica killed".to_owned(),
            Self::RegistryKilled => "registry killed".to_owned(),
            Self::RedisKilled => "Redis killed".to_owned(),
            Self::RedisFlushed => "Redis flushed".to_owned(),
            Self::RedisFailedOver => "Redis lost, replica takes over".to_owned(),
            Self::Wire(_, end, how) => format!("one node to {end:?}: {}", wire(how)),
            Self::Registry(how) => format!("registry: {}", wire(how)),
            Self::Clock(seconds) => format!("one clock {seconds:+} s"),
            Self::DiskFull => "disk of PostgreSQL full".to_owned(),
            Self::MemoryTight(_) => "memory of one node".to_owned(),
            Self::CertificateExpired(_) => "certificate of one node expired".to_owned(),
            Self::SlowClients => "200 clients that say nothing".to_owned(),
            Self::OversizedClients => "clients that say too much".to_owned(),
        }
    }

    /// Does it, keeps it for `hold`, and ends it. Gives the moment from which all is there again, and how long a promotion
    /// took.
    pub async fn pass(self, world: &mut World, hold: Duration) -> (Instant, Option<Duration>) {
        let strangers = self.begin(world).await;
        tokio::time::sleep(hold).await;
        drop(strangers);
        let began = Instant::now();
        self.end(world).await;
        // what restarts is counted from its start, what is promoted from its promotion
        let promoted = matches!(self, Self::PostgresPromoted | Self::RedisFailedOver).then(|| began.elapsed());
        (if promoted.is_some() { Instant::now() } else { began }, promoted)
    }

    async fn begin(self, world: &mut World) -> JoinSet<()> {
        match self {
            Self::NodeKilled(node) => world.nodes[node].kill(),
            Self::PostgresKilled | Self::PostgresPromoted => world.postgres.kill_first(),
            Self::ReplicaKilled => world.postgres.kill_second(),
            Self::RegistryKilled => world.registry.process.kill(),
            Self::RedisKilled | Self::RedisFailedOver => world.redis.kill(),
            Self::RedisFlushed => world.redis.flush(),
            Self::Wire(node, end, wire) => of(&world.nodes[node], end).set(wire),
            Self::Registry(wire) => world.nodes.iter().for_each(|node| node.registry.set(wire)),
            Self::Clock(seconds) => world.nodes[1].step_clock(seconds),
            Self::DiskFull => world.postgres.fill(),
            Self::MemoryTight(node) => assert!(world.nodes[node].squeeze(), "limits of memory could be set before"),
            Self::CertificateExpired(node) => world.nodes[node].certificate(false),
            Self::SlowClients => return strangers(world.sandbox.ports, 200, say_nothing),
            Self::OversizedClients => return strangers(world.sandbox.ports, 20, say_too_much),
        }
        JoinSet::new()
    }

    async fn end(self, world: &mut World) {
        match self {
            Self::NodeKilled(node) => world.nodes[node].launch(),
            Self::PostgresKilled => world.postgres.start_first().await,
            Self::PostgresPromoted => {
                let port = world.postgres.promote().await;
                world.lead_to_postgres(port);
            }
            Self::ReplicaKilled => world.postgres.start_second().await,
            Self::RegistryKilled => world.registry.launch(),
            Self::RedisKilled => world.redis.restart().await,
            Self::RedisFailedOver => {
                let port = world.redis.fail_over().await;
                world.lead_to_redis(port);
            }
            Self::Wire(node, end, _) => of(&world.nodes[node], end).set(Wire::Whole),
            Self::Registry(_) => world.nodes.iter().for_each(|node| node.registry.set(Wire::Whole)),
            Self::Clock(_) => world.nodes[1].step_clock(0),
            Self::DiskFull => world.postgres.empty().await,
            Self::MemoryTight(node) => world.nodes[node].relieve(),
            Self::CertificateExpired(node) => world.nodes[node].certificate(true),
            Self::RedisFlushed | Self::SlowClients | Self::OversizedClients => {}
        }
    }

    /// After people are back at their rate: two of each engine again, for the next fault.
    pub async fn restore(self, world: &mut World) {
        match self {
            Self::PostgresPromoted => world.postgres.follow().await,
            Self::RedisFailedOver | Self::RedisKilled => world.redis.heal().await,
            _ => {}
        }
    }
}

fn of(node: &Node, end: End) -> &Link {
    match end {
        End::Postgres => &node.postgres,
        End::Redis => &node.redis,
        End::Registry => &node.registry,
    }
}

/// So many at each node, until the set is dropped.
fn strangers<F: Future<Output = ()> + Send + 'static>(
    port: u16,
    count: usize,
    how: impl Fn(IpAddr, u16) -> F,
) -> JoinSet<()> {
    let mut set = JoinSet::new();
    for _ in 0..count / ADDRESSES.len() {
        for address in ADDRESSES {
            set.spawn(how(address, port));
        }
    }
    set
}

/// From an address of their own, a byte of a handshake every half second.
async fn say_nothing(node: IpAddr, port: u16) {
    let Some(mut stream) = connected(node, port).await else { return };
    for byte in [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03] {
        if stream.write_all(&[byte]).await.is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Eight megabytes where a handshake belongs, again and again.
async fn say_too_much(node: IpAddr, port: u16) {
    let bytes = vec![0x16; 64 * 1024];
    loop {
        let Some(mut stream) = connected(node, port).await else { return };
        for _ in 0..128 {
            if stream.write_all(&bytes).await.is_err() {
                break;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn connected(node: IpAddr, port: u16) -> Option<TcpStream> {
    let socket = tokio::net::TcpSocket::new_v4().ok()?;
    socket.bind((Ipv4Addr::new(127, 0, 0, 66), 0).into()).ok()?;
    socket.connect((node, port).into()).await.ok()
}

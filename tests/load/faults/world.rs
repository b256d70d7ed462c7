//! The sandbox (people, cards, registry, a third node) on PostgreSQL and Redis, two nodes beside it, and people who sign in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use harness::{Sandbox, free_ports};

use super::balancer::Balancer;
use super::ledger::Ledger;
use super::link::Link;
use super::nodes::Node;
use super::people::Crowd;
use super::{postgres, redis};
use crate::morning::programs::Registry;

pub struct World {
    // the nodes first: they end before what they stand on
    pub nodes: [Node; 2],
    pub registry: Registry,
    pub sandbox: Sandbox,
    pub postgres: postgres::Pair,
    pub redis: redis::Pair,
    pub balancer: Arc<Balancer>,
    pub ledger: Arc<Ledger>,
    pub crowd: Arc<Crowd>,
    /// The sandbox's own wires, which only ever move.
    own: [Link; 2],
}

impl World {
    /// For so many faults.
    pub async fn start(folder: &Path, faults: usize) -> Self {
        let postgres = postgres::Pair::start(folder, faults).await;
        let redis = redis::Pair::start(folder).await;
        let own = [Link::to(postgres.port()).await, Link::to(redis.port()).await];
        let database = |name: &str| format!("postgres://postgres@127.0.0.1:{}/{name}", own[0].port());
        let files = [
            ("sql-provider", database("provider")),
            ("sql-registry", database("registry")),
            ("redis", format!("redis://127.0.0.1:{}/", own[1].port())),
        ]
        .map(|(name, address)| written(folder, name, &address));
        let sandbox = sandbox(&folder.join("data"), files).await;
        let engines = [postgres.port(), redis.port()];
        let registry = Registry::start(&sandbox, folder).await;
        let about = (&sandbox, &registry);
        let nodes = [Node::start(about, folder, 0, engines).await, Node::start(about, folder, 1, engines).await];
        let (balancer, ledger) = (Balancer::new(&sandbox), Arc::new(Ledger::default()));
        let crowd = Crowd::new(&sandbox, &balancer, &ledger);
        tokio::spawn(balancer.clone().watch(sandbox.ports + 9));
        Self { nodes, registry, sandbox, postgres, redis, balancer, ledger, crowd, own }
    }

    /// Everybody is led to this PostgreSQL.
    pub fn lead_to_postgres(&self, port: u16) {
        self.own[0].lead(port);
        self.nodes.iter().for_each(|node| node.postgres.lead(port));
    }

    /// Everybody is led to this Redis.
    pub fn lead_to_redis(&self, port: u16) {
        self.own[1].lead(port);
        self.nodes.iter().for_each(|node| node.redis.lead(port));
    }
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("the address of an engine");
    path
}

/// It waits for its own manifest: away from the thread that carries its wires.
async fn sandbox(data: &Path, [provider, registry, redis]: [PathBuf; 3]) -> Sandbox {
    let data = data.to_owned();
    let start = move || {
        let [provider, registry, redis] =
            [provider, registry, redis].map(|path| path.to_str().expect("a readable path").to_owned());
        let engines = ["--provider-sql-file", &provider, "--registry-sql-file", &registry, "--redis-file", &redis];
        Sandbox::start_at(&data, free_ports(), &[&["--people", "60"], &engines[..]].concat())
    };
    tokio::task::spawn_blocking(start).await.expect("the sandbox starts")
}

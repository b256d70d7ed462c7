//! Two nodes of the provider beside the sandbox's own, each on an address of its own and with wires of its own to
//! PostgreSQL, Redis and the registry. The first is the program of production; the clock of the second can be stepped.

use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use harness::{Sandbox, output, program};

use super::link::Link;
use super::process::{Process, until};

pub const ADDRESSES: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)), IpAddr::V4(Ipv4Addr::new(127, 0, 0, 3))];

pub struct Node {
    pub postgres: Link,
    pub redis: Link,
    pub registry: Link,
    pub config: PathBuf,
    place: usize,
    port: u16,
    running: Option<Process>,
}

impl Node {
    /// `engines`: ports of PostgreSQL and Redis.
    pub async fn start(sandbox: &Sandbox, folder: &Path, place: usize, [postgres, redis]: [u16; 2]) -> Self {
        let (postgres, redis) = (Link::to(postgres).await, Link::to(redis).await);
        let registry = Link::to(sandbox.ports + 3).await;
        let written = |name: &str, text: String| {
            let path = folder.join(format!("node-{place}-{name}"));
            std::fs::write(&path, text).expect("a file of a node");
            path
        };
        let sql = written("sql", format!("postgres://postgres@127.0.0.1:{}/provider", postgres.port()));
        let cache = written("redis", format!("redis://127.0.0.1:{}/", redis.port()));
        let first = std::fs::read_to_string(sandbox.data.join("fournisseur.toml")).expect("the sandbox's provider");
        let line = |line: &str| match line.split(" = ").next() {
            Some("sql_file") => format!("sql_file = {:?}", sql.display().to_string()),
            Some("redis_file") => format!("redis_file = {:?}", cache.display().to_string()),
            Some("url") if line.contains(&format!(":{}/\"", sandbox.ports + 3)) => {
                format!("url = \"https://localhost:{}/\"", registry.port())
            }
            _ => line.replace("\"127.0.0.1:", &format!("\"{}:", ADDRESSES[place])),
        };
        let text: Vec<String> = first.lines().map(line).collect();
        let config = written("toml", text.join("\n"));
        let mut node = Self { postgres, redis, registry, config, place, port: sandbox.ports, running: None };
        node.launch();
        until("a node", async || node.answers().await).await;
        node
    }

    pub fn kill(&mut self) {
        self.running = None;
    }

    /// Returns at once: it answers when it is ready.
    pub fn launch(&mut self) {
        let said = output().join(format!("faults-node-{}.log", self.place));
        let config = self.config.to_string_lossy().into_owned();
        let own = std::env::current_exe().expect("this program knows where it is");
        let (program, arguments) = match self.place {
            0 => (program("idp-server"), vec!["--config", &config]),
            _ => (own, vec!["node", "--config", &config]),
        };
        self.running = Some(Process::start(None, &program, &arguments, &said));
    }

    /// Seconds by which its clock is off; for the second node.
    pub fn step_clock(&mut self, seconds: i64) {
        if let Some(running) = &mut self.running {
            writeln!(running.stdin(), "{seconds}").expect("the node listens to its clock");
        }
    }

    pub async fn answers(&self) -> bool {
        tokio::net::TcpStream::connect((ADDRESSES[self.place], self.port)).await.is_ok()
    }
}

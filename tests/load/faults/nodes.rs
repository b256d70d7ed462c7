//! Two nodes of the provider beside the sandbox's own, each on an address of its own and with wires of its own to
//! PostgreSQL, Redis and the registry. The first is the program of production; the clock of the second can be stepped.

use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use harness::{Sandbox, output, program};

use super::certificate::Certificate;
use super::link::Link;
use super::memory::Limit;
use super::process::{Process, until};
use crate::morning::programs::Registry;

pub const ADDRESSES: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)), IpAddr::V4(Ipv4Addr::new(127, 0, 0, 3))];

pub struct Node {
    pub postgres: Link,
    pub redis: Link,
    pub registry: Link,
    pub config: PathBuf,
    certificate: Certificate,
    memory: Option<Limit>,
    place: usize,
    port: u16,
    running: Option<Process>,
}

impl Node {
    /// `engines`: ports of PostgreSQL and Redis.
    pub async fn start(
        (sandbox, asked): (&Sandbox, &Registry),
        folder: &Path,
        place: usize,
        [postgres, redis]: [u16; 2],
    ) -> Self {
        let (postgres, redis) = (Link::to(postgres).await, Link::to(redis).await);
        let registry = Link::to(asked.port).await;
        let certificate = Certificate::of(sandbox, folder, place);
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
            Some("key_file") if line.contains("/cles/registre-api\"") => {
                format!("key_file = {:?}", asked.key.display().to_string())
            }
            Some("certificate_file") => format!("certificate_file = {:?}", certificate.chain().display().to_string()),
            Some("key_file") if line.contains("/tls/") => {
                format!("key_file = {:?}", certificate.key().display().to_string())
            }
            _ => line.replace("\"127.0.0.1:", &format!("\"{}:", ADDRESSES[place])),
        };
        let text: Vec<String> = first.lines().map(line).collect();
        let config = written("toml", text.join("\n"));
        let (port, memory, running) = (sandbox.ports, None, None);
        let mut node = Self { postgres, redis, registry, config, certificate, memory, place, port, running };
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

    /// Its certificate has run out, or is again the one that it had; it is started anew with it.
    pub fn certificate(&mut self, good: bool) {
        self.certificate.lay(good);
        self.kill();
        self.launch();
    }

    /// It may hold less than it does. `false`: this machine sets no such limit.
    pub fn squeeze(&mut self) -> bool {
        self.memory = self.running.as_ref().and_then(|running| Limit::below(running.id()));
        self.memory.is_some()
    }

    /// It may hold what it likes; whoever supervises it starts it again, if it did not live through that.
    pub fn relieve(&mut self) {
        self.memory = None;
        self.supervised();
    }

    /// Started again where it ended by itself, as the unit of systemd does. Whether it was.
    pub fn supervised(&mut self) -> bool {
        let ended = self.running.as_mut().is_none_or(Process::has_ended);
        if ended {
            self.launch();
        }
        ended
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

//! Two Redis servers, one the replica of the other, on nothing durable.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::{Process, free_port, until};

pub struct Pair {
    folder: PathBuf,
    ports: [u16; 2],
    running: [Option<Process>; 2],
    first: usize,
}

impl Pair {
    pub async fn start(folder: &Path) -> Self {
        let mut pair =
            Self { folder: folder.to_owned(), ports: [free_port(), free_port()], running: [None, None], first: 0 };
        pair.launch(0, None).await;
        pair.launch(1, Some(pair.ports[0])).await;
        pair
    }

    pub fn port(&self) -> u16 {
        self.ports[self.first]
    }

    /// Comes back empty.
    pub async fn restart(&mut self) {
        let first = self.first;
        self.launch(first, None).await;
    }

    pub fn kill(&mut self) {
        self.running[self.first] = None;
    }

    pub fn flush(&self) {
        self.ask(self.first, &["flushall"]);
    }

    /// The replica takes over; what was not yet copied is lost. The other comes back as its replica.
    pub async fn fail_over(&mut self) -> u16 {
        let other = 1 - self.first;
        self.ask(other, &["replicaof", "no", "one"]);
        self.first = other;
        self.port()
    }

    /// What is there now, as a file.
    pub fn back_up(&self) {
        let kept = self.kept().display().to_string();
        self.ask(self.first, &["--rdb", &kept]);
    }

    /// Both are killed; one comes back with what the file held, however old.
    pub async fn restore(&mut self) -> usize {
        self.running = [None, None];
        std::fs::copy(self.kept(), self.folder.join(format!("redis-{}.rdb", self.first))).expect("the backup of Redis");
        let first = self.first;
        self.launch(first, None).await;
        self.ask(first, &["dbsize"]).trim().parse().unwrap_or_default()
    }

    fn kept(&self) -> PathBuf {
        self.folder.join("redis-kept.rdb")
    }

    pub async fn heal(&mut self) {
        let (other, first) = (1 - self.first, self.port());
        self.launch(other, Some(first)).await;
    }

    async fn launch(&mut self, place: usize, of: Option<u16>) {
        self.running[place] = None;
        let port = self.ports[place].to_string();
        let mut arguments = vec![
            "--port",
            &port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--repl-diskless-load",
            "disabled",
        ];
        let (folder, first) = (self.folder.to_string_lossy().into_owned(), of.map(|port| port.to_string()));
        arguments.extend(["--dir", &folder]);
        let dump = format!("redis-{place}.rdb");
        arguments.extend(["--dbfilename", &dump]);
        if let Some(first) = &first {
            arguments.extend(["--replicaof", "127.0.0.1", first]);
        }
        let said = self.folder.join(format!("redis-{place}.log"));
        self.running[place] = Some(Process::start(None, Path::new("redis-server"), &arguments, &said));
        until("Redis", async || self.ask(place, &["ping"]).trim() == "PONG").await;
        if of.is_some() {
            until("a replica of Redis", async || self.ask(place, &["info", "replication"]).contains("link_status:up"))
                .await;
        }
    }

    fn ask(&self, place: usize, what: &[&str]) -> String {
        let port = self.ports[place].to_string();
        let output = Command::new("redis-cli").args(["-p", &port]).args(what).output().expect("redis-cli runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

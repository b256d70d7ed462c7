//! Two PostgreSQL servers: the second streams from the first, which answers no commit before the second holds it too. As
//! root each has a small disk of its own in memory, that can be filled.

mod backup;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::{Process, free_port, until};

/// Of the disk of a server: the tables of the first people, what PostgreSQL keeps of its log, and what a fault's logins leave.
const DISK_MEGABYTES: usize = 900;
const MEGABYTES_A_FAULT: usize = 1;
const SETTINGS: [&str; 9] = [
    "listen_addresses=127.0.0.1",
    "max_connections=300",
    "shared_buffers=64MB",
    "max_wal_size=128MB",
    "min_wal_size=32MB",
    "wal_keep_size=64MB",
    "hot_standby=on",
    "wal_receiver_status_interval=1s",
    "wal_retrieve_retry_interval=200ms",
];
const DATABASES: [&str; 2] = ["provider", "registry"];

pub struct Pair {
    programs: PathBuf,
    folder: PathBuf,
    root: bool,
    ports: [u16; 2],
    running: [Option<Process>; 2],
    first: usize,
    disk_megabytes: usize,
}

impl Pair {
    /// On disks that hold what so many faults leave.
    pub async fn start(folder: &Path, faults: usize) -> Self {
        let root = root();
        let pair = [free_port(), free_port()];
        let mut pair = Self {
            programs: programs(),
            folder: folder.to_owned(),
            root,
            ports: pair,
            running: [None, None],
            first: 0,
            disk_megabytes: DISK_MEGABYTES + faults * MEGABYTES_A_FAULT,
        };
        for place in 0..2 {
            pair.disk(place);
        }
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        let elsewhere = folder.join("elsewhere");
        std::fs::create_dir_all(&elsewhere).expect("a folder for backups");
        std::fs::set_permissions(&elsewhere, open).expect("a folder that the user of PostgreSQL may write");
        let data = pair.data(0);
        pair.run("initdb", &["-D", &data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        pair.launch(0).await;
        for database in DATABASES {
            pair.sql(0, &format!("CREATE DATABASE {database}"));
        }
        pair.follow().await;
        pair
    }

    pub fn port(&self) -> u16 {
        self.ports[self.first]
    }

    /// Whether the disk is one that can be filled without harm to the machine.
    pub fn small_disk(&self) -> bool {
        self.root
    }

    pub fn kill_first(&mut self) {
        self.running[self.first] = None;
    }

    pub fn kill_second(&mut self) {
        self.running[1 - self.first] = None;
    }

    pub async fn start_first(&mut self) {
        self.launch(self.first).await;
    }

    pub async fn start_second(&mut self) {
        self.launch(1 - self.first).await;
    }

    /// The second becomes the first, and answers alone until [`Pair::follow`].
    pub async fn promote(&mut self) -> u16 {
        self.running[self.first] = None;
        self.first = 1 - self.first;
        let data = self.data(self.first);
        self.run("pg_ctl", &["promote", "-D", &data, "-w"]);
        self.sql(self.first, "ALTER SYSTEM SET synchronous_standby_names = ''");
        self.sql(self.first, "SELECT pg_reload_conf()");
        self.port()
    }

    /// A fresh copy follows the first, and commits wait for it from then on.
    pub async fn follow(&mut self) {
        let second = 1 - self.first;
        self.running[second] = None;
        let (data, port) = (self.data(second), self.port().to_string());
        self.run("sh", &["-c", &format!("rm -rf {data}")]);
        let copy = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-D", &data, "-R", "-X", "stream", "-c", "fast"];
        self.run("pg_basebackup", &copy);
        self.launch(second).await;
        let streams = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
        until("a replica that streams", async || self.sql(self.first, streams) == "1").await;
        self.sql(self.first, "ALTER SYSTEM SET synchronous_standby_names = '*'");
        self.sql(self.first, "SELECT pg_reload_conf()");
    }

    /// Nothing fits any more on the disk of the first.
    pub fn fill(&self) {
        let file = self.ballast();
        self.run("sh", &["-c", &format!("dd if=/dev/zero of={file} bs=1M 2>/dev/null; dd if=/dev/zero of={file} bs=4k oflag=append conv=notrunc 2>/dev/null; true")]);
    }

    pub async fn empty(&mut self) {
        let file = self.ballast();
        self.run("rm", &["-f", &file]);
        if self.running[self.first].as_mut().is_some_and(Process::has_ended) {
            self.start_first().await;
        }
    }

    /// The first column of the first row.
    pub fn sql(&self, place: usize, text: &str) -> String {
        self.ask(place, "postgres", text)
    }

    /// The same at the first server, in a database of a service.
    pub fn read(&self, database: &str, text: &str) -> String {
        self.ask(self.first, database, text)
    }

    fn ask(&self, place: usize, database: &str, text: &str) -> String {
        let port = self.ports[place].to_string();
        let to = ["-h", "127.0.0.1", "-U", "postgres", "-d", database, "-p", &port, "-At", "-c", text];
        let output = Command::new(self.programs.join("psql")).args(to).output().expect("psql runs");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    async fn launch(&mut self, place: usize) {
        self.running[place] = None;
        let (port, data) = (self.ports[place].to_string(), self.data(place));
        let sockets = format!("unix_socket_directories={}", self.place(place));
        let mut arguments = vec!["-D", &data, "-p", &port, "-c", &sockets];
        arguments.extend(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        let said = self.folder.join(format!("postgres-{place}.log"));
        let program = self.programs.join("postgres");
        self.running[place] = Some(Process::start(self.user(), &program, &arguments, &said));
        until("PostgreSQL", async || self.sql(place, "SELECT 1") == "1").await;
    }

    fn disk(&self, place: usize) {
        let folder = self.place(place);
        std::fs::create_dir_all(&folder).expect("a folder for a server");
        if self.root {
            let options = format!("size={}m,mode=0777", self.disk_megabytes);
            let made = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs", &folder]).status();
            assert!(made.is_ok_and(|status| status.success()), "a small disk is mounted at {folder}");
        }
    }

    fn place(&self, place: usize) -> String {
        format!("{}/postgres-{place}", self.folder.display())
    }

    fn data(&self, place: usize) -> String {
        format!("{}/data", self.place(place))
    }

    fn ballast(&self) -> String {
        format!("{}/ballast", self.place(self.first))
    }

    fn user(&self) -> Option<&'static str> {
        self.root.then_some("postgres")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let own = self.programs.join(program);
        let program = if own.exists() { own } else { program.into() };
        let mut command = Command::new("setpriv");
        if let Some(user) = self.user() {
            command.args(["--reuid", user, "--regid", user, "--clear-groups"]);
        }
        let output = command.arg("--").arg(&program).args(arguments).current_dir("/").output().expect("setpriv runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{} {arguments:?}: {told}", program.display());
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        self.running = [None, None];
        for place in 0..2 {
            if self.root {
                let _ = Command::new("umount").args(["-l", &self.place(place)]).status();
            }
        }
    }
}

pub fn root() -> bool {
    Command::new("id").arg("-u").output().expect("id runs").stdout.trim_ascii() == b"0"
}

/// The folder of the newest installed version.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    found.expect("PostgreSQL is not installed: run the tests with tests/run, which installs what they need")
}

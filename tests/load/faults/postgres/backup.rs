//! A base backup, an archive of the log that commits wait for, and what is made of both when no server is left.

use std::path::Path;
use std::time::Duration;

use super::Pair;
use crate::faults::process::{Process, until};

impl Pair {
    /// The log is copied elsewhere as it is written; from now on a commit waits for the copy too.
    pub async fn archive(&self) -> Process {
        let (archive, port) = (self.archived(), self.port().to_string());
        self.run("sh", &["-c", &format!("mkdir -p {archive}")]);
        let address = format!("host=127.0.0.1 port={port} user=postgres application_name=archive");
        let arguments = ["-d", &address, "-D", &archive, "--synchronous", "--no-loop"];
        let said = self.folder.join("archive.log");
        let receiver = Process::start(self.user(), &self.programs.join("pg_receivewal"), &arguments, &said);
        let copies = "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'archive'";
        until("the archive of the log", async || self.sql(self.first, copies) == "1").await;
        // a segment that the archive holds from its first byte
        self.sql(self.first, "SELECT pg_switch_wal()");
        self.sql(self.first, "ALTER SYSTEM SET synchronous_standby_names = '2 (*)'");
        self.sql(self.first, "SELECT pg_reload_conf()");
        tokio::time::sleep(Duration::from_secs(1)).await;
        receiver
    }

    /// While people sign in.
    pub fn back_up(&self) {
        let (to, port) = (self.backup(), self.port().to_string());
        self.run(
            "pg_basebackup",
            &["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-D", &to, "-X", "none", "-c", "fast"],
        );
    }

    /// Both servers are killed and their disks wiped.
    pub fn lose_everything(&mut self) {
        self.running = [None, None];
        for place in 0..2 {
            let data = self.data(place);
            self.run("sh", &["-c", &format!("rm -rf {data}")]);
        }
    }

    /// The backup, then the log up to its last byte; answers alone until [`Pair::follow`].
    pub async fn restore(&mut self) {
        let (data, backup, archive) = (self.data(self.first), self.backup(), self.archived());
        let command = format!("cp {archive}/%f %p 2>/dev/null || cp {archive}/%f.partial %p");
        self.run("sh", &["-c", &format!("cp -a {backup} {data} && touch {data}/recovery.signal")]);
        let settings = format!("restore_command = '{command}'\nsynchronous_standby_names = ''\n");
        let wanted = Path::new(&data).join("postgresql.auto.conf");
        std::fs::write(&wanted, settings).expect("the settings of the restored server");
        self.launch(self.first).await;
        until("the end of the log", async || self.sql(self.first, "SELECT pg_is_in_recovery()") == "f").await;
    }

    /// On the disk of somebody else.
    fn archived(&self) -> String {
        format!("{}/archive", self.elsewhere())
    }

    fn backup(&self) -> String {
        format!("{}/base", self.elsewhere())
    }

    fn elsewhere(&self) -> String {
        format!("{}/elsewhere", self.folder.display())
    }
}

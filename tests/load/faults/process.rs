//! A process that dies with this one, and by order at any moment.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Killed without warning when it is dropped.
pub struct Process(Child);

impl Process {
    /// Call it from the main thread: the order to die with the parent is told when the thread that started it ends.
    pub fn start(user: Option<&str>, program: &Path, arguments: &[&str], said: &Path) -> Self {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(said).expect("a log file");
        let mut command = Command::new("setpriv");
        if let Some(user) = user {
            command.args(["--reuid", user, "--regid", user, "--clear-groups"]);
        }
        command.args(["--pdeathsig", "KILL", "--"]).arg(program).args(arguments);
        command.current_dir("/").stdin(Stdio::piped()).stderr(log.try_clone().expect("the log twice")).stdout(log);
        Self(command.spawn().expect("setpriv starts"))
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// `kill -9`, and its body removed.
    pub fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    pub fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    pub fn stdin(&mut self) -> &mut std::process::ChildStdin {
        self.0.stdin.as_mut().expect("its input is ours")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Waits until `holds`; fails after a minute with what was waited for.
pub async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    for _ in 0..1_200 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what}: not after a minute");
}

pub fn free_port() -> u16 {
    let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    probe.local_addr().expect("its address").port()
}

//! Servers that end with the measure, and what a process has computed.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server that ends with this value.
pub struct Server {
    child: Child,
}

impl Server {
    /// Reads the one line that the program prints once it answers.
    pub fn start(command: &mut Command) -> (Self, String) {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the server starts");
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("its output was asked for"));
        output.read_line(&mut line).expect("its output is text");
        (Self { child }, line)
    }
}

impl Server {
    /// Says that it is ready in another way; what it writes goes to `log`.
    pub fn beside(command: &mut Command, log: &Path) -> Self {
        let log = File::create(log).expect("a log file");
        command.stdin(Stdio::null()).stderr(log.try_clone().expect("the log twice")).stdout(log);
        Self { child: command.spawn().expect("the server starts") }
    }
}

impl Server {
    /// What it has computed so far, its threads together.
    pub fn computed(&self) -> Duration {
        computed(&self.child.id().to_string())
    }
}

/// What this program has computed so far.
pub fn computed_here() -> Duration {
    computed("self")
}

/// proc(5): user and system time are the 14th and 15th words, the 2nd is in brackets, and a tick is 10 ms.
pub fn computed(process: &str) -> Duration {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let (_, words) = told.rsplit_once(')').unwrap_or_default();
    let ticks: u64 = words.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

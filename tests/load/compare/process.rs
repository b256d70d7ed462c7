//! Servers on one core, the generator on the others.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server that ends with this value.
pub struct Server {
    child: Child,
}

/// A program on the serving core.
pub fn served(program: &str) -> Command {
    if cores() < 2 {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", "0", program]);
    command
}

/// Every thread of this process, on all cores but the serving one.
pub fn generate_on_the_other_cores() {
    if cores() < 2 {
        return;
    }
    let (others, this) = (format!("1-{}", cores() - 1), std::process::id().to_string());
    let done = Command::new("taskset").args(["-apc", &others, &this]).stdout(Stdio::null()).status();
    assert!(done.is_ok_and(|status| status.success()), "taskset (util-linux) pins the generator");
}

fn cores() -> usize {
    // what the machine has, not what this process was left
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    cpus.lines().filter(|line| line.starts_with("processor")).count()
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

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! A child process that never outlives the test process: a shell starts the program, then waits on a pipe that only
//! this process holds, and stops the program when the pipe closes, however this process ended.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// The program behind the guard runs until this value is dropped or the process ends.
pub struct Guard(Child);

/// Why the program did not start: what it wrote.
#[derive(Debug)]
pub struct NotStarted(pub String);

impl Guard {
    /// `script` prints a line `ready` once the program answers, then waits for the end of its input and cleans up.
    pub fn start(mut shell: Command, script: &str, arguments: &[&str]) -> Result<Self, NotStarted> {
        let mut child = shell
            .args(["-c", script, "guard"])
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("a shell starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output was asked for"));
        let mut line = String::new();
        output.read_line(&mut line).expect("the guard's output is text");
        if line.trim() == "ready" {
            return Ok(Self(child));
        }
        output.read_to_string(&mut line).expect("the guard's output is text");
        child.wait().expect("the guard ends");
        Err(NotStarted(line))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().ok();
    }
}

/// Starts with a port that was free a moment ago; another one when somebody took it meanwhile.
pub fn on_a_free_port<T>(start: impl Fn(u16) -> Result<T, NotStarted>) -> T {
    let mut last = String::new();
    for _ in 0..8 {
        let probe = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let port = probe.local_addr().expect("a bound socket has an address").port();
        drop(probe);
        match start(port) {
            Ok(started) => return started,
            Err(NotStarted(output)) => last = output,
        }
    }
    panic!("the program did not start in eight tries; it said:\n{last}");
}

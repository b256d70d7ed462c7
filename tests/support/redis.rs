//! A private Redis: nothing on disk, a free loopback port, gone with the test process.
//!
//! Include with `#[path = "…/tests/support/redis.rs"] mod redis_server;`, then `redis_server::url()`.
#![allow(dead_code, reason = "each test binary uses what it needs")]

#[allow(clippy::duplicate_mod, reason = "a test binary may start both servers, each file stands alone")]
#[path = "guard.rs"]
mod guard;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::OnceLock;

use guard::{Guard, NotStarted};

/// $1: port; $2: `yes` for a cluster of one node.
const SCRIPT: &str = r#"
trap '' INT HUP TERM
dir=$(mktemp -d /tmp/caducee-redis.XXXXXX)
redis-server --port "$1" --bind 127.0.0.1 --dir "$dir" --save "" --appendonly no --cluster-enabled "$2" \
  >"$dir/log" 2>&1 </dev/null &
server=$!
until [ "$(redis-cli -p "$1" ping 2>/dev/null)" = PONG ]; do
  kill -0 $server 2>/dev/null || { cat "$dir/log"; rm -rf "$dir"; exit 1; }
  sleep 0.02
done
kill -0 $server 2>/dev/null || { cat "$dir/log"; rm -rf "$dir"; exit 1; }
if [ "$2" = yes ]; then
  redis-cli -p "$1" cluster addslotsrange 0 16383 >/dev/null
  until redis-cli -p "$1" cluster info | grep -q cluster_state:ok; do sleep 0.02; done
fi
echo ready
cat >/dev/null
kill -KILL $server
wait $server 2>/dev/null
rm -rf "$dir"
"#;

/// One running server. Dropping it kills it: what it held is lost, as in a crash.
pub struct Redis {
    port: u16,
    guard: Option<Guard>,
}

/// The URL of the server that all tests of this process share.
pub fn url() -> String {
    static SHARED: OnceLock<Redis> = OnceLock::new();
    SHARED.get_or_init(Redis::start).url()
}

/// The URL of a cluster of one node (slots and redirections, no replica) that all tests of this process share.
pub fn cluster_url() -> String {
    static SHARED: OnceLock<Redis> = OnceLock::new();
    SHARED.get_or_init(|| Redis::start_as("yes")).url()
}

impl Redis {
    /// A server of one's own, for a test that flushes or stops it.
    pub fn start() -> Self {
        Self::start_as("no")
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// Forgets everything.
    pub fn flush(&self) {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        socket.write_all(b"FLUSHALL\r\n").expect("the server reads");
        let mut answer = String::new();
        BufReader::new(socket).read_line(&mut answer).expect("the server answers");
        assert_eq!(answer.trim(), "+OK");
    }

    /// Kills the server; [`Redis::start_again`] brings an empty one back on the same port.
    pub fn stop(&mut self) {
        self.guard = None;
    }

    pub fn start_again(&mut self) {
        self.guard = Some(launch(self.port, "no").expect("the port is still free"));
    }

    fn start_as(cluster: &str) -> Self {
        guard::on_a_free_port(|port| Ok::<_, NotStarted>(Self { port, guard: Some(launch(port, cluster)?) }))
    }
}

fn launch(port: u16, cluster: &str) -> Result<Guard, NotStarted> {
    let installed = Command::new("redis-server").arg("--version").output().is_ok();
    assert!(installed, "Redis is not installed: run the tests with tests/run, which installs what they need");
    Guard::start(Command::new("sh"), SCRIPT, &[&port.to_string(), cluster])
}

//! Two nodes of one provider, over one PostgreSQL and one Redis: the second stands at the same ports on another address of this
//! machine, as a balancer would spread people over them.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

use harness::{Sandbox, output, program};

use crate::browser::activate;
use crate::engines::{postgres, redis};

#[path = "../support/guard.rs"]
#[allow(dead_code, clippy::duplicate_mod, reason = "each server of a test stands alone")]
pub mod guard;

pub const FIRST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
pub const SECOND: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// $1: the program; $2: its configuration; $3: what it says; $4: where it answers.
const SCRIPT: &str = r#"
trap '' INT HUP TERM
"$1" --config "$2" >"$3" 2>&1 </dev/null &
server=$!
until curl -sk --max-time 2 -o /dev/null "$4"; do
  kill -0 $server 2>/dev/null || { cat "$3"; exit 1; }
  sleep 0.1
done
echo ready
cat >/dev/null
kill -TERM $server
wait $server
"#;

pub struct Nodes {
    pub sandbox: Sandbox,
    /// Addresses of the databases of the provider and of the registry.
    pub databases: [String; 2],
    /// Of what is short-lived.
    pub redis: String,
    _second: guard::Guard,
}

/// Those that the tests of this process share.
pub fn shared() -> &'static Nodes {
    static SHARED: OnceLock<Nodes> = OnceLock::new();
    SHARED.get_or_init(Nodes::start)
}

impl Nodes {
    fn start() -> Self {
        let databases = [postgres::database(), postgres::database()];
        let redis = redis::url();
        let folder = tempfile::tempdir().expect("a folder");
        let addresses = [databases[0].as_str(), &databases[1], &redis];
        let files: Vec<String> =
            addresses.iter().enumerate().map(|(n, address)| written(folder.path(), n, address)).collect();
        let engines =
            ["--provider-sql-file", &files[0], "--registry-sql-file", &files[1], "--redis-file", files[2].as_str()];
        let sandbox = Sandbox::start_with(&engines);
        let second = second(&sandbox);
        // both have read the addresses of their engines
        drop(folder);
        Self { sandbox, databases, redis, _second: second }
    }

    /// The e-CPS of this person: one activation at a time, since the inbox tells nobody's codes from another's.
    pub fn activate(&self, qui: &str) {
        static ONE: Mutex<()> = Mutex::new(());
        let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        activate(&self.sandbox, qui);
    }
}

pub fn written(folder: &Path, n: usize, address: &str) -> String {
    let path = folder.join(n.to_string());
    std::fs::write(&path, address).expect("the address of an engine");
    path.to_str().expect("a readable path").to_owned()
}

/// A provider of this version beside the one of this sandbox: its configuration, that listens elsewhere.
pub fn second(sandbox: &Sandbox) -> guard::Guard {
    let first = std::fs::read_to_string(sandbox.data.join("fournisseur.toml")).expect("the first node's configuration");
    let second = first.replace(&format!("\"{FIRST}:"), &format!("\"{SECOND}:"));
    assert_ne!(second, first, "the second node listens where the first does");
    let config = sandbox.data.join("second.toml");
    std::fs::write(&config, second).expect("the second node's configuration");
    let said = format!("sandbox-{}-second.log", sandbox.ports);
    served("idp-server", &config, (&said, &format!("https://{SECOND}:{}/", sandbox.ports)))
}

/// A program of production with this configuration, until the end of the value. `said`: the file that keeps its log; `door`: where it
/// answers.
pub fn served(name: &str, config: &Path, (said, door): (&str, &str)) -> guard::Guard {
    let of = |path: &Path| path.to_str().expect("a readable path").to_owned();
    let (program, config, said) = (of(&program(name)), of(config), of(&output().join(said)));
    let started = guard::Guard::start(Command::new("sh"), SCRIPT, &[&program, &config, &said, door]);
    started.unwrap_or_else(|error| panic!("{name} does not start: {error:?}"))
}

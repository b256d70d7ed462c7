//! A private PostgreSQL: own data in a temporary folder, a free loopback port, gone with the test process.
//!
//! Include with `#[path = "…/tests/support/postgres.rs"] mod postgres;`, then `postgres::database()`.
#![allow(dead_code, reason = "each test binary uses what it needs")]

#[allow(clippy::duplicate_mod, reason = "a test binary may start both servers, each file stands alone")]
#[path = "guard.rs"]
mod guard;

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use guard::{Guard, NotStarted};

/// $1: folder of the programs; $2: port; then settings, which win over those of tests.
const SCRIPT: &str = r#"
trap '' INT HUP TERM
programs=$1; port=$2; shift 2
dir=$(mktemp -d /tmp/caducee-postgres.XXXXXX)
say_why() { cat "$dir/log"; rm -rf "$dir"; exit 1; }
"$programs/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/log" 2>&1 || say_why
"$programs/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$dir" \
  -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=32MB "$@" >"$dir/log" 2>&1 </dev/null &
server=$!
until "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"; do
  kill -0 $server 2>/dev/null || say_why
  sleep 0.05
done
kill -0 $server 2>/dev/null || say_why
echo ready
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$dir"
"#;

/// One running server. Dropping it stops it and removes its data.
pub struct Postgres {
    port: u16,
    programs: PathBuf,
    databases: AtomicU32,
    _guard: Guard,
}

/// The URL of a fresh, empty database on the server that all tests of this process share.
pub fn database() -> String {
    static SHARED: OnceLock<Postgres> = OnceLock::new();
    SHARED.get_or_init(Postgres::start).database()
}

impl Postgres {
    /// A server of one's own, for a test that stops it.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// With settings of one's own, `name=value`.
    pub fn start_with(settings: &[&str]) -> Self {
        let programs = programs();
        guard::on_a_free_port(|port| {
            let (folder, port_text) = (programs.to_string_lossy(), port.to_string());
            let settings = settings.iter().flat_map(|setting| ["-c", setting]);
            let arguments: Vec<&str> = [&*folder, &port_text].into_iter().chain(settings).collect();
            let guard = Guard::start(shell(), SCRIPT, &arguments)?;
            Ok::<_, NotStarted>(Self { port, programs: programs.clone(), databases: AtomicU32::new(0), _guard: guard })
        })
    }

    /// The rows that a statement gives in the database of this URL, a line each, their columns between bars.
    pub fn ask(&self, database: &str, statement: &str) -> String {
        let asked =
            Command::new(self.programs.join("psql")).args(["-X", "-At", "-d", database, "-c", statement]).output();
        let asked = asked.expect("psql runs");
        assert!(asked.status.success(), "psql: {}", String::from_utf8_lossy(&asked.stderr));
        String::from_utf8_lossy(&asked.stdout).trim().to_owned()
    }

    /// The URL of a fresh, empty database.
    pub fn database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let made = Command::new(self.programs.join("createdb"))
            .args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string(), &name])
            .output()
            .expect("createdb runs");
        assert!(made.status.success(), "createdb: {}", String::from_utf8_lossy(&made.stderr));
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }
}

/// The folder of the newest installed version.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions
        .map(|version| version.path().join("bin"))
        .filter(|programs| programs.join("initdb").exists())
        .max_by_key(|programs| programs.iter().rev().nth(1).and_then(|n| n.to_str()?.parse::<u32>().ok()))
        .expect("PostgreSQL is not installed: run the tests with tests/run, which installs what they need")
}

/// PostgreSQL refuses to run as root: its own user runs it then.
fn shell() -> Command {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    if id.stdout.trim_ascii() != b"0" {
        return Command::new("sh");
    }
    let mut as_postgres = Command::new("runuser");
    as_postgres.args(["-u", "postgres", "--", "sh"]);
    as_postgres
}

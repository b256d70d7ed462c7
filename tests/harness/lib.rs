//! Starts the sandbox as a person would, on free ports and in a folder of its own, and stops it at the end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A running sandbox: `manifest` is what it wrote in `sandbox.json` (addresses, clients, people, cards).
pub struct Sandbox {
    pub manifest: Value,
    pub data: PathBuf,
    pub ports: u16,
    child: Child,
    watch: Watch,
}

/// People in the registry of a test: the named ones are among them, and fewer come in faster.
const PEOPLE: &str = "60";

impl Sandbox {
    /// With an empty folder.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// The one that tests which leave no trace share: it ends with the process.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Sandbox> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// With an empty folder and further arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder").keep();
        let people: &[&str] = if arguments.contains(&"--people") { &[] } else { &["--people", PEOPLE] };
        let arguments = [arguments, people].concat();
        Self::start_in(&folder.join("data"), free_ports(), &arguments, Some(&folder))
    }

    /// Again in the folder of another run.
    pub fn start_again(data: &Path, ports: u16) -> Self {
        Self::start_in(data, ports, &["--people", PEOPLE], None)
    }

    /// In a folder of the caller's, with further arguments.
    pub fn start_at(data: &Path, ports: u16, arguments: &[&str]) -> Self {
        Self::start_in(data, ports, arguments, None)
    }

    /// The sandbox of another version, in a folder of the caller's.
    pub fn start_program(program: &Path, data: &Path, ports: u16, arguments: &[&str]) -> Self {
        Self::start_of(program, (data, ports), arguments, None)
    }

    fn start_in(data: &Path, ports: u16, arguments: &[&str], folder: Option<&Path>) -> Self {
        Self::start_of(&program("caducee"), (data, ports), arguments, folder)
    }

    fn start_of(program: &Path, (data, ports): (&Path, u16), arguments: &[&str], folder: Option<&Path>) -> Self {
        let log = std::fs::File::create(log_of(ports)).expect("a log file");
        let child = Command::new(program)
            .args(["--data".as_ref(), data.as_os_str()])
            .args(["--port-base", &ports.to_string()])
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(log.try_clone().expect("the log twice"))
            .stdout(log)
            .spawn()
            .expect("the sandbox starts");
        let watch = Watch::start(child.id(), folder);
        let mut sandbox = Self { manifest: Value::Null, data: data.to_owned(), ports, child, watch };
        sandbox.manifest = sandbox.wait_for_manifest();
        sandbox
    }

    fn wait_for_manifest(&mut self) -> Value {
        let file = self.data.join("sandbox.json");
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(manifest) =
                std::fs::read(&file).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok())
                && manifest["pid"].as_u64() == Some(u64::from(self.child.id()))
            {
                return manifest;
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                panic!("the sandbox ended with {status}; see {}", output().display());
            }
            assert!(Instant::now() < deadline, "the sandbox was not ready after 120 s");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The authority that signed every certificate of the sandbox.
    pub fn authority(&self) -> PathBuf {
        self.manifest["ca"].as_str().expect("the manifest names the authority").into()
    }

    /// An invented person of the manifest, by what they are there to show (`aide-soignante`, `coordinatrice`…).
    pub fn person(&self, qui: &str) -> &Value {
        let people = self.manifest["personnes"].as_array().expect("the manifest lists people");
        people.iter().find(|person| person["qui"] == qui).unwrap_or_else(|| panic!("nobody is the {qui}"))
    }

    /// An invented card of the manifest: `medecin`, `carte-revoquee`…
    pub fn card(&self, qui: &str) -> &Value {
        let cards = self.manifest["cartes"].as_array().expect("the manifest lists cards");
        cards.iter().find(|card| card["qui"] == qui).unwrap_or_else(|| panic!("no card shows {qui}"))
    }

    pub fn text(&self, pointer: &str) -> &str {
        self.manifest.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer} in the manifest"))
    }

    /// A `caducee` command over this sandbox's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program("caducee"));
        command.args(arguments).args(["--data".as_ref(), self.data.as_os_str()]);
        command.args(["--port-base", &self.ports.to_string()]);
        command
    }

    /// Everything that it wrote so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(log_of(self.ports)).expect("the sandbox has a log")
    }

    /// Stops it as an operator would, and waits until it has ended.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.watch.order_to_stop();
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline && !matches!(self.child.try_wait(), Ok(Some(_))) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.watch.shell.wait();
    }
}

/// A shell that waits on a pipe which only this process holds: when the pipe closes, however this process ended, it
/// stops the sandbox and removes the folder that was made for it.
struct Watch {
    shell: Child,
}

impl Watch {
    fn start(sandbox: u32, folder: Option<&Path>) -> Self {
        let script = r#"cat >/dev/null; kill -TERM "$0"
            for wait in $(seq 100); do kill -0 "$0" 2>/dev/null || break; sleep 0.1; done
            [ -z "$1" ] || rm -rf "$1""#;
        let mut shell = Command::new("sh");
        shell.args(["-c", script, &sandbox.to_string()]).arg(folder.unwrap_or(Path::new("")));
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        Self { shell: shell.spawn().expect("a shell") }
    }

    fn order_to_stop(&mut self) {
        drop(self.shell.stdin.take());
    }
}

fn log_of(ports: u16) -> PathBuf {
    output().join(format!("sandbox-{ports}.log"))
}

/// A program of the workspace, built by the command that passes the tests.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test knows where it is");
    let folder = test.ancestors().find(|folder| folder.join(name).is_file());
    folder.unwrap_or_else(|| panic!("{name} is not built: run the tests with tests/run")).join(name)
}

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the workspace").to_owned()
}

/// Where screenshots, logs and records of a run are kept.
pub fn output() -> PathBuf {
    let output = root().join("tests/output");
    std::fs::create_dir_all(&output).expect("the output folder");
    output
}

/// Twenty free ports in a row, that no other test of this process was given.
pub fn free_ports() -> u16 {
    // below 32,768: a call that goes out may take any port above it between this look and the start
    const BLOCKS: u16 = 1_130;
    const ROW: u16 = 20;
    static GIVEN: Mutex<Vec<u16>> = Mutex::new(Vec::new());
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let start = probe.local_addr().expect("its address").port() % BLOCKS;
    let free = (0..BLOCKS)
        .map(|n| 10_000 + (start + n) % BLOCKS * ROW)
        .filter(|base| given.iter().all(|other| other.abs_diff(*base) >= ROW))
        .find(|base| (0..ROW).all(|door| TcpListener::bind(("127.0.0.1", base + door)).is_ok()))
        .expect("twenty free ports in a row");
    given.push(free);
    free
}

/// A command with Node over a script of `tests/`, trusting the sandbox's authority. A script that has not ended after
/// eight minutes is ended: its status is then 124.
pub fn node(sandbox: &Sandbox, script: &str, argument: &Value) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=20", "480", "node"]).arg(root().join("tests").join(script)).arg(argument.to_string());
    command.env("NODE_EXTRA_CA_CERTS", sandbox.authority());
    command
}

/// Runs a command to its end and fails with what it printed.
pub fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?} ended with {}\n{text}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

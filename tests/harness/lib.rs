//! Starts the sandbox as a person would, on free ports and in a folder of its own, and stops it at the end.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// A running sandbox: `manifest` is what it wrote in `sandbox.json` (addresses, clients, people, cards).
pub struct Sandbox {
    pub manifest: Value,
    pub data: PathBuf,
    pub ports: u16,
    child: Child,
    _folder: Option<TempDir>,
}

impl Sandbox {
    /// With an empty folder.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// With an empty folder and further arguments.
    pub fn start_with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        Self::start_in(&data, free_ports(), arguments, Some(folder))
    }

    /// Again in the folder of another run.
    pub fn start_again(data: &Path, ports: u16) -> Self {
        Self::start_in(data, ports, &[], None)
    }

    fn start_in(data: &Path, ports: u16, arguments: &[&str], folder: Option<TempDir>) -> Self {
        let log = std::fs::File::create(output().join(format!("sandbox-{ports}.log"))).expect("a log file");
        let child = Command::new(program("caducee"))
            .args(["--data".as_ref(), data.as_os_str()])
            .args(["--port-base", &ports.to_string()])
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(log.try_clone().expect("the log twice"))
            .stdout(log)
            .spawn()
            .expect("the sandbox starts");
        let mut sandbox = Self { manifest: Value::Null, data: data.to_owned(), ports, child, _folder: folder };
        sandbox.manifest = sandbox.wait_for_manifest();
        sandbox
    }

    fn wait_for_manifest(&mut self) -> Value {
        let file = self.data.join("sandbox.json");
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(manifest) = std::fs::read(&file).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok())
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

    /// Stops it as an operator would, and waits until it has ended.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.end();
    }
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

/// Ten free ports in a row.
pub fn free_ports() -> u16 {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let start = probe.local_addr().expect("its address").port().clamp(20_000, 60_000);
    (start..u16::MAX - 10)
        .step_by(10)
        .find(|base| (0..10).all(|door| TcpListener::bind(("127.0.0.1", base + door)).is_ok()))
        .expect("ten free ports in a row")
}

/// A command with Node over a script of `tests/`, trusting the sandbox's authority.
pub fn node(sandbox: &Sandbox, script: &str, argument: &Value) -> Command {
    let mut command = Command::new("node");
    command.arg(root().join("tests").join(script)).arg(argument.to_string());
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

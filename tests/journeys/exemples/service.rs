//! One example, registered and started by the commands of its page.

use std::fs::Permissions;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use harness::{Sandbox, free_ports, output, program, root, succeed};
use serde_json::Value;

pub struct Service {
    pub origin: String,
    pub client: Value,
    name: String,
    shell: Child,
    _folder: tempfile::TempDir,
}

impl Service {
    pub fn start(sandbox: &Sandbox, name: &str) -> Self {
        let port = free_ports();
        let origin = format!("https://localhost:{port}");
        let folder = tempfile::tempdir().expect("a folder");
        // Apache and nginx serve as another user
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("a folder that others may enter");
        let mut environment = vec![
            ("ISSUER", sandbox.text("/issuer").to_owned()),
            ("ORIGIN", origin.clone()),
            ("PORT", port.to_string()),
            ("CA_FILE", sandbox.text("/ca").to_owned()),
            ("TLS_CERT", sandbox.text("/tls/certificate").to_owned()),
            ("TLS_KEY", sandbox.text("/tls/key").to_owned()),
            ("JETON", sandbox.text("/registration/initial_access_token").to_owned()),
            ("DOSSIER", folder.path().join("dossier").display().to_string()),
            ("DATABASE", folder.path().join("base.sqlite3").display().to_string()),
            ("PYTHONDONTWRITEBYTECODE", "1".to_owned()),
            ("VENV", root().join("target/tests/venv/bin").display().to_string()),
        ];
        let mut register = Command::new("bash");
        register.args(["-euo", "pipefail", "-c", &block(&examples().join("README.md"), "## Enregistrer")]);
        let client = succeed(register.current_dir(examples().join(name)).envs(environment.clone()));
        let client: Value = serde_json::from_str(&client).unwrap_or_else(|_| panic!("{name}: {client}"));
        for (variable, member) in [("CLIENT_ID", "/client_id"), ("CLIENT_SECRET", "/client_secret")] {
            let value = client.pointer(member).and_then(Value::as_str).unwrap_or_else(|| panic!("{name}: {client}"));
            environment.push((variable, value.to_owned()));
        }
        let shell = launch(name, &environment);
        let mut service = Self { origin, client, name: name.to_owned(), shell, _folder: folder };
        service.wait(port);
        service
    }

    /// Where the provider tells it that a session is over.
    pub fn notices(&self) -> &str {
        self.client["backchannel_logout_uri"].as_str().expect("it hears notices")
    }

    fn wait(&mut self, port: u16) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = || std::fs::read_to_string(log_of(&self.name)).unwrap_or_default();
            assert!(!matches!(self.shell.try_wait(), Ok(Some(_))), "{} ended:\n{}", self.name, log());
            assert!(Instant::now() < deadline, "{} does not listen after a minute:\n{}", self.name, log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

/// A shell runs the commands in a group of their own, with the programs of the tests' Python first. It ends the group when
/// the pipe closes that only this process holds, however this process ended.
fn launch(name: &str, environment: &[(&str, String)]) -> Child {
    let script = match name {
        // built by the command that passes the tests; the page says `cargo run`
        "rust" => format!("exec '{}'", program("exemple-rust").display()),
        _ => block(&examples().join(name).join("README.md"), "## Lancer"),
    };
    let around = r#"PATH="$VENV:$PATH:/usr/sbin"
        setsid bash -euo pipefail -c "$0" </dev/null & group=$!
        { while kill -0 $group 2>/dev/null; do sleep 0.2; done; kill -TERM $$; } & watch=$!
        cat >/dev/null; kill $watch; kill -TERM -- -$group
        for wait in $(seq 50); do kill -0 -- -$group 2>/dev/null || break; sleep 0.1; done
        kill -KILL -- -$group 2>/dev/null"#;
    let log = std::fs::File::create(log_of(name)).expect("a log file");
    Command::new("bash")
        .args(["-c", around, &script])
        .current_dir(examples().join(name))
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::piped())
        .stderr(log.try_clone().expect("the log twice"))
        .stdout(log)
        .spawn()
        .expect("a shell")
}

fn log_of(name: &str) -> PathBuf {
    output().join(format!("exemple-{name}.log"))
}

pub fn examples() -> PathBuf {
    root().join("exemples")
}

/// The commands that a page shows under a heading.
pub fn block(page: &Path, heading: &str) -> String {
    let text = std::fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let part = text.split_once(heading).unwrap_or_else(|| panic!("no {heading} in {}", page.display())).1;
    let (_, commands) = part.split_once("```bash\n").unwrap_or_else(|| panic!("no commands in {}", page.display()));
    commands.split_once("```").expect("the commands end").0.to_owned()
}

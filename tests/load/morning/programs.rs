//! The two programs of production, each a process of its own: the registry, and a node of the provider that asks it.

use std::path::{Path, PathBuf};
use std::process::Command;

use harness::{Sandbox, program};

use super::town::{NODE, written};
use crate::faults::process::{Process, free_port, until};

/// What the sandbox asks its authority for, and what a node of production does.
const PACES: [(&str, &str); 3] = [
    ("complete = 10000\n", "complete = 600000\n"),
    ("delta = 300\n", "delta = 30000\n"),
    ("responder = 2000\n", "responder = 60000\n"),
];

/// A registry over the database that the sandbox's own has, and how the node asks it.
pub struct Registry {
    pub process: Process,
    pub port: u16,
    /// Where the key lies with which a node asks.
    pub key: PathBuf,
    folder: PathBuf,
}

impl Registry {
    pub async fn start(sandbox: &Sandbox, folder: &Path) -> Self {
        let (port, data) = (free_port(), &sandbox.data);
        let path = |name: &str| data.join(name).display().to_string();
        let text = format!(
            "mode = \"sandbox\"\n[listen]\nweb = \"127.0.0.1:{port}\"\n[tls]\ncertificate_file = {:?}\nkey_file = {:?}\n\
             [store]\nsql_file = {:?}\n[keys]\nrest_file = {:?}\njournal_file = {:?}\n",
            path("tls/localhost.pem"),
            path("tls/localhost.cle.pem"),
            folder.join("sql-registry").display().to_string(),
            path("cles/registre-repos"),
            path("cles/registre-journal"),
        );
        let config = written(folder, "registry.toml", &text);
        let (key, table) = drawn(&config);
        written(folder, "registry.toml", &format!("{text}{table}"));
        let key = written(folder, "registry.key", &key);
        let registry = Self { process: launched(folder), port, key, folder: folder.to_owned() };
        until("a registry", async || registry.answers().await).await;
        registry
    }

    /// After it was killed. Returns at once: it answers when it is ready.
    pub fn launch(&mut self) {
        self.process = launched(&self.folder);
    }

    pub async fn answers(&self) -> bool {
        tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok()
    }
}

fn launched(folder: &Path) -> Process {
    let config = folder.join("registry.toml").display().to_string();
    Process::start(None, &program("registry-server"), &["--config", &config], &folder.join("registry.log"))
}

/// A key with which a provider asks, and the table by which the registry knows it.
fn drawn(config: &Path) -> (String, String) {
    let rights = ["cle", "matin", "--droits", "lecture,correspondance,evenements,activation"];
    let output = Command::new(program("registry-server")).arg("--config").arg(config).args(rights).output();
    let output = output.expect("registry-server runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let (first, table) = said.split_once('\n').unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let key = first.rsplit_once(": ").expect("a key that is shown once").1;
    (key.to_owned(), table.to_owned())
}

/// The configuration of the sandbox's own, on another address, before this registry, at the pace of production.
pub fn node(sandbox: &Sandbox, folder: &Path, registry: &Registry) -> Process {
    let first = std::fs::read_to_string(sandbox.data.join("fournisseur.toml")).expect("the sandbox's provider");
    let from = format!("url = \"https://localhost:{}/\"\nkey_file = {:?}", sandbox.ports + 3, key_of(sandbox));
    assert!(first.contains(&from), "the sandbox's provider asks its registry");
    let to =
        format!("url = \"https://localhost:{}/\"\nkey_file = {:?}", registry.port, registry.key.display().to_string());
    let text = first.replace(&from, &to).replace("\"127.0.0.1:", &format!("\"{NODE}:"));
    let text = PACES.iter().fold(text, |text, (often, seldom)| text.replace(often, seldom));
    let config = written(folder, "node.toml", &text);
    let config = config.to_str().expect("a readable path");
    Process::start(None, &program("idp-server"), &["--config", config], &folder.join("node.log"))
}

fn key_of(sandbox: &Sandbox) -> String {
    sandbox.data.join("cles/registre-api").display().to_string()
}

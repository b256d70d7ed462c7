//! A folder with a configuration, and the program in it.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Thirty-two bytes of base64, for every key.
const KEY: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

const CONFIGURATION: &str = r#"
mode = "sandbox"
clients_file = "clients.toml"
sub_component = "2a1c5b0e-7d4f-4c38-9a66-0f3d1e8b7c21"

[hosts]
issuer = "https://auth.caducee.example/auth/realms/esante-wallet"
authorization = "https://wallet.caducee.example"
carte = "https://carte.caducee.example"

[listen]
web = ["127.0.0.1:0"]
carte = "127.0.0.1:0"
admin = "127.0.0.1:0"

[tls]
certificate_file = "x"
key_file = "x"

[store]
sql = "sqlite:idp.db?mode=rwc"
journal = "sqlite:journal.db?mode=rwc"

[keys]
rest_file = "key"
seal_file = "key"
wrap_file = "key"
journal_file = "key"

[registry]
url = "https://registre.caducee.example"
key_file = "key"

[messages.smtp]
host = "smtp.caducee.example"
port = 465
from = "Caducée <ne-pas-repondre@caducee.example>"
encryption = "tls"

[messages.sms]
url = "https://sms.caducee.example/envoi"
key_file = "key"

[messages.push]
url = "https://push.caducee.example"

[cards]
roots = ["x"]
issuers = ["x"]
revocation_lists = ["x"]
policies = ["1.2.250.1.213.1.7.2.1.1.1.1"]

[registration]
door = "with-token"
"#;

pub fn installed() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("idp.toml"), CONFIGURATION).unwrap();
    std::fs::write(folder.path().join("key"), KEY).unwrap();
    folder
}

/// What the program printed, and what it complained of.
pub fn run(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_idp-server"));
    let Output { status, stdout, stderr } =
        program.args(["--config", "idp.toml"]).args(arguments).current_dir(folder).output().unwrap();
    (status.success(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

//! The control: npm `oidc-provider`, for as long as this process lives.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use super::target::{Parts, Target};
use super::{Browser, Certificate, Value, json};

pub async fn start() -> Target {
    let (folder, authority) = localhost();
    let said = tokio::task::block_in_place(|| process(&folder));
    let text = |name: &str| said[name].as_str().expect("the control says who it is").to_owned();
    let browser_authority = authority.clone();
    let parts = Parts {
        name: "control",
        issuer: text("issuer"),
        initial_access_token: text("initialAccessToken"),
        authority,
        localhost: (folder.join("localhost.pem"), folder.join("localhost.key")),
        browser: Box::new(move || Browser::new(&browser_authority, None, "")),
        person: text("person"),
    };
    Target::new(parts).await
}

/// A certificate for `localhost`, and the authority that signed it.
fn localhost() -> (PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a temporary folder").keep();
    let (certificate, key) = Certificate::of_localhost();
    std::fs::write(folder.join("localhost.pem"), &certificate).expect("the certificate");
    std::fs::write(folder.join("localhost.key"), key).expect("its key");
    std::fs::write(folder.join("clients.pem"), Certificate::authority()).expect("the authority of clients");
    (folder, certificate.into_bytes())
}

fn process(folder: &std::path::Path) -> Value {
    // its standard input closes with this process, and the control ends with that
    static CHILD: OnceLock<Child> = OnceLock::new();
    let options = json!({
        "certificate": folder.join("localhost.pem"),
        "key": folder.join("localhost.key"),
        "clientsAuthority": folder.join("clients.pem"),
    });
    let log = std::fs::File::create(harness::output().join("control.log")).expect("a log file");
    let mut child = Command::new("node")
        .arg(harness::root().join("tests/clients/control/main.mjs"))
        .arg(options.to_string())
        .env("NODE_EXTRA_CA_CERTS", folder.join("localhost.pem"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .expect("node runs");
    let mut line = String::new();
    let mut output = BufReader::new(child.stdout.take().expect("its output was asked for"));
    output.read_line(&mut line).expect("the control's output is text");
    CHILD.set(child).expect("one control a run");
    serde_json::from_str(&line).expect("the control starts: see tests/output/control.log")
}

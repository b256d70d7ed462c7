//! `cargo run -p tests --bin sbom -- idp-server > idp-server.cdx.json`

mod bill;

use std::io::Write as _;
use std::process::{Command, ExitCode};

use clap::Parser;

/// Writes the bill of materials of one program (CycloneDX 1.6, JSON) to standard output.
#[derive(Parser)]
struct Cli {
    /// idp-server, registry-server, caducee…
    program: String,
}

fn main() -> ExitCode {
    match written(&Cli::parse().program) {
        Ok(bill) => match writeln!(std::io::stdout(), "{bill:#}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn written(program: &str) -> Result<serde_json::Value, String> {
    let root = harness::root();
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked"]).current_dir(&root);
    let output = cargo.output().map_err(|error| format!("cargo does not run: {error}"))?;
    let metadata = serde_json::from_slice(&output.stdout)
        .map_err(|_| format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)))?;
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    bill::bill(&metadata, &lock, program).ok_or_else(|| format!("no program of this workspace is called {program}"))
}

//! `cargo run -p tests --bin sbom -- idp-server > idp-server.cdx.json`

mod bill;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

/// Writes the bill of materials of one program (CycloneDX 1.6, JSON) to standard output.
#[derive(Parser)]
struct Cli {
    /// idp-server, registry-server, caducee…
    program: String,
}

fn main() -> ExitCode {
    match bill::of(&Cli::parse().program, ("cargo", &harness::root())) {
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

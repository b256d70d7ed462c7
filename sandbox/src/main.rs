//! `caducee`: the sandbox, and what one does with it.

mod commande;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use sandbox::cli::Cli;

/// Many small values live as long as a request: the allocator of the system spends a fifth of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    service::provider::install();
    // a second call would be refused, and this is the first
    let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
    match commande::executer(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "\n{error}");
            ExitCode::FAILURE
        }
    }
}

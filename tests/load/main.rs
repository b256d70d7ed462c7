//! Figures, each with its own subcommand. The last line of standard output is one JSON object; the full record and a
//! chart are kept in `tests/output`. A figure that was not reached is printed as it is.

mod chart;
mod start;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "load", about = "Measures the product; the last line printed is JSON.")]
struct Cli {
    #[command(subcommand)]
    figure: Figure,
}

#[derive(Subcommand)]
enum Figure {
    /// How long the sandbox takes to answer, and what it weighs at rest.
    Start(start::Start),
}

fn main() {
    match Cli::parse().figure {
        Figure::Start(start) => start.run(),
    }
}

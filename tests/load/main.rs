//! Figures, each with its own subcommand. The last line of standard output is one JSON object; the full record and a
//! chart are kept in `tests/output`. A figure that was not reached is printed as it is.

mod chart;
mod compare;
mod faults;
mod morning;
mod node;
#[path = "../journeys/party.rs"]
#[allow(dead_code, reason = "shared with the journeys, which use the rest of it")]
mod party;
#[path = "../support/postgres.rs"]
mod postgres;
#[path = "../support/redis.rs"]
mod redis_server;
mod registry;
mod restore;
mod revocation;
mod scale;
mod start;
#[path = "../journeys/surfer.rs"]
#[allow(dead_code, reason = "shared with the journeys, which use the rest of it")]
mod surfer;

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
    /// Ours beside npm `oidc-provider`, operation by operation.
    Compare(compare::Compare),
    /// Two million people into an empty PostgreSQL, the next day's file, and duplicates.
    Registry(registry::Registry),
    /// From a thousand acts that end something to the last refusal and the last notice of each.
    Revocation(revocation::Revocation),
    /// Writes an extraction of invented people.
    Extraction(registry::Extraction),
    /// Two nodes on PostgreSQL and Redis, people who sign in, and a thousand faults.
    Faults(faults::Faults),
    /// Both servers of PostgreSQL lose their disks; what a backup and the log bring back is held against what was acknowledged.
    Restore(restore::Restore),
    /// A nation's morning: logins, single sign-on, refreshed tokens, introspection, logouts, with an arrival curve.
    Morning(morning::Morning),
    /// What a login costs with few and with many people, with few and with many sessions.
    Growth(morning::growth::Growth),
    /// What the last morning says of 2, 20 and 200 million people.
    Scale(scale::Scale),
    /// A node of the provider whose clock is told over standard input how far it is off.
    #[command(hide = true)]
    Node(node::Node),
    /// The bare endpoint that `compare` holds both against.
    #[command(hide = true)]
    Limit(compare::Limit),
}

fn main() {
    match Cli::parse().figure {
        Figure::Start(start) => start.run(),
        Figure::Compare(compare) => compare.run(),
        Figure::Registry(registry) => registry.run(),
        Figure::Revocation(revocation) => revocation.run(),
        Figure::Extraction(extraction) => extraction.run(),
        Figure::Faults(faults) => faults.run(),
        Figure::Restore(restore) => restore.run(),
        Figure::Morning(morning) => morning.run(),
        Figure::Growth(growth) => growth.run(),
        Figure::Scale(scale) => scale.run(),
        Figure::Node(node) => node.run(),
        Figure::Limit(limit) => limit.run(),
    }
}

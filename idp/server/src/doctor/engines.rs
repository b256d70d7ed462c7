//! PostgreSQL (or the sandbox's file) and Redis.

use ambient::ExposeSecret as _;
use database::Examined;
use diagnosis::{Said, engines};
use idp_core::port::PortError;
use idp_store::presence;
use service::config::SecretGuard;

use super::case::Case;

/// The database and, where it has one, the journal's own.
fn databases(case: &Case) -> Vec<(&'static str, &Result<Examined, String>)> {
    let mut all = vec![("store.sql", &case.database)];
    all.extend(case.journal.as_ref().map(|journal| ("store.journal", journal)));
    all
}

pub fn sql(case: &Case) -> Said {
    engines::sql(&databases(case))
}

pub fn migrations(case: &Case) -> Said {
    engines::migrations(&databases(case))
}

pub fn clock(case: &Case) -> Said {
    engines::clock(&case.database, &case.ambient)
}

pub async fn redis(case: &Case) -> Said {
    let Some(file) = &case.config.store.redis_file else {
        return Said::ok("none is named: short-lived state is in this process, for one node");
    };
    let addresses = match file.read(case.guard) {
        Ok(addresses) => addresses,
        Err(error) => return Said::wrong(error.to_string(), "do what the message says"),
    };
    let mut parts = Vec::new();
    for (number, url) in addresses.expose_secret().split_whitespace().enumerate() {
        let name = format!("server {}", number + 1);
        let protected = case.guard == SecretGuard::Sandbox || database::is_protected(url);
        parts.push(match protected {
            true => of_server(&name, presence::examine(url).await),
            false => Said::wrong(format!("{name}: not reached by verified TLS"), "write rediss:// in store.redis_file"),
        });
    }
    if parts.is_empty() {
        return Said::wrong("store.redis_file holds no address", "write rediss://… into it");
    }
    Said::of(parts, "reached, takes writes, and evicts nothing")
}

/// The address holds a password, and stays out of what is said.
fn of_server(name: &str, examined: Result<presence::Examined, PortError>) -> Said {
    let seen = match examined {
        Ok(seen) => seen,
        Err(error) => {
            let remedy = "check that it runs, the address and password in store.redis_file, and the network in between";
            return Said::wrong(format!("{name}: {error}"), remedy);
        }
    };
    let policy = match seen.policy.as_deref() {
        Some("noeviction") => Said::ok(name),
        Some(other) => Said::wrong(
            format!("{name}: when its memory is full it evicts keys ({other})"),
            "set maxmemory-policy noeviction, and give it memory for every session that lives",
        ),
        None => Said::warning(
            format!("{name}: does not say what it does when its memory is full"),
            "ask whoever runs it whether maxmemory-policy is noeviction",
        ),
    };
    let writes = match seen.writable {
        true => Said::ok(name),
        false => Said::wrong(
            format!("{name}: answers, and takes no writes"),
            "the address leads to a replica, or its disk is full: lead it to the master, then read its log",
        ),
    };
    Said::of(vec![policy, writes], name)
}

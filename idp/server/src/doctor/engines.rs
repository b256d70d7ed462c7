//! PostgreSQL (or the sandbox's file) and Redis.

use ambient::{ExposeSecret as _, Timestamp};
use database::{Examined, Owner};
use idp_core::port::PortError;
use idp_store::presence;
use service::config::SecretGuard;
use service::doctor::{Said, clock};

use super::case::Case;

/// The database and, where it has one, the journal's own.
fn databases(case: &Case) -> Vec<(&'static str, &Result<Examined, String>)> {
    let mut all = vec![("store.sql", &case.database)];
    all.extend(case.journal.as_ref().map(|journal| ("store.journal", journal)));
    all
}

pub fn sql(case: &Case) -> Said {
    let looked = |(key, examined): (&str, &Result<Examined, String>)| match examined {
        Err(error) => Said::wrong(
            format!("{key}: {error}"),
            "check that the server runs, the address and password in the file, and the network in between",
        ),
        Ok(Examined { writable: Some(false), .. }) => Said::wrong(
            format!("{key}: it answers, and takes no writes"),
            "the address leads to a replica, or writes were stopped there: lead it to the first server (docs/nodes.md)",
        ),
        Ok(_) => Said::ok(key),
    };
    Said::of(databases(case).into_iter().map(looked).collect(), "reached, and takes writes")
}

pub fn migrations(case: &Case) -> Said {
    let owners: Vec<&Owner> =
        databases(case).iter().filter_map(|(_, examined)| examined.as_ref().ok()).flat_map(|one| &one.owners).collect();
    if owners.is_empty() {
        return Said::unseen("the database is out of reach");
    }
    Said::of(owners.into_iter().map(of_owner).collect(), "those of this version")
}

fn of_owner(owner: &Owner) -> Said {
    let Owner { name, missing, changed, later, untouched } = owner;
    if *untouched {
        return Said::warning(format!("{name}: no table yet"), "start the provider: the first start makes them");
    }
    if !changed.is_empty() {
        let remedy = "start the version that made these tables, or restore: this program and that database do not belong together";
        return Said::wrong(format!("{name}: applied from another text: {changed:?}"), remedy);
    }
    if !missing.is_empty() {
        let remedy = "start the new version on one node: it applies them (docs/mise-a-niveau.md)";
        return Said::warning(format!("{name}: to be applied: {missing:?}"), remedy);
    }
    match later.is_empty() {
        true => Said::ok(*name),
        false => Said::warning(
            format!("{name}: a later version of the provider applied {later:?}"),
            "finish replacing the nodes, or know that this one is the version before (docs/mise-a-niveau.md)",
        ),
    }
}

pub fn clock(case: &Case) -> Said {
    match &case.database {
        Err(_) => Said::unseen("the database is out of reach"),
        Ok(Examined { clock: None, .. }) => Said::ok("the database is a file of this machine"),
        Ok(Examined { clock: Some(millis), at, .. }) => {
            let elapsed = i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX);
            let then = Timestamp::from_millis(millis.saturating_add(elapsed));
            clock::beside(case.ambient.now(), then, "the server of the database")
        }
    }
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
            "set maxmemory-policy noeviction, and give it the memory that docs/nodes.md counts",
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

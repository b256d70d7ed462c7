//! When the morning is over: does the journal know what was acknowledged, does what was left go on, and is what was ended
//! refused?

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use harness::program;

use super::ledger::Ledger;
use super::town::{Engines, Town};
use super::visit::Act;

/// What did not hold, a line each.
#[derive(Default)]
pub struct Verdict {
    pub lost: Vec<String>,
    pub wrong: Vec<String>,
    /// Sessions that were tried.
    pub tried: usize,
}

const OPENED: &str = "SELECT DISTINCT fields::json->>'session.id' FROM journal_record WHERE event = 'login.succeeded'";

/// Sessions of the morning, each by the refresh token of its first service.
pub async fn tried(town: &Town, ledger: &Ledger) -> Verdict {
    let [left, ended] = ledger.kept();
    let mut verdict = Verdict { tried: left.len() + ended.len(), ..Verdict::default() };
    for mut visit in left {
        if let Err(what) = visit.refresh(town).await {
            verdict.lost.push(format!("a session that nobody ended: {what}"));
        }
    }
    for mut visit in ended {
        match visit.refresh(town).await {
            Err(what) if what.ends_with("400 invalid_grant") => {}
            Err(what) => verdict.wrong.push(format!("a session that was ended: {what}")),
            Ok(()) => verdict.wrong.push("a session that was ended was refreshed".to_owned()),
        }
    }
    verdict
}

/// Sessions and acts that were acknowledged and that the journal does not know; a break in its chains.
pub fn lost<'a>(engines: &Engines, folder: &Path, ledgers: impl Iterator<Item = &'a Arc<Ledger>>) -> Vec<String> {
    let ledgers: Vec<&Arc<Ledger>> = ledgers.collect();
    let ask = |statement: &str| engines.postgres.ask(&engines.databases[0], statement);
    let rows = ask(OPENED);
    let known: HashSet<&str> = rows.lines().collect();
    let mut lost = Vec::new();
    for sid in ledgers.iter().flat_map(|ledger| ledger.sessions()) {
        if !known.contains(sid.as_str()) {
            lost.push(format!("the journal does not know the session {sid}"));
        }
    }
    let done = |acts: &[Act]| ledgers.iter().flat_map(|one| acts.iter().map(|act| one.total(*act))).sum::<u64>();
    for (event, acknowledged) in [
        ("token.issued", done(&[Act::CardLogin, Act::PhoneLogin, Act::Sso])),
        ("token.refreshed", done(&[Act::Refresh])),
        ("session.logged_out", done(&[Act::Logout])),
    ] {
        let written = ask(&format!("SELECT count(*) FROM journal_record WHERE event = '{event}'"));
        let written: u64 = written.parse().expect("a count");
        if written < acknowledged {
            lost.push(format!("{acknowledged} × {event} were acknowledged, the journal knows {written}"));
        }
    }
    lost.extend(broken(folder));
    lost
}

/// The chains of the journal, walked by the program of production.
fn broken(folder: &Path) -> Option<String> {
    let config = folder.join("node.toml");
    let output = Command::new(program("idp-server")).arg("--config").arg(config).arg("verify-journal").output();
    let output = output.expect("the program of the provider runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    (!output.status.success()).then(|| format!("the journal: {} {}", said(&output.stdout), said(&output.stderr)))
}

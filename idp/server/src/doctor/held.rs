//! What the database holds that turns, ages or waits.

use std::collections::BTreeSet;
use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use diagnosis::{Said, clock};
use idp_core::carte::{EtatAutorite, RevocationsDeps, Sante};
use idp_core::signing::{self, Scheduled, Signing, SigningError, Stage};
use idp_exploitation::{Envois, Noeud, Veille as _};
use idp_store::Sql;
use url::Url;

use super::case::Case;
use super::mute::Mute;
use crate::cards::Cartes;
use crate::config::Source;
use crate::keys;
use crate::machines::Machines;
use crate::secrets::Secrets;

const NO_DATABASE: &str = "the database is out of reach, or its tables are not those of this version";

pub async fn signing_keys(case: &Case) -> Said {
    let Some(sql) = &case.sql else { return Said::unseen(NO_DATABASE) };
    let seal = match Secrets::read(&case.config.keys, case.guard) {
        Ok(secrets) => secrets.seal,
        Err(_) => return Said::unseen("the keys of this node cannot be read"),
    };
    let vault = match keys::vault(&case.config) {
        Ok(vault) => vault,
        Err(error) => return Said::wrong(error.to_string(), "check the module, the label and the PIN of keys.hsm"),
    };
    let settings = case.config.keys.rotation.living(&case.config.lifetimes);
    let signing = Signing::new(signing::Deps {
        ambient: case.ambient.clone(),
        keys: sql.clone(),
        seal,
        vault,
        journal: Arc::new(Mute),
        issuer: case.config.issuer(),
        settings,
    });
    let lead = signing.settings().lead;
    match signing.schedule().await {
        Ok(rows) => scheduled(&rows, lead, case.ambient.now()),
        Err(error) => unreadable(&error),
    }
}

fn unreadable(error: &SigningError) -> Said {
    let remedy = match error {
        SigningError::Seal(_) => "keys.seal_file is not the key that sealed these: bring that one back",
        SigningError::NoVault(_) | SigningError::Vault(_) => "bring back the token of keys.hsm, or retire its keys",
        _ => "read the cause; docs/exploitation.md says how keys are retired",
    };
    Said::wrong(error.to_string(), remedy)
}

/// `lead`: how long before its first signature a key is published.
pub(super) fn scheduled(rows: &[Scheduled], lead: Seconds, now: Timestamp) -> Said {
    if rows.is_empty() {
        return Said::warning("no key yet", "start the provider: the first start makes them");
    }
    let algs: BTreeSet<String> = rows.iter().map(|row| row.alg.to_string()).collect();
    let parts = algs.iter().map(|alg| {
        let own: Vec<&Scheduled> = rows.iter().filter(|row| row.alg.to_string() == *alg).collect();
        let followed = own.iter().any(|row| row.stage == Stage::ToCome);
        match own.iter().find(|row| row.stage == Stage::Signs) {
            None => Said::wrong(
                format!("{alg}: no key signs"),
                "start a node: it makes one at once; then see why the hourly turn did not (its log says so)",
            ),
            Some(row) if !followed && row.retires_at < now.plus(lead) => Said::warning(
                format!("{alg}: the key that signs is due to retire, and no follower is published"),
                "see in the log of a node why the hourly turn fails; /exploitation/cles publishes one by hand",
            ),
            Some(_) => Said::ok(alg.as_str()),
        }
    });
    Said::of(
        parts.collect(),
        format!("{} keys; one signs for each of {}", rows.len(), algs.iter().cloned().collect::<Vec<_>>().join(", ")),
    )
}

pub async fn revocations(case: &Case) -> Said {
    let Some(sql) = &case.sql else { return Said::unseen(NO_DATABASE) };
    let deps = RevocationsDeps {
        ambient: case.ambient.clone(),
        stamps: sql.clone(),
        usage: sql.clone(),
        journal: Arc::new(Mute),
    };
    let files = "check the authorities and the lists of [cards] and [mtls]";
    let cartes = match Cartes::open(case.config.cards.clone(), case.config.mode.monde(), deps) {
        Ok(cartes) => cartes,
        Err(error) => return Said::wrong(error.to_string(), files),
    };
    let machines = match Machines::open(case.config.mtls.clone(), &cartes.issuers(), &case.ambient) {
        Ok(machines) => machines,
        Err(error) => return Said::wrong(error.to_string(), files),
    };
    let mut parts = fetched(case, &cartes).await;
    let mut state = cartes.revocations.etat();
    let cards = state.autorites.len();
    machines.tell(&mut state);
    let fetches = !case.config.mtls.sources.is_empty();
    let (of_cards, of_machines) = state.autorites.split_at(cards);
    parts.extend(of_cards.iter().map(|one| of_authority(one, state.le)));
    // what a node fetches for machines is not fetched here: what is kept speaks
    let of_machines = of_machines.iter().filter(|one| !(fetches && one.sante == Sante::Absente));
    parts.extend(of_machines.map(|one| of_authority(one, state.le)));
    Said::of(parts, format!("lists in force of {cards} authorities of cards"))
}

/// Asks each address of cards once, as a node does in the background.
async fn fetched(case: &Case, cartes: &Cartes) -> Vec<Said> {
    let sources: &[Source] = &case.config.cards.sources;
    let http = match &case.http {
        Ok(http) => http,
        Err(_) if sources.is_empty() => return Vec::new(),
        Err(error) => return vec![Said::wrong(error.clone(), "name in ca_file a PEM file that this process may read")],
    };
    let mut parts = Vec::new();
    for url in addresses(sources) {
        let answered = http.get(url.clone()).send().await.and_then(reqwest::Response::error_for_status);
        let body = match answered {
            Ok(answer) => answer.bytes().await,
            Err(error) => Err(error),
        };
        parts.push(match body.map(|der| cartes.revocations.recevoir(url.as_str(), &der).map(drop)) {
            Ok(Ok(()) | Err(carte_cps::RefusListe::Ancienne { .. })) => Said::ok(url.as_str()),
            Ok(Err(refus)) => Said::warning(format!("{url}: {refus}"), refus.remede()),
            Err(error) => Said::warning(
                format!("{url} does not give its list ({})", error.without_url()),
                "check the address, and that this machine may leave for it: lists end by their own date",
            ),
        });
    }
    parts
}

fn addresses(sources: &[Source]) -> Vec<Url> {
    sources.iter().flat_map(|source| std::iter::once(&source.complete).chain(&source.delta)).cloned().collect()
}

fn of_authority(authority: &EtatAutorite, now: Timestamp) -> Said {
    let nom = &authority.nom;
    let remedy = "see that its source answers (/sante/revocations says what fails); until then its cards are refused";
    let ages = authority.complete.as_ref().map(|list| now.since(list.faite).as_secs() / 60);
    match authority.sante {
        Sante::AJour => Said::ok(nom.as_str()),
        Sante::Perimee => {
            Said::wrong(format!("{nom}: the list ended (made {} min ago)", ages.unwrap_or_default()), remedy)
        }
        Sante::Absente => Said::wrong(format!("{nom}: no list"), remedy),
    }
}

/// Seconds: as the alert, then an hour.
const LATE: u64 = 300;
const STUCK: u64 = 3_600;

pub async fn outbox(case: &Case) -> Said {
    let Some(sql) = &case.sql else { return Said::unseen(NO_DATABASE) };
    match sql.envois().await {
        Ok(all) => waiting(&all, case.ambient.now()),
        Err(error) => Said::wrong(error.to_string(), "look at the database first"),
    }
}

pub(super) fn waiting(all: &[Envois], now: Timestamp) -> Said {
    let remedy =
        "see whether one client does not answer (/exploitation/noeuds), and that a node runs: it sends what is due";
    let parts = all.iter().map(|one| {
        let age = one.plus_ancien.map_or(0, |at| now.since(at).as_secs());
        let says = format!("{}: {} wait, the oldest for {} min", one.quoi, one.attendent, age / 60);
        match age {
            0..LATE => Said::ok(one.quoi),
            LATE..STUCK => Said::warning(says, remedy),
            _ => Said::wrong(says, remedy),
        }
    });
    Said::of(parts.collect(), "nothing waits for more than five minutes")
}

pub async fn nodes(case: &Case) -> Said {
    let Some(sql) = &case.sql else { return Said::unseen(NO_DATABASE) };
    match beats(sql).await {
        Ok(all) => beating(&all, case.ambient.now()),
        Err(error) => Said::wrong(error, "look at the database first"),
    }
}

async fn beats(sql: &Arc<Sql>) -> Result<Vec<Noeud>, String> {
    sql.noeuds().await.map_err(|error| error.to_string())
}

pub(super) fn beating(all: &[Noeud], now: Timestamp) -> Said {
    let (silent, alive): (Vec<&Noeud>, Vec<&Noeud>) = all.iter().partition(|noeud| noeud.est_muet(now));
    let mut parts: Vec<Said> = silent
        .iter()
        .map(|noeud| {
            let minutes = now.since(noeud.vu_le).as_secs() / 60;
            let says = format!("{} ({}) fell silent {minutes} min ago", noeud.machine, noeud.version);
            Said::warning(
                says,
                "see on that machine whether it was killed (journalctl); a node that is stopped says so",
            )
        })
        .collect();
    // a sign of life from the future: its clock is ahead of this one
    parts.extend(
        alive.iter().filter(|noeud| noeud.vu_le > now).map(|noeud| clock::beside(now, noeud.vu_le, &noeud.machine)),
    );
    let versions: BTreeSet<&str> = alive.iter().map(|noeud| noeud.version.as_str()).collect();
    if versions.len() > 1 {
        let told = versions.into_iter().collect::<Vec<_>>().join(" and ");
        parts.push(Said::warning(
            format!("{told} serve together"),
            "finish replacing the nodes (docs/mise-a-niveau.md)",
        ));
    }
    Said::of(parts, format!("{} serve", alive.len()))
}

//! What happened to one person, sheet after sheet, the latest first.

use std::collections::{BTreeMap, BTreeSet};

use ambient::{Seconds, Timestamp};
use sante::IdentifiantNational;

use super::port::{Fait, Periode};
use super::{CLIENT, Espace, EspaceError};
use crate::client::ClientId;
use crate::journal::event;
use crate::port::PortError;
use crate::session::Session;

/// How far back a person reads their own history.
pub(super) const MEMOIRE: Seconds = Seconds::hours(90 * 24);
/// Lines of one sheet.
const LIGNES: usize = 30;

/// What a person reads in their history.
const MOTS: &[&str] = &[
    event::LOGIN_SUCCEEDED,
    event::LOGIN_REFUSED,
    event::SESSION_CLOSED,
    event::SESSION_LOGGED_OUT,
    event::SESSION_ENDED,
    event::CARD_ANSWERED,
    event::CARD_LEFT,
    event::CARD_REVOKED,
    event::CARD_WRONG_NUMBER,
    event::ECPS_ACTIVATION_OPENED,
    event::ECPS_APPROVED,
    event::ECPS_REFUSED,
    event::ECPS_WRONG_NUMBER,
    event::ECPS_ENROLLED,
    event::ECPS_LOCKED,
    event::ECPS_COPIED,
    event::ECPS_REVOKED,
    event::PASSKEY_ADDED,
    event::PASSKEY_REMOVED,
    event::PASSKEY_COUNTER_FELL,
    event::SPACE_SESSION_ENDED,
    event::SPACE_CARD_ENDED,
    event::SPACE_SERVICE_ENDED,
    event::SPACE_ALL_ENDED,
];

/// Some of somebody's history.
pub struct Feuille {
    /// The latest first.
    pub faits: Vec<Fait>,
    /// Names of the services that are in it, where they are still registered.
    pub noms: BTreeMap<String, String>,
    /// Where the next sheet begins. `None`: nothing of these three months is older.
    pub suite: Option<Timestamp>,
}

impl Espace {
    /// What happened before an instant; `None`: up to now.
    pub async fn feuille(&self, session: &Session, avant: Option<Timestamp>) -> Result<Feuille, EspaceError> {
        let now = self.0.ambient.now();
        let fin = now.plus(Seconds(1));
        let periode = Periode {
            depuis: now.minus(MEMOIRE),
            avant: avant.map_or(fin, |avant| avant.min(fin)),
            au_plus: LIGNES as u32 + 1,
        };
        let lus = self.0.histoire.de(&session.authentication.personne, MOTS, periode).await?;
        let (faits, suite) = couper(lus);
        let faits = une_fois(faits);
        Ok(Feuille { noms: self.noms(&faits).await?, faits, suite })
    }

    /// Cards are found among the logins.
    pub(super) async fn connexions(
        &self,
        personne: &IdentifiantNational,
        au_plus: u32,
    ) -> Result<Vec<Fait>, PortError> {
        let now = self.0.ambient.now();
        let periode = Periode { depuis: now.minus(MEMOIRE), avant: now.plus(Seconds(1)), au_plus };
        self.0.histoire.de(personne, &[event::LOGIN_SUCCEEDED], periode).await
    }

    async fn noms(&self, faits: &[Fait]) -> Result<BTreeMap<String, String>, EspaceError> {
        let mut noms = BTreeMap::new();
        for id in faits.iter().filter_map(|fait| fait.champ("client.id")) {
            if noms.contains_key(id) {
                continue;
            }
            let client = match id {
                CLIENT => Some(super::client()),
                id => self.0.clients.client(&ClientId::from(id)).await?,
            };
            noms.extend(client.map(|client| (id.to_owned(), client.name)));
        }
        Ok(noms)
    }
}

/// One sheet, and where the next one begins: what shares the instant at which it is cut goes to the next one whole, so
/// that no fact falls between the two.
fn couper(mut lus: Vec<Fait>) -> (Vec<Fait>, Option<Timestamp>) {
    let Some(coupe) = lus.get(LIGNES).map(|fait| fait.le) else { return (lus, None) };
    let avant = lus.partition_point(|fait| fait.le > coupe);
    if avant == 0 {
        // thirty facts of one instant: only a copied journal has them
        lus.truncate(LIGNES);
        return (lus, Some(coupe));
    }
    lus.truncate(avant);
    (lus, Some(Timestamp::from_millis(coupe.millis() + 1)))
}

/// A session that was closed from the space is told by that act alone.
fn une_fois(mut faits: Vec<Fait>) -> Vec<Fait> {
    let dites: BTreeSet<String> = faits
        .iter()
        .filter(|fait| matches!(fait.mot.as_str(), event::SPACE_SESSION_ENDED | event::SPACE_ALL_ENDED))
        .filter_map(|fait| fait.champ("session.id").map(str::to_owned))
        .collect();
    let redit = |fait: &Fait| {
        fait.mot == event::SESSION_CLOSED && fait.champ("session.id").is_some_and(|session| dites.contains(session))
    };
    faits.retain(|fait| !redit(fait));
    faits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fait(le: i64, mot: &str, session: &str) -> Fait {
        let champs = [("session.id".to_owned(), session.into())].into_iter().collect();
        Fait { le: Timestamp::from_millis(le), mot: mot.to_owned(), champs }
    }

    // requirement: M24
    #[test]
    fn no_fact_falls_between_two_sheets() {
        let all: Vec<Fait> = (0..70).rev().map(|rank| fait(rank / 3, "x", &rank.to_string())).collect();
        let (mut rest, mut read, mut sheets) = (all.clone(), Vec::new(), 0);
        loop {
            let (sheet, suite) = couper(rest.iter().take(LIGNES + 1).cloned().collect());
            assert!(!sheet.is_empty() && sheet.len() <= LIGNES);
            read.extend(sheet);
            sheets += 1;
            let Some(suite) = suite else { break };
            rest = all.iter().filter(|fait| fait.le < suite).cloned().collect();
        }
        assert_eq!((read, sheets), (all, 3));
    }

    #[test]
    fn thirty_facts_of_one_instant_do_not_make_one_sheet_for_ever() {
        let (sheet, suite) = couper((0..31).map(|_| fait(5, "x", "s")).collect());
        assert_eq!((sheet.len(), suite), (LIGNES, Some(Timestamp::from_millis(5))));
    }

    #[test]
    fn a_session_closed_from_the_space_is_told_once() {
        let faits = une_fois(vec![
            fait(3, event::SPACE_SESSION_ENDED, "a"),
            fait(2, event::SESSION_CLOSED, "a"),
            fait(1, event::SESSION_CLOSED, "b"),
        ]);
        assert_eq!(faits.iter().map(|fait| fait.le.millis()).collect::<Vec<_>>(), [3, 1]);
    }
}

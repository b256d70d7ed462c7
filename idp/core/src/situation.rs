//! Which situation of practice speaks in the tokens of one client (design §4). The choice belongs to the grant.

use ambient::Timestamp;
use annuaire::{Exercice, Personne, Situation};
use sante::SituationId;

use crate::client::{Client, SansSituation};

/// What the request and the past say about the place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// `situation_hint`: a situation or the FINESS of a geographic entity.
    pub hint: Option<&'a str>,
    /// `prompt=select_account`: what would be taken silently is asked.
    pub reopen: bool,
    /// `prompt=none`: nothing can be asked.
    pub silent: bool,
    /// What the person chose for this client earlier in this session.
    pub earlier: Option<&'a SituationId>,
}

/// The answer to "where do you work now?", or the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Taken(SituationId),
    /// Nobody vouches for a place now, and the client lets people in without role.
    WithoutRole,
    Ask {
        offered: Vec<SituationId>,
        preselected: Option<SituationId>,
    },
    /// Several, nothing that answers for the person, and nothing may be shown.
    CannotAsk,
    /// No current situation, and the client wants one.
    Refused,
}

/// The situations of a person that hold at `now`, each with its exercise, in the order of the registry.
pub fn current(personne: &Personne, now: Timestamp) -> Vec<(&Exercice, &Situation)> {
    let each = personne.exercices.iter();
    each.flat_map(|exercice| exercice.situations.iter().map(move |situation| (exercice, situation)))
        .filter(|(_, situation)| situation.en_cours(now))
        .collect()
}

/// The rules, in their order: none; one; the hint; the structure of the client; the earlier choice; the question.
pub fn decide(personne: &Personne, client: &Client, wishes: Wishes<'_>, now: Timestamp) -> Decision {
    let current: Vec<&Situation> = current(personne, now).into_iter().map(|(_, situation)| situation).collect();
    match current.as_slice() {
        [] if client.sans_situation == SansSituation::Accepte => Decision::WithoutRole,
        [] => Decision::Refused,
        [only] => Decision::Taken(only.id.clone()),
        several => among(several, client, wishes),
    }
}

fn among(several: &[&Situation], client: &Client, wishes: Wishes<'_>) -> Decision {
    let hinted = match wishes.hint {
        Some(hint) if client.may_hint_situation => matching(several, |one| answers_hint(one, hint)),
        _ => vec![],
    };
    let tied = match client.structure.as_deref() {
        Some(finess) => matching(several, |one| is_in(one, finess)),
        None => vec![],
    };
    let earlier = matching(several, |one| Some(&one.id) == wishes.earlier);
    let answers = [hinted, tied, earlier];
    let clear = answers.iter().find(|found| !found.is_empty());
    match clear.map(Vec::as_slice) {
        Some([only]) if !wishes.reopen => Decision::Taken(only.clone()),
        _ if wishes.silent => Decision::CannotAsk,
        found => {
            let offered = several.iter().map(|one| one.id.clone()).collect();
            Decision::Ask { offered, preselected: found.and_then(|ids| ids.first().cloned()) }
        }
    }
}

fn matching(several: &[&Situation], holds: impl Fn(&Situation) -> bool) -> Vec<SituationId> {
    several.iter().filter(|one| holds(one)).map(|one| one.id.clone()).collect()
}

fn answers_hint(situation: &Situation, hint: &str) -> bool {
    situation.id.as_str() == hint || is_in(situation, hint)
}

fn is_in(situation: &Situation, finess: &str) -> bool {
    !finess.is_empty() && situation.structure.as_ref().is_some_and(|structure| structure.finess == finess)
}

#[cfg(test)]
#[path = "situation/tests.rs"]
mod tests;

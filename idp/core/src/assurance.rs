//! What each means is worth, to each service: the table from which `acr`, `amr`, `authMode` and `auth_level` are answered
//! (design §4, docs/decisions/0025). The weakest step of a login sets its level.

mod table;

pub use table::{Behaviour, Levels, Psc};

use oidc::Acr;
use serde::{Deserialize, Serialize};

use crate::client::{Client, Profile};
use crate::moyen::MoyenKind;

/// The realm's choice, which an operator can read and change. A client of Pro Santé Connect's profile may have another
/// behaviour than its realm ([`crate::client::AnswerRules::levels`]): so a team rehearses a change before it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assurance {
    /// A behaviour by its word, or levels of the operator's own.
    pub psc: Psc,
    /// Every other profile: what the means are worth.
    pub oidc: Levels,
}

impl Default for Assurance {
    /// `psc` answers `eidas1` for every means: the only value that every relying party accepts (facts/psc.md §1.4).
    fn default() -> Self {
        Self { psc: Psc::Seen(Behaviour::Eidas1), oidc: Levels::WORTH }
    }
}

impl Assurance {
    /// The level that this means answers to this client.
    pub fn of(&self, client: &Client, kind: MoyenKind) -> Acr {
        self.levels(client).of(kind)
    }

    /// The means that reach `floor`, in the order in which a page offers them.
    pub fn reaching(&self, client: &Client, floor: Option<Acr>) -> Vec<MoyenKind> {
        let levels = self.levels(client);
        MoyenKind::ALL.into_iter().filter(|kind| floor.is_none_or(|floor| levels.of(*kind) >= floor)).collect()
    }

    /// The claim `auth_level`, which Pro Santé Connect alone has.
    pub fn auth_level(&self, client: &Client) -> Option<String> {
        let told = self.levels(client).auth_level.filter(|_| client.profile == Profile::Psc);
        told.map(|level| level.to_string())
    }

    /// Whether a proof by `one` is worth at least one by `other`, whoever is told: what may give a means to somebody.
    pub fn at_least(&self, one: MoyenKind, other: MoyenKind) -> bool {
        [self.oidc, self.psc.levels()].iter().all(|levels| levels.of(one) >= levels.of(other))
    }

    /// What a means is worth at most that `given_by` gave: where the operator has come to value it higher since, what that was.
    pub fn ceiling(&self, kind: MoyenKind, given_by: MoyenKind) -> Option<Acr> {
        let lower = [self.oidc, self.psc.levels()].into_iter().filter(|levels| levels.of(given_by) < levels.of(kind));
        lower.map(|levels| levels.of(given_by)).min()
    }

    fn levels(&self, client: &Client) -> Levels {
        match client.profile {
            Profile::Psc => client.answers.levels.map_or_else(|| self.psc.levels(), Behaviour::levels),
            Profile::Oidc | Profile::Fapi2 | Profile::Fapi2MessageSigning | Profile::FapiCiba => self.oidc,
        }
    }
}

#[cfg(test)]
#[path = "assurance/tests.rs"]
mod tests;

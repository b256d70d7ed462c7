//! What is said of a person: in the ID token, in the access token, at userinfo (facts/psc.md §2.2 to §2.4). The wire
//! shapes are in the crate `oidc`; here is what goes into them.

mod access_token;
mod client_token;
mod id_token;
mod other_ids;
pub mod scope;
mod situation;
pub mod subject;
mod subject_ref_pro;
mod told;
mod userinfo;

pub use access_token::AccessClaims;

use ambient::Timestamp;
use annuaire::{Exercice, Personne, Situation};
use oidc::Scope;
use serde::{Deserialize, Serialize};

use crate::assurance::Assurance;
use crate::client::{Client, Profile};
use crate::grant::Grant;
use crate::hosts::Hosts;
use crate::lifetimes::Lifetimes;
use subject::Subjects;

/// Settings of the claims.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimSettings {
    /// Whether the realm tells `email`, `phone` and `address` (OpenID Connect Core 1.0 §5.4) to clients that registered the
    /// scope, never under `psc`. Contact data are private: off unless the operator says so.
    pub contact: bool,
}

/// Builds claims.
#[derive(Clone)]
pub struct Claims {
    pub hosts: Hosts,
    pub subjects: Subjects,
    pub lifetimes: Lifetimes,
    pub assurance: Assurance,
    pub settings: ClaimSettings,
}

/// Of whom, to whom, under which grant, when.
#[derive(Clone, Copy)]
pub struct About<'a> {
    pub client: &'a Client,
    pub grant: &'a Grant,
    pub personne: &'a Personne,
    pub now: Timestamp,
}

/// The situation that the grant speaks of.
#[derive(Clone, Copy)]
pub struct Active<'a> {
    pub exercice: &'a Exercice,
    pub situation: &'a Situation,
}

impl<'a> About<'a> {
    /// `None`: no situation was chosen, or it is not current.
    pub fn active(&self) -> Option<Active<'a>> {
        let chosen = self.grant.situation.as_ref()?;
        let all = self
            .personne
            .exercices
            .iter()
            .flat_map(|exercice| exercice.situations.iter().map(move |situation| Active { exercice, situation }));
        all.into_iter().find(|active| active.situation.id == *chosen && active.situation.en_cours(self.now))
    }

    /// Whether the chosen situation, if one was, still holds.
    pub fn situation_holds(&self) -> bool {
        self.grant.situation.is_none() || self.active().is_some()
    }

    fn scope(&self) -> Scope {
        self.grant.scope.iter().collect()
    }

    fn psc(&self) -> bool {
        self.client.profile == Profile::Psc
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.grant.scope.iter().any(|granted| granted == word)
    }

    fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// Names: implicit in `psc`, behind `profile` otherwise.
    fn names(&self) -> bool {
        self.psc() || self.has(scope::PROFILE)
    }

    /// The registry number: implicit in `psc`, behind its own scope otherwise.
    fn registry(&self) -> bool {
        self.psc() || self.has_any(&[scope::RPPS, scope::SCOPE_ALL, scope::REGISTRE])
    }

    /// The number is the name that a person signs in with: outside `psc` the scope `profile` alone does not tell it.
    fn username(&self) -> Option<String> {
        (self.names() && self.registry()).then(|| self.number())
    }

    fn number(&self) -> String {
        self.personne.identifiant.to_string()
    }

    fn full_name(&self) -> String {
        format!("{} {}", self.personne.prenom, self.personne.nom).trim().to_owned()
    }
}

#[cfg(test)]
mod tests;

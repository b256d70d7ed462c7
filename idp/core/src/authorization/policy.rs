//! Must the person do something before the code? Rules as data: each with its reason, and the error that answers when
//! nothing may be shown (OpenID Connect Core 1.0 §3.1.2.3 and §3.1.2.6).
//!
//! Consent is never among them: whoever registers a client binds it to the scopes that the registration lists
//! (docs/ecarts.md), so `prompt=consent` has nothing to ask.

use ambient::Timestamp;
use oidc::{Acr, ErrorCode, Prompt};

use super::AuthorizationRequest;
use crate::assurance::Assurance;
use crate::claims::subject::Subjects;
use crate::client::Client;
use crate::session::Session;

/// What the person has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// Prove who they are, for this reason.
    Login(Reason),
    /// Say where they work now: several situations and nothing that answers for the person.
    Situation,
}

/// Why a login is needed although there may be a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    NoSession,
    PromptLogin,
    MaxAge,
    /// `id_token_hint` or `claims.sub` names somebody else.
    HintMismatch,
    /// The session was opened with a means that does not reach the requested `acr`.
    Acr,
    /// The session was opened with a means that does not answer the essential `amr`.
    Amr,
    /// The card that opened the session left its reader, and the client wants it there.
    CardLeft,
}

impl Interaction {
    /// The answer under `prompt=none`.
    pub const fn error(self) -> ErrorCode {
        match self {
            Self::Login(_) => ErrorCode::LoginRequired,
            Self::Situation => ErrorCode::InteractionRequired,
        }
    }
}

/// What the rules look at.
struct Facts<'a> {
    request: &'a AuthorizationRequest,
    session: &'a Session,
    acr: Acr,
    sub: String,
    now: Timestamp,
    card_present: bool,
}

impl Facts<'_> {
    /// The person proved themselves for this very request: nothing asks them twice.
    fn fresh(&self) -> bool {
        self.session.authentication.at >= self.request.asked_at
    }
}

struct Rule {
    reason: Reason,
    breaks: fn(&Facts<'_>) -> bool,
}

const LOGIN: &[Rule] = &[
    Rule { reason: Reason::PromptLogin, breaks: |facts| facts.request.prompts.asks(Prompt::Login) && !facts.fresh() },
    Rule { reason: Reason::MaxAge, breaks: |facts| too_old(facts) && !facts.fresh() },
    Rule { reason: Reason::HintMismatch, breaks: |facts| somebody_else(facts) },
    Rule { reason: Reason::Acr, breaks: |facts| facts.request.acr_floor.is_some_and(|floor| facts.acr < floor) },
    Rule { reason: Reason::Amr, breaks: |facts| !facts.request.moyens.contains(&facts.session.authentication.kind) },
    Rule { reason: Reason::CardLeft, breaks: |facts| facts.card_present && facts.session.card_left },
];

fn too_old(facts: &Facts<'_>) -> bool {
    let age_allows = |max_age| facts.session.authentication.at.plus(max_age) > facts.now;
    facts.request.max_age.is_some_and(|max_age| !age_allows(max_age))
}

fn somebody_else(facts: &Facts<'_>) -> bool {
    facts.request.hinted.as_ref().is_some_and(|hinted| hinted.sub != facts.sub)
}

/// The rules with the tables that they read.
#[derive(Clone)]
pub struct Policy {
    assurance: Assurance,
    subjects: Subjects,
}

impl Policy {
    pub fn new(assurance: Assurance, subjects: Subjects) -> Self {
        Self { assurance, subjects }
    }

    /// `None`: the session answers the request as it is.
    pub fn login(
        &self,
        request: &AuthorizationRequest,
        client: &Client,
        session: Option<&Session>,
        now: Timestamp,
    ) -> Option<Interaction> {
        let Some(session) = session else { return Some(Interaction::Login(Reason::NoSession)) };
        let proof = &session.authentication;
        let acr = proof.at_most(self.assurance.of(client, proof.kind));
        let card_present = client.requests.card_present;
        let sub = self.subjects.of(client, &proof.personne);
        let facts = Facts { request, session, acr, sub, now, card_present };
        LOGIN.iter().find(|rule| (rule.breaks)(&facts)).map(|rule| Interaction::Login(rule.reason))
    }

    /// The level that this means answers for this client.
    pub fn acr(&self, client: &Client, session: &Session) -> Acr {
        let proof = &session.authentication;
        proof.at_most(self.assurance.of(client, proof.kind))
    }
}

//! Authorization codes: RFC 6749 §4.1.2, RFC 9700 §2.1.1. A code rests as a hash, lives on a presence shelf, and gives
//! its grant an identifier that only the code leads to: a second use finds what the first one made.

use std::sync::Arc;

use ambient::{Ambient, ExposeSecret, RestKey, Resting, SecretString, Timestamp};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use oidc::{Acr, CodeChallenge};
use sante::SituationId;
use serde::{Deserialize, Serialize};

use super::AuthorizationRequest;
use crate::claims::scope;
use crate::grant::{Grant, GrantId};
use crate::lifetimes::Lifetimes;
use crate::moyen::Authentication;
use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::session::SessionId;

/// A login that is complete: what the code stands for.
#[derive(Clone, Debug)]
pub struct NewGrant {
    pub request: AuthorizationRequest,
    pub session: SessionId,
    /// The session's absolute end.
    pub session_ends_at: Timestamp,
    pub authentication: Authentication,
    /// What the table of means answers, at least `request.acr_floor`.
    pub acr: Acr,
    pub card_present: bool,
    pub situation: Option<SituationId>,
}

/// What waits behind a code until it is redeemed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub grant: Grant,
    pub redirect_uri: String,
    pub code_challenge: Option<CodeChallenge>,
    /// RFC 9449 §10.
    #[serde(default)]
    pub dpop_jkt: Option<String>,
    pub expires_at: Timestamp,
}

#[derive(Clone)]
pub struct Codes {
    ambient: Ambient,
    rest: RestKey,
    shelf: Shelf<Waiting>,
    lifetimes: Lifetimes,
}

impl Codes {
    pub fn new(ambient: Ambient, rest: RestKey, presence: Arc<dyn Presence>, lifetimes: Lifetimes) -> Self {
        Self { ambient, rest, shelf: Shelf::new(presence, "code"), lifetimes }
    }

    /// A fresh code, alive from now on for as long as the settings say.
    pub async fn issue(&self, new: NewGrant) -> Result<SecretString, PortError> {
        let code = self.fresh();
        let now = self.ambient.now();
        let waiting = Waiting {
            redirect_uri: new.request.redirect_uri.clone(),
            code_challenge: new.request.code_challenge.clone(),
            dpop_jkt: new.request.dpop_jkt.clone(),
            expires_at: now.plus(self.lifetimes.code),
            grant: self.grant(code.expose_secret(), new, now),
        };
        match self.shelf.create(self.resting(code.expose_secret()).as_str(), &waiting, self.lifetimes.code).await? {
            true => Ok(code),
            false => Err(PortError::inconsistent("presence", "code", "a fresh code was already taken")),
        }
    }

    /// Gives what waits behind the code to exactly one caller.
    pub async fn take(&self, code: &str) -> Result<Option<Waiting>, PortError> {
        self.shelf.take(self.resting(code).as_str()).await
    }

    /// The grant that a first use of this code opened, if there was one.
    pub fn grant_id(&self, code: &str) -> GrantId {
        GrantId::from(self.rest.rest("grant", code).as_str())
    }

    /// The unique origin of the first emission (`Grants::open`).
    pub fn origin(&self, code: &str) -> String {
        format!("code:{}", self.resting(code).as_str())
    }

    /// Whether this provider made the code: what somebody made up leaves no trace, however often it comes.
    pub fn made_here(&self, code: &str) -> bool {
        let Some((secret, tag)) = code.rsplit_once('.') else { return false };
        verify_slices_are_equal(self.tag(secret).as_bytes(), tag.as_bytes()).is_ok()
    }

    fn fresh(&self) -> SecretString {
        let secret = self.ambient.dated_secret();
        let tag = self.tag(secret.expose_secret());
        SecretString::from(format!("{}.{tag}", secret.expose_secret()))
    }

    /// What only this provider can say of a secret: 96 bits.
    fn tag(&self, secret: &str) -> String {
        self.rest.proof("code.tag", secret).chars().take(16).collect()
    }

    fn resting(&self, code: &str) -> Resting {
        self.rest.rest("code", code)
    }

    fn grant(&self, code: &str, new: NewGrant, now: Timestamp) -> Grant {
        let offline = new.request.scope.has(scope::OFFLINE_ACCESS);
        let ends_at = if offline { now.plus(self.lifetimes.offline) } else { new.session_ends_at };
        Grant {
            id: self.grant_id(code),
            session: new.session,
            client: new.request.client,
            authentication: new.authentication,
            situation: new.situation,
            scope: new.request.scope.words(),
            nonce: new.request.nonce,
            acr: new.acr.word().to_owned(),
            opened_at: now,
            ends_at,
            resources: new.request.resources,
            claims: new.request.claims,
            card_present: new.card_present,
        }
    }
}

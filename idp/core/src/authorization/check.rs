//! The checks, in the order in which [`super::Authorization::check`] runs them.

pub mod acr_values;
pub mod amr;
pub mod claims;
pub mod client;
pub mod dpop_jkt;
pub mod duplicates;
pub mod grant;
pub mod id_token_hint;
pub mod kc_idp_hint;
pub mod login_hint;
pub mod max_age;
pub mod nonce;
pub mod pkce;
pub mod prompt;
pub mod redirect_uri;
pub mod registration;
pub mod resource;
pub mod response_mode;
pub mod response_type;
pub mod route;
pub mod scope;
pub mod situation_hint;
pub mod state;
pub mod ui_locales;

use oidc::{ErrorCode, Parameters};

use super::source::Came;
use crate::client::Client;
use crate::explain::{Compared, checks};

/// The request, the client that it comes from, and how.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub params: &'a Parameters,
    pub client: &'a Client,
    pub came: Came,
}

/// A check that did not hold, once errors may be redirected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub error: ErrorCode,
    /// For the developer of the client: ASCII without quotes, nothing of the request.
    pub why: &'static str,
    /// For the client that proved itself, and in the sandbox (see [`crate::explain`]).
    pub compared: Option<Box<Compared>>,
}

impl Fault {
    pub const fn new(error: ErrorCode, why: &'static str) -> Self {
        Self { error, why, compared: None }
    }

    pub const fn request(why: &'static str) -> Self {
        Self::new(ErrorCode::InvalidRequest, why)
    }

    /// With the two values, both of this very client: what it registered or was told, and what it sent.
    pub fn between(self, expected: impl Into<String>, received: impl Into<String>) -> Self {
        let compared = Compared { expected: expected.into(), received: received.into() };
        Self { compared: Some(Box::new(compared)), ..self }
    }

    /// That of the check, the same at every endpoint.
    pub fn code(&self) -> Option<&'static str> {
        checks::code(&[checks::OF_REQUESTS, checks::OF_OBJECTS, checks::OF_CIBA], self.why)
    }
}

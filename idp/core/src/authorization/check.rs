//! The checks, in the order in which [`super::Authorization::check`] runs them.

pub mod acr_values;
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

/// The request, the client that it comes from, and how.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub params: &'a Parameters,
    pub client: &'a Client,
    pub came: Came,
}

/// A check that did not hold, once errors may be redirected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub error: ErrorCode,
    /// For the developer of the client: ASCII without quotes, nothing of the request.
    pub why: &'static str,
}

impl Fault {
    pub const fn new(error: ErrorCode, why: &'static str) -> Self {
        Self { error, why }
    }

    pub const fn request(why: &'static str) -> Self {
        Self::new(ErrorCode::InvalidRequest, why)
    }
}

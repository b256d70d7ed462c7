use ambient::Timestamp;
use annuaire::Personne;
use oidc::{Confirmation, ResponseType};

use crate::client::{Client, ClientId};
use crate::grant::{Grant, RefreshToken};

/// Why tokens go out, with what makes the emission unique.
pub(super) enum Origin<'a> {
    /// Opens the grant.
    Code(String),
    /// Opens the grant; the same of a code that never left, of tokens that go by the browser.
    Browser(String, ResponseType),
    /// Opens the grant; the resting form of the `auth_req_id`.
    Ciba(String),
    /// Opens the grant; the resting form of the device code.
    Device(String),
    /// A refresh token goes out again as it came, with a new life.
    Refresh { token: RefreshToken, sent: &'a str },
    /// A refresh token that serves once is followed by another one.
    RefreshOnce(RefreshToken),
    /// RFC 8693: under the grant of the subject token, for the client that exchanges it, never longer than `until`.
    Exchange { actors: Vec<ClientId>, until: Timestamp },
}

/// One set of tokens to be issued.
pub(super) struct Issue<'a> {
    pub client: &'a Client,
    /// As stored.
    pub grant: &'a Grant,
    /// As these tokens show it: the same, or with a narrower scope.
    pub granted: &'a Grant,
    pub personne: &'a Personne,
    pub origin: Origin<'a>,
    /// The key or the certificate that the sender proved, where the tokens are bound to it.
    pub confirmation: Option<Confirmation>,
    /// RFC 8707: what the access token is for; `None`: the provider's own endpoints.
    pub resource: Option<String>,
}

impl Origin<'_> {
    pub fn opens(&self) -> bool {
        matches!(self, Self::Code(_) | Self::Browser(..) | Self::Ciba(_) | Self::Device(_))
    }

    /// Nothing is there that the access token would go with.
    pub fn id_token_alone(&self) -> bool {
        matches!(self, Self::Browser(_, ResponseType::IdToken))
    }

    /// The name of [`crate::grant::Emission::origin`], where what came is single use by it.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Code(name) | Self::Browser(name, _) => Some(name.clone()),
            Self::Ciba(resting) => Some(format!("ciba:{resting}")),
            Self::Device(resting) => Some(format!("device:{resting}")),
            Self::Refresh { .. } | Self::RefreshOnce(_) | Self::Exchange { .. } => None,
        }
    }
}

use ambient::{Resting, Timestamp};
use oidc::{Confirmation, TokenResponse};
use serde::{Deserialize, Serialize};

use super::{Grant, GrantId};
use crate::client::ClientId;

/// The record of one emission, written before a token leaves. `origin` is unique: `code:<resting>`, `ciba:<resting>`,
/// `device:<resting>`, or one that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    pub origin: String,
    pub grant: GrantId,
    /// What the access token is recognised by: its `jti`; for an opaque one the form in which it rests.
    pub token: String,
    pub at: Timestamp,
    pub expires_at: Timestamp,
    pub terms: Terms,
}

/// What one access token is good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Who holds it: the client of the grant, or whoever exchanged a token of it (RFC 8693).
    pub client: ClientId,
    /// The scope of this token, which may be narrower than that of the grant.
    pub scope: Vec<String>,
    /// RFC 8707: the one resource that it is for; `None`: the provider's own endpoints.
    pub resource: Option<String>,
    pub confirmation: Option<Confirmation>,
    /// RFC 8693 §4.1: who acts for the person, the last one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<ClientId>,
}

impl Terms {
    /// RFC 9449 §5: a token that wants a proof says so by its type.
    pub fn token_type(&self) -> &'static str {
        match self.confirmation {
            Some(Confirmation::Jkt(_)) => TokenResponse::DPOP,
            Some(Confirmation::X5tS256(_)) | None => TokenResponse::BEARER,
        }
    }
}

/// A refresh token as it rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    pub resting: Resting,
    pub grant: GrantId,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    /// RFC 9449 §5: that of a public client serves only with a proof of this key.
    pub confirmation: Option<Confirmation>,
    /// The one that was spent for it, where they serve once.
    pub follows: Option<Resting>,
}

/// An emission and the grant that it was made under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    pub grant: Grant,
    pub emission: Emission,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Emitted {
    Yes,
    /// The origin or the refresh token was spent before, for this grant: whoever asks must see everything of it revoked.
    AlreadySpent {
        by: GrantId,
    },
}

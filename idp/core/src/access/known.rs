use oidc::Confirmation;

use crate::client::Client;
use crate::client_token::ClientToken;
use crate::grant::{Emission, Grant, Terms};
use crate::signing::OwnToken;

/// An access token that this provider emitted.
pub enum Known {
    Person(Box<Access>),
    Client(Box<ClientAccess>),
}

/// In the name of a person. Not `Debug`: its grant names them.
pub struct Access {
    /// Who holds the token, as registered now.
    pub client: Client,
    /// As stored.
    pub grant: Grant,
    /// With the scope of this token, as far as its client still has it.
    pub granted: Grant,
    pub emission: Emission,
    /// What a JWT says; `None`: an opaque token.
    pub claims: Option<OwnToken>,
}

/// In the name of the client itself.
pub struct ClientAccess {
    pub client: Client,
    pub token: ClientToken,
    /// The scope, as far as the client still has it.
    pub scope: Vec<String>,
    pub claims: Option<OwnToken>,
}

impl Access {
    /// The key that the token is bound to.
    pub fn confirmation(&self) -> Option<&Confirmation> {
        self.emission.terms.confirmation.as_ref()
    }
}

impl Known {
    pub fn client(&self) -> &Client {
        match self {
            Self::Person(access) => &access.client,
            Self::Client(access) => &access.client,
        }
    }

    pub fn terms(&self) -> &Terms {
        match self {
            Self::Person(access) => &access.emission.terms,
            Self::Client(access) => &access.token.terms,
        }
    }

    /// [`Emission::token`]: what a stamp on this one token names.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(access) => &access.emission.token,
            Self::Client(access) => &access.token.token,
        }
    }
}

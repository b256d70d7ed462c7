//! Initial access tokens (RFC 7591 §3): whoever holds one may register clients. The operator makes them, each for so
//! many clients and so long.

use ambient::{Ambient, ExposeSecret as _, RestKey, Resting, SecretString, Timestamp};
use async_trait::async_trait;

use crate::port::PortError;

/// One token as it rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitialAccess {
    pub resting: Resting,
    /// How many clients it still registers; `None`: any number.
    pub uses: Option<u32>,
    pub expires_at: Option<Timestamp>,
    /// Whoever gave it vouches for the clients that it makes.
    pub trusted: bool,
}

/// What the operator asks for.
#[derive(Clone, Copy, Debug)]
pub struct NewInitialAccess {
    pub uses: Option<u32>,
    pub expires_at: Option<Timestamp>,
    pub trusted: bool,
}

#[async_trait]
pub trait InitialAccessTokens: Send + Sync {
    /// Writes the token, replacing an earlier one of the same resting form.
    async fn add(&self, token: &InitialAccess) -> Result<(), PortError>;
    /// The token, while it can still be spent.
    async fn usable(&self, token: &Resting, now: Timestamp) -> Result<Option<InitialAccess>, PortError>;
    /// Takes one use, in one statement. `false`: unknown, over, or used up.
    async fn spend(&self, token: &Resting, now: Timestamp) -> Result<bool, PortError>;
}

impl NewInitialAccess {
    /// Draws a token of 256 bits; it is shown once.
    pub fn draw(self, ambient: &Ambient, rest: &RestKey) -> (SecretString, InitialAccess) {
        let secret = ambient.secret();
        let resting = resting(rest, secret.expose_secret());
        (secret, self.of(resting))
    }

    /// A token that was drawn elsewhere.
    pub fn known(self, rest: &RestKey, secret: &SecretString) -> InitialAccess {
        self.of(resting(rest, secret.expose_secret()))
    }

    fn of(self, resting: Resting) -> InitialAccess {
        InitialAccess { resting, uses: self.uses, expires_at: self.expires_at, trusted: self.trusted }
    }
}

pub(super) fn resting(rest: &RestKey, secret: &str) -> Resting {
    rest.rest("initial-access", secret)
}

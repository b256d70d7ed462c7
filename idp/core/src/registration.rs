//! A client as somebody declares it, and the ordered checks that a declaration passes before it becomes a [`Client`]
//! (RFC 7591 §2, OpenID Connect Registration §2). A contradiction is refused with its reason and its remedy. A file of
//! the operator's and a client that registers itself ([`Registrations`]) pass the same checks.
//!
//! [`Client`]: crate::client::Client

mod access;
pub mod address;
mod assemble;
mod check;
mod declaration;
mod metadata;
mod namesake;
mod refusal;
mod refused;
mod sector;
mod service;

pub use access::{InitialAccess, InitialAccessTokens, NewInitialAccess};
pub use address::AddressFault;
pub use check::codes;
pub use declaration::{ApplicationType, Author, Declaration, Delivery, Method};
pub use refusal::RegistrationRefusal;
pub use service::{Deps, Registered, RegistrationSettings, Registrations};

use crate::client::Client;

/// What a declaration says against itself or against its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Of the check that objects, in docs/errors.md.
    pub code: &'static str,
    pub key: &'static str,
    pub reason: String,
    pub remedy: &'static str,
}

impl Declaration {
    /// Every objection at once, in the order of the checks; none: the declaration holds.
    pub fn objections(&self) -> Vec<Objection> {
        check::of(self.profile()).flat_map(|check| check.objections(self)).collect()
    }

    /// The same name as one of these (RFC 7591 §5), as somebody in a hurry reads it.
    pub fn namesakes(&self, registered: &[Client]) -> Vec<Objection> {
        namesake::objections(self, registered)
    }
}

#[cfg(test)]
mod tests;

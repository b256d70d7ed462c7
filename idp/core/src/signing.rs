//! Signing keys, several an algorithm: sealed at rest or in a token, published before their first use and until the last
//! token that they signed has expired (OpenID Connect Core 1.0 §10.1.1, docs/decisions/0010).

mod generate;
mod jwks;
mod local;
mod ring;
mod schedule;
mod seal;
mod service;
mod settings;
mod signer;
mod turning;
mod verify;

pub use schedule::{Scheduled, Stage};
pub use seal::{SealKey, SealKeyError};
pub use service::{Deps, Signing, SigningError};
pub use settings::SigningSettings;
pub use signer::{Signer, SignerError, Vault};
pub use verify::{OwnToken, TokenType, VerifyError};

#[cfg(test)]
mod tests;

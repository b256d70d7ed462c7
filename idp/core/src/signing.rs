//! Signing keys: RSA-2048 and P-256, sealed at rest, published before their first use and until the last token that they
//! signed has expired (OpenID Connect Core 1.0 §10.1.1).

mod generate;
mod jwks;
mod ring;
mod seal;
mod service;
mod verify;

pub use seal::{SealKey, SealKeyError};
pub use service::{Signing, SigningError, SigningSettings};
pub(crate) use verify::signed_claims;
pub use verify::{OwnToken, TokenType, VerifyError};

#[cfg(test)]
mod tests;

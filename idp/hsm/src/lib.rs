//! Signing keys that never leave a token (PKCS#11): made there, used there, destroyed there.

mod hsm;
mod keys;
mod token;

pub use hsm::Hsm;
pub use token::{HsmError, Place};

//! `cnf`: RFC 7800 §3.1, RFC 8705 §3.1, RFC 9449 §6.1.

use serde::{Deserialize, Serialize};

/// The key that a sender-constrained token is bound to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Confirmation {
    /// Thumbprint (RFC 7638, SHA-256, base64url) of the key of a DPoP proof.
    #[serde(rename = "jkt")]
    Jkt(String),
    /// SHA-256 of the DER of the client's TLS certificate, base64url: 43 characters.
    #[serde(rename = "x5t#S256")]
    X5tS256(String),
}

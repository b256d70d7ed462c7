use ambient::{SecretString, Timestamp};
use idp_core::client::{ClientId, TlsSubject};
use serde_json::Value;

/// What a client proves itself with from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nouvelle {
    /// Drawn here, shown once.
    Secret,
    Jwks(Value),
    JwksUri(String),
    Certificat(TlsSubject),
}

/// A rotation that was done. Not `Debug`: it may hold the secret.
pub struct Tournee {
    pub client: ClientId,
    /// Shown this once.
    pub secret: Option<SecretString>,
    /// When the former proof ends; `None`: it has ended, or there was none that anybody knew.
    pub ancienne_jusqu_au: Option<Timestamp>,
}

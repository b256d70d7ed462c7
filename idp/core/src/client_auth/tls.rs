//! RFC 8705 §2: the certificate of the connection, whose key the handshake proved.

use super::{ClientAuthRefusal, Deps};
use crate::client::{Client, TlsSubject};
use crate::machine;

pub const WHY: &str = "the certificate is that of the registration, from an authority that is known here";

/// `tls_client_auth`: issued by an authority of machines, to the subject of the registration.
pub fn of_subject(deps: &Deps, client: &Client, subject: &TlsSubject, chain: &[Vec<u8>]) -> bool {
    if let Err(cause) = deps.machines.trusted(chain, deps.ambient.now()) {
        tracing::info!(client.id = %client.id, %cause, "a certificate is not trusted");
        return false;
    }
    chain.first().is_some_and(|leaf| machine::names(leaf, subject))
}

/// `self_signed_tls_client_auth`: the key is one of the client's, whoever signed the certificate.
pub async fn of_key(deps: &Deps, client: &Client, chain: &[Vec<u8>]) -> Result<bool, ClientAuthRefusal> {
    let keys = deps.keys.of(client).await?;
    Ok(chain.first().is_some_and(|leaf| machine::is_key_of(leaf, &keys)))
}

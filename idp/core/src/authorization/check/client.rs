//! RFC 6749 §4.1.1 `client_id`; §4.1.2.1: an invalid one never redirects.

use oidc::Parameters;

use crate::authorization::PageRefusal;
use crate::client::{Client, ClientId, Clients};

/// The client is known and enabled.
pub async fn known(params: &Parameters, clients: &dyn Clients) -> Result<Client, PageRefusal> {
    let id = params.only("client_id").ok_or(PageRefusal::ClientMissing)?;
    let client = clients.client(&ClientId::from(id)).await?.ok_or(PageRefusal::ClientUnknown)?;
    match client.disabled_at {
        Some(_) => Err(PageRefusal::ClientDisabled(client.id)),
        None => Ok(client),
    }
}

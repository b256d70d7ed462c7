use std::time::Duration;

use reqwest::{Certificate, Client, redirect};

#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be made: {0}; check that the authority file holds PEM certificates")]
pub struct ClientError(#[from] reqwest::Error);

/// The one client of the phones and of their command line. `autorite`: PEM certificates trusted instead of the machine's.
pub fn client(autorite: Option<&[u8]>) -> Result<Client, ClientError> {
    let client = Client::builder()
        .connect_timeout(Duration::from_secs(2))
        .timeout(Duration::from_secs(20))
        .redirect(redirect::Policy::none())
        .no_proxy();
    let client = match autorite {
        Some(pem) => client.tls_certs_only(Certificate::from_pem_bundle(pem)?),
        None => client,
    };
    Ok(client.build()?)
}

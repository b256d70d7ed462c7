use std::time::Duration;

use reqwest::{Certificate, Client, redirect};

/// To open a connection.
const CONNEXION: Duration = Duration::from_secs(2);
/// From the first octet sent to the last received, unless a call sets its own.
pub(crate) const REPONSE: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
#[error("the outbound HTTP client cannot be made: {0}; check that the authority file holds PEM certificates")]
pub struct ClientError(#[from] reqwest::Error);

/// The client of every outbound call: no redirect, no proxy of the environment, 2 s to connect, 5 s to answer.
///
/// `autorite`: certificates in PEM that are trusted instead of the machine's own.
pub fn client(autorite: Option<&[u8]>) -> Result<Client, ClientError> {
    let client = Client::builder()
        .connect_timeout(CONNEXION)
        .timeout(REPONSE)
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .pool_idle_timeout(Duration::from_secs(30));
    let client = match autorite {
        Some(pem) => client.tls_certs_only(Certificate::from_pem_bundle(pem)?),
        None => client,
    };
    Ok(client.build()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_that_is_no_certificate_is_refused() {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        assert!(client(Some(b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n")).is_err());
        assert!(client(None).is_ok());
    }
}

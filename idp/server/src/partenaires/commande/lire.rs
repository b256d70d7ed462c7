//! What only a running node knows, asked of its API with a key of the organisation: the last requests, the claims.

use ambient::{ExposeSecret as _, SecretString};

use super::{Client, PartenairesError};
use crate::config::Config;

/// The answer of the API, as it is read: JSON of docs/openapi-partenaires.json.
pub async fn lire(
    config: &Config,
    (client, quoi): (&Client, &str),
    cle: &SecretString,
) -> Result<String, PartenairesError> {
    let espace = config.partenaires.as_ref().ok_or(PartenairesError::Closed)?;
    let authority = config.authority().map_err(Box::new)?;
    let http = idp_outbound::client(authority.as_deref())?;
    let mut address = espace.url.clone();
    let path = ["api", "v1", "services", &client.service, client.environnement.mot(), quoi];
    address.path_segments_mut().map_err(|()| PartenairesError::Closed)?.pop_if_empty().extend(path);
    let answer = http.get(address).bearer_auth(cle.expose_secret()).send().await?;
    let status = answer.status();
    let text = answer.text().await?;
    if status.is_success() { Ok(text + "\n") } else { Err(PartenairesError::Api(status.as_u16(), text)) }
}

//! The public keys of clients: in their registration, or at their address, fetched at a bounded rate (security row K08).

mod kept;

use std::sync::Arc;

use ambient::{Ambient, Seconds};
use jose::jws::{self, JwsError, Verified};
use jose::{JweAlg, Jwk, JwkSet, JwsAlg, jwe, jwk};

use crate::client::{Client, ClientKeys};
use crate::outbound::Documents;
use crate::port::PortError;
use kept::Kept;

/// The name of the port in errors: whatever calls it out of reach does not alarm the operator.
pub(crate) const PORT: &str = "jwks_uri";

/// How long what was fetched is believed, and how often a client's address is asked, whatever strangers send.
#[derive(Clone, Copy, Debug)]
pub struct KeySetSettings {
    /// A set is fetched again after this: within it, a key that the client removed is refused.
    pub fresh: Seconds,
    /// An address that does not answer: its last set serves this long, from when it was fetched.
    pub stale: Seconds,
    /// The shortest time between two fetches for one client.
    pub between: Seconds,
}

impl Default for KeySetSettings {
    fn default() -> Self {
        Self { fresh: Seconds::minutes(5), stale: Seconds::minutes(60), between: Seconds(30) }
    }
}

/// Why a message is not one that this client signed.
#[derive(Debug, thiserror::Error)]
pub enum KeysRefusal {
    #[error(transparent)]
    Jws(#[from] JwsError),
    #[error(transparent)]
    Unavailable(#[from] PortError),
}

/// Cheap to clone; every clone shares what was fetched.
#[derive(Clone)]
pub struct ClientKeySets(Arc<Kept>);

impl ClientKeySets {
    pub fn new(ambient: Ambient, documents: Arc<dyn Documents>, settings: KeySetSettings) -> Self {
        Self(Arc::new(Kept::new(ambient, documents, settings)))
    }

    /// The client's public keys; none where it registered none.
    pub async fn of(&self, client: &Client) -> Result<Arc<JwkSet>, PortError> {
        match &client.keys {
            ClientKeys::None => Ok(Arc::default()),
            ClientKeys::Jwks(text) => jwk::parse_set(text)
                .map(Arc::new)
                .map_err(|error| PortError::inconsistent("clients", &client.id, error)),
            ClientKeys::JwksUri(url) => self.0.believed(&client.id, url).await,
        }
    }

    /// The claims of a message that the client signed, with one of its keys or, while they change, with one of the former ones.
    pub async fn verify(&self, client: &Client, token: &str, allowed: &[JwsAlg]) -> Result<Verified, KeysRefusal> {
        let verdict = self.verify_with(client, token, allowed).await;
        let former = client.outgoing.as_ref().and_then(|_| client.before_rotation(self.0.now()).map(Box::new));
        match (verdict, former) {
            // rare: on the heap, so that every other call stays as small as it was
            (Err(refusal), Some(former)) => Box::pin(self.verify_with(&former, token, allowed)).await.or(Err(refusal)),
            (verdict, _) => verdict,
        }
    }

    /// Where none of the keys made the signature, named or not, they are fetched again, once, if they were not a moment ago.
    async fn verify_with(&self, client: &Client, token: &str, allowed: &[JwsAlg]) -> Result<Verified, KeysRefusal> {
        let verdict = jws::verify(token, &*self.of(client).await?, allowed);
        match (verdict, &client.keys) {
            (Err(JwsError::UnknownKey | JwsError::UnfitKey | JwsError::Signature), ClientKeys::JwksUri(url)) => {
                let keys = self.0.renewed(&client.id, url).await?;
                Ok(jws::verify(token, &keys, allowed)?)
            }
            (verdict, _) => Ok(verdict?),
        }
    }

    /// The first of the client's keys for which content may be encrypted in this way.
    pub async fn encryption_key(&self, client: &Client, alg: JweAlg) -> Result<Option<Jwk>, PortError> {
        Ok(self.of(client).await?.keys.iter().find(|key| jwe::fits(key, alg)).cloned())
    }
}

#[cfg(test)]
mod tests;

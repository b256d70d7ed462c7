//! Client authentication at the back-channel endpoints: RFC 6749 §2.3, RFC 7523 §2.2, OpenID Connect Core 1.0 §9.
//! Exactly the registered method, one at a time.

mod assertion;
mod presented;
mod refusal;
mod secret;
mod stranger;
mod throttle;
mod tls;

pub use presented::{BackChannelCall, Proven};
pub use refusal::{ClientAuthRefusal, Unproven};

use std::sync::Arc;

use ambient::{Ambient, RestKey};

use crate::client::{Client, ClientAuth, ClientId, Clients};
use crate::client_keys::ClientKeySets;
use crate::compteur::Compteurs;
use crate::hosts::Hosts;
use crate::journal::{Acte, Bounded, Journal, event};
use crate::machine::MachineCertificates;
use crate::spent::Spent;
use presented::Presented;
use stranger::Stranger;

/// What [`ClientAuthentication`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub hosts: Hosts,
    pub clients: Arc<dyn Clients>,
    pub keys: ClientKeySets,
    pub machines: Arc<dyn MachineCertificates>,
    pub compteurs: Arc<dyn Compteurs>,
    pub spent: Arc<dyn Spent>,
    pub journal: Arc<dyn Journal>,
}

/// Tells which client calls.
#[derive(Clone)]
pub struct ClientAuthentication(Deps);

impl ClientAuthentication {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// How a secret that was shown once is registered (`ClientAuth::ClientSecretBasic` and `…Post`).
    pub fn rest_secret(rest: &RestKey, secret: &str) -> String {
        secret::rest(rest, secret)
    }

    /// The client that makes this call, proven. A public client is only named: its requests prove themselves by PKCE.
    pub async fn authenticate(&self, call: &BackChannelCall<'_>) -> Result<Client, ClientAuthRefusal> {
        let presented = match Self::present(call) {
            Ok(presented) => presented,
            Err(refusal) => return Err(stranger::tell(&self.0, Stranger::Unreadable, call, refusal).await),
        };
        let client = self.known(&presented, call).await?;
        throttle::allow(&self.0, &client, call.source).await?;
        match self.proves(&client, &presented, call).await {
            Ok(()) => {
                if let (Some(proven), false) = (call.proven, client.is_public()) {
                    proven.set();
                }
                Ok(client)
            }
            Err(refusal @ ClientAuthRefusal::Proof(_)) => {
                throttle::count(&self.0, &client, call.source).await?;
                let acte = Acte::new(event::CLIENT_AUTHENTICATION_FAILED).with("client.id", client.id.as_str());
                self.0.journal.record(acte.with("method", presented.method())).await?;
                Err(refusal)
            }
            Err(refusal) => Err(refusal),
        }
    }

    /// For what is told of a public client, which is named and not proven.
    pub(crate) fn bounded(&self) -> Bounded<'_> {
        Bounded { journal: &*self.0.journal, compteurs: &*self.0.compteurs, now: self.0.ambient.now() }
    }

    fn present(call: &BackChannelCall<'_>) -> Result<Presented, ClientAuthRefusal> {
        match call.params.duplicate() {
            Some(_) => Err(ClientAuthRefusal::Request("a parameter was included more than once")),
            None => Presented::read(call),
        }
    }

    /// Known, enabled, and the same in the body as in the credentials.
    async fn known(&self, presented: &Presented, call: &BackChannelCall<'_>) -> Result<Client, ClientAuthRefusal> {
        let id = presented.client_id();
        let client = self.0.clients.client(&ClientId::from(id)).await?;
        let stranger = match client {
            _ if call.params.get("client_id").is_some_and(|named| named != id) => Stranger::Mismatch,
            None => Stranger::Unknown,
            Some(ref client) if client.disabled_at.is_some() => Stranger::Disabled(&client.id),
            Some(client) => return Ok(client),
        };
        Err(stranger::tell(&self.0, stranger, call, presented.refused()).await)
    }

    /// By what is registered, or by what was until the client changed it, while both serve.
    async fn proves(
        &self,
        client: &Client,
        presented: &Presented,
        call: &BackChannelCall<'_>,
    ) -> Result<(), ClientAuthRefusal> {
        // on the heap: an assertion and its keys make a large future, and every call to an endpoint holds this one
        let proven = Box::pin(self.proves_as(client, presented, call)).await;
        // keys know their former ones by themselves: an assertion is looked at once
        if client.outgoing.is_none() || client.auth == ClientAuth::PrivateKeyJwt {
            return proven;
        }
        match (proven, client.before_rotation(self.0.ambient.now()).map(Box::new)) {
            (Err(refusal @ ClientAuthRefusal::Proof(_)), Some(former)) => {
                Box::pin(self.proves_as(&former, presented, call)).await.or(Err(refusal))
            }
            (proven, _) => proven,
        }
    }

    /// By the registered method. A profile of FAPI knows no secret, whatever its registration says (FAPI 2.0 Security
    /// Profile §5.3.2.1-6).
    async fn proves_as(
        &self,
        client: &Client,
        presented: &Presented,
        call: &BackChannelCall<'_>,
    ) -> Result<(), ClientAuthRefusal> {
        let holds = |holds: bool, why| if holds { Ok(()) } else { Err(Unproven::new(why).into()) };
        if client.profile.is_fapi() && (client.is_public() || client.auth.has_secret()) {
            return holds(false, "clients of this profile prove a key");
        }
        match (&client.auth, presented) {
            (ClientAuth::None, Presented::Named { .. } | Presented::Certificate { .. }) => Ok(()),
            (ClientAuth::ClientSecretBasic { secret: registered }, Presented::Basic { secret, .. })
            | (ClientAuth::ClientSecretPost { secret: registered }, Presented::Post { secret, .. }) => {
                holds(secret::equal(&self.0.rest, registered, secret), "the secret is that of the registration")
            }
            (ClientAuth::PrivateKeyJwt, Presented::Assertion { assertion, .. }) => {
                assertion::holds(&self.0, client, assertion, call.url).await
            }
            (ClientAuth::TlsClientAuth { subject }, Presented::Certificate { .. }) => {
                holds(tls::of_subject(&self.0, client, subject, call.certificate), tls::WHY)
            }
            (ClientAuth::SelfSignedTlsClientAuth, Presented::Certificate { .. }) => {
                holds(tls::of_key(&self.0, client, call.certificate).await?, tls::WHY)
            }
            (registered, other) => {
                let why = "the method is that of the registration";
                Err(Unproven::between(why, registered.word(), other.method()).into())
            }
        }
    }
}

#[cfg(test)]
mod tests;

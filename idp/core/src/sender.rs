//! Sender-constrained tokens: RFC 9449 (DPoP) and RFC 8705 §3 (certificates). Who receives a token names the key that it is
//! bound to, and who shows it proves that key.

mod certificate;
mod htu;
mod nonce;
mod proof;
mod refusal;

pub use certificate::{same, thumbprint};
pub use proof::ALGS;
pub use refusal::SenderRefusal;

use std::sync::Arc;

use ambient::{Ambient, RestKey};
use oidc::Confirmation;
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::client_auth::BackChannelCall;
use crate::spent::Spent;
use nonce::Nonces;
use proof::Expected;

/// What [`Senders`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub spent: Arc<dyn Spent>,
    pub settings: SenderSettings,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SenderSettings {
    /// Every proof carries a nonce of ours; otherwise those of FAPI clients alone.
    pub nonce_always: bool,
}

/// How a token came to a resource: RFC 6750 §2.1, RFC 9449 §7.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Bearer,
    DPoP,
}

/// An access token that came to a resource, with everything that can prove its sender.
#[derive(Clone, Copy)]
pub struct Presented<'a> {
    pub scheme: Scheme,
    pub token: &'a str,
    /// Every `DPoP` header that came, as it came.
    pub dpop: &'a [String],
    /// As in [`BackChannelCall::certificate`].
    pub certificate: &'a [Vec<u8>],
    /// As in [`BackChannelCall::method`] and [`BackChannelCall::url`].
    pub method: &'a str,
    pub url: &'a str,
}

/// A bearer token with nothing beside it.
impl<'a> From<&'a str> for Presented<'a> {
    fn from(token: &'a str) -> Self {
        Self { scheme: Scheme::Bearer, token, dpop: &[], certificate: &[], method: "GET", url: "" }
    }
}

impl<'a> From<&'a String> for Presented<'a> {
    fn from(token: &'a String) -> Self {
        token.as_str().into()
    }
}

/// Tells which key a sender holds.
#[derive(Clone)]
pub struct Senders(Deps);

impl Senders {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// Token endpoint: the key that the tokens of this call are bound to, proven. Where the registration demands a
    /// proof or a certificate, none is a refusal. `token_type` is `DPoP` for [`Confirmation::Jkt`], `Bearer` otherwise.
    pub async fn prove(
        &self,
        client: &Client,
        call: &BackChannelCall<'_>,
    ) -> Result<Option<Confirmation>, SenderRefusal> {
        let rules = &client.tokens;
        if !call.dpop.is_empty() && rules.certificate_bound {
            return Err(SenderRefusal::Request("one way of binding the token at a time: certificate or DPoP proof"));
        }
        if !call.dpop.is_empty() || rules.dpop_bound {
            return self.proof(client, call).await.map(|jkt| Some(Confirmation::Jkt(jkt)));
        }
        if rules.certificate_bound {
            let leaf = call.certificate.first().ok_or(SenderRefusal::Request(
                "the client's tokens are bound to its certificate: call the mtls alias with it",
            ))?;
            return Ok(Some(Confirmation::X5tS256(thumbprint(leaf, rules.cnf_form))));
        }
        match client.profile.is_fapi() {
            true => Err(SenderRefusal::Proof("tokens of this profile are bound to a key: send a DPoP proof")),
            false => Ok(None),
        }
    }

    /// Pushed requests (RFC 9449 §10.1): the thumbprint that binds the code, from the proof if one was sent, or as
    /// `dpop_jkt` asked; both must agree.
    pub async fn announce(
        &self,
        client: &Client,
        call: &BackChannelCall<'_>,
        dpop_jkt: Option<&str>,
    ) -> Result<Option<String>, SenderRefusal> {
        if call.dpop.is_empty() {
            return Ok(dpop_jkt.map(str::to_owned));
        }
        let jkt = self.proof(client, call).await?;
        match dpop_jkt.is_some_and(|asked| asked != jkt) {
            true => Err(SenderRefusal::Proof("dpop_jkt and the proof name different keys")),
            false => Ok(Some(jkt)),
        }
    }

    /// Resources: whoever shows the token holds the key that it is `bound` to, and shows it the right way.
    pub async fn present(
        &self,
        client: &Client,
        bound: Option<&Confirmation>,
        presented: &Presented<'_>,
    ) -> Result<(), SenderRefusal> {
        match (bound, presented.scheme) {
            (None, Scheme::Bearer) => Ok(()),
            (None, Scheme::DPoP) => Err(SenderRefusal::Token("the token is not bound to a DPoP key")),
            (Some(Confirmation::Jkt(_)), Scheme::Bearer) => {
                Err(SenderRefusal::Token("the token is bound to a DPoP key and came as a bearer token"))
            }
            (Some(Confirmation::Jkt(jkt)), Scheme::DPoP) => self.proof_at_resource(client, jkt, presented).await,
            (Some(Confirmation::X5tS256(_)), Scheme::DPoP) => {
                Err(SenderRefusal::Token("the token is bound to a certificate and came with the DPoP scheme"))
            }
            (Some(Confirmation::X5tS256(bound)), Scheme::Bearer) => match presented.certificate.first() {
                Some(leaf) if certificate::is_of(bound, leaf) => Ok(()),
                Some(_) => Err(SenderRefusal::Token("the token is bound to another certificate")),
                None => Err(SenderRefusal::Token("the token is bound to a certificate and none was shown")),
            },
        }
    }

    /// What the next proof of anybody is to carry; given out with every answer to a proof (RFC 9449 §8.2).
    pub fn nonce(&self) -> String {
        Nonces { rest: &self.0.rest, now: self.0.ambient.now() }.current()
    }

    async fn proof(&self, client: &Client, call: &BackChannelCall<'_>) -> Result<String, SenderRefusal> {
        let BackChannelCall { dpop, method, url, .. } = *call;
        let expected = Expected { headers: dpop, method, url, token: None, nonce: self.nonce_demanded(client) };
        proof::holder(&self.0, &expected).await
    }

    async fn proof_at_resource(
        &self,
        client: &Client,
        bound: &str,
        presented: &Presented<'_>,
    ) -> Result<(), SenderRefusal> {
        let Presented { dpop, method, url, token, .. } = *presented;
        let nonce = self.nonce_demanded(client);
        let jkt = proof::holder(&self.0, &Expected { headers: dpop, method, url, token: Some(token), nonce }).await?;
        match jkt == bound {
            true => Ok(()),
            false => Err(SenderRefusal::Token("the token is bound to another key")),
        }
    }

    fn nonce_demanded(&self, client: &Client) -> bool {
        self.0.settings.nonce_always || client.profile.is_fapi()
    }
}

#[cfg(test)]
mod tests;

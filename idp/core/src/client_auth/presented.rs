use std::sync::atomic::{AtomicBool, Ordering};

use oidc::Parameters;
use oidc::basic_credentials::BasicCredentials;

use super::ClientAuthRefusal;
use super::assertion::unverified_subject;

/// A call to a back-channel endpoint, as it came.
#[derive(Clone, Copy)]
pub struct BackChannelCall<'a> {
    /// The `Authorization` header.
    pub authorization: Option<&'a str>,
    /// The form body.
    pub params: &'a Parameters,
    /// Where the call came from: its IP address.
    pub source: &'a str,
    /// The certificate that the caller proved in the TLS handshake, leaf first, DER; only on the mtls host.
    pub certificate: &'a [Vec<u8>],
    /// Every `DPoP` header that came, as it came.
    pub dpop: &'a [String],
    /// RFC 9449 §4.2 `htm` and `htu`: method, and address without query and fragment, as the caller reached it.
    pub method: &'a str,
    pub url: &'a str,
    /// Where client authentication says that the caller proved itself, for whoever writes the answer.
    pub proven: Option<&'a Proven>,
}

/// Whether a call was made by a client that proved itself: by secret, key or certificate, never by its name alone.
#[derive(Debug, Default)]
pub struct Proven(AtomicBool);

impl Proven {
    pub fn is(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl<'a> BackChannelCall<'a> {
    /// A call without header, certificate or proof.
    pub const fn plain(params: &'a Parameters, source: &'a str) -> Self {
        Self { authorization: None, params, source, certificate: &[], dpop: &[], method: "POST", url: "", proven: None }
    }

    /// The client that the call names, which nothing has proven yet.
    pub fn named(&self) -> Option<String> {
        Presented::read(self).ok().map(|presented| presented.client_id().to_owned())
    }
}

/// What the caller shows to prove who it is. Not `Debug`: it holds secrets.
pub enum Presented {
    Basic {
        client_id: String,
        secret: String,
    },
    Post {
        client_id: String,
        secret: String,
    },
    Assertion {
        client_id: String,
        assertion: String,
    },
    /// `client_id` beside the certificate of the connection (RFC 8705 §2).
    Certificate {
        client_id: String,
    },
    /// `client_id` alone: a public client.
    Named {
        client_id: String,
    },
}

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

impl Presented {
    /// RFC 6749 §2.3: one method a request.
    pub fn read(call: &BackChannelCall<'_>) -> Result<Self, ClientAuthRefusal> {
        let params = call.params;
        let header = call.authorization.and_then(BasicCredentials::parse);
        let assertion = params.get("client_assertion").or(params.get("client_assertion_type"));
        let methods = [header.is_some(), params.get("client_secret").is_some(), assertion.is_some()];
        if methods.into_iter().filter(|used| *used).count() > 1 {
            return Err(ClientAuthRefusal::Request("one client authentication method at a time"));
        }
        if let Some(credentials) = header {
            let read = credentials.map_err(|_| ClientAuthRefusal::Client { basic: true })?;
            return Ok(Self::Basic { client_id: read.client_id, secret: read.client_secret });
        }
        if assertion.is_some() {
            return Self::assertion(params);
        }
        let client_id = params.get("client_id").ok_or(ClientAuthRefusal::Client { basic: false })?.to_owned();
        Ok(match params.get("client_secret") {
            Some(secret) => Self::Post { client_id, secret: secret.to_owned() },
            None if !call.certificate.is_empty() => Self::Certificate { client_id },
            None => Self::Named { client_id },
        })
    }

    pub fn client_id(&self) -> &str {
        match self {
            Self::Basic { client_id, .. }
            | Self::Post { client_id, .. }
            | Self::Assertion { client_id, .. }
            | Self::Certificate { client_id }
            | Self::Named { client_id } => client_id,
        }
    }

    /// The word of the metadata; a certificate serves two methods.
    pub fn method(&self) -> &'static str {
        match self {
            Self::Basic { .. } => "client_secret_basic",
            Self::Post { .. } => "client_secret_post",
            Self::Assertion { .. } => "private_key_jwt",
            Self::Certificate { .. } => "certificate",
            Self::Named { .. } => "none",
        }
    }

    pub fn refused(&self) -> ClientAuthRefusal {
        ClientAuthRefusal::Client { basic: matches!(self, Self::Basic { .. }) }
    }

    /// RFC 7521 §4.2: `client_id` is optional beside an assertion, whose `sub` names the client.
    fn assertion(params: &Parameters) -> Result<Self, ClientAuthRefusal> {
        let refused = ClientAuthRefusal::Client { basic: false };
        if params.get("client_assertion_type") != Some(JWT_BEARER) {
            return Err(ClientAuthRefusal::Request("client_assertion_type is that of a JWT"));
        }
        let Some(assertion) = params.get("client_assertion") else { return Err(refused) };
        let Some(client_id) = unverified_subject(assertion) else { return Err(refused) };
        Ok(Self::Assertion { client_id, assertion: assertion.to_owned() })
    }
}

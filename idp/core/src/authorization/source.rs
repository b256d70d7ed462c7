//! Where the parameters of a request are: in the query, in a signed object, behind a reference of ours or of the client's.
//! One place is read and nothing is merged into it (RFC 9126 §4, RFC 9101 §6.3).

mod reference;

pub use reference::References;

use oidc::{ErrorCode, Parameters};

use super::check::Fault;
use super::object::Objects;
use super::pushed::Pushed;
use crate::client::Client;
use crate::port::PortError;

/// The parameters, and how they came.
pub struct Sourced {
    pub params: Parameters,
    pub came: Came,
    /// [`Pushed::reference`] of the pushed request that this is.
    pub pushed: Option<String>,
}

/// What the checks of a profile ask of the way that a request took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// By the endpoint of pushed requests, from an authenticated client.
    pub pushed: bool,
    /// In an object that the client signed.
    pub signed: bool,
}

/// Why there are no parameters to check.
#[derive(Debug)]
pub enum Unread {
    /// With the redirect URI, state and mode that may be believed: those of an object that the client did sign. Empty when
    /// nothing may.
    Fault(Fault, Box<Believed>),
    Unavailable(PortError),
}

/// Parameters for the way back alone. Not shown: they may hold anything.
#[derive(Default)]
pub struct Believed(pub Parameters);

impl std::fmt::Debug for Believed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Believed")
    }
}

impl Unread {
    pub fn unproven(fault: Fault) -> Self {
        Self::Fault(fault, Box::default())
    }

    pub fn said(fault: Fault, params: Parameters) -> Self {
        Self::Fault(fault, Box::new(Believed(params)))
    }
}

#[derive(Clone)]
pub struct Sources {
    pub objects: Objects,
    pub references: References,
    pub pushed: Pushed,
}

impl Sources {
    /// What a browser brought.
    pub async fn browsed(&self, sent: &Parameters, client: &Client) -> Result<Sourced, Unread> {
        match (sent.get("request_uri"), sent.get("request")) {
            (None, None) => Ok(Sourced { params: sent.clone(), came: Came::default(), pushed: None }),
            (Some(uri), _) if uri.starts_with(Pushed::PREFIX) => self.pushed(sent, client).await,
            (Some(_), Some(_)) => Err(Unread::unproven(Fault::request("request and request_uri exclude each other"))),
            (None, Some(_)) => self.signed(client, only(sent, "request")?).await,
            (Some(_), None) => {
                let object = self.references.fetch(client, only(sent, "request_uri")?).await?;
                self.signed(client, &object).await
            }
        }
    }

    /// What an authenticated client pushed (RFC 9126 §2.1 and §3).
    pub async fn posted(&self, sent: &Parameters, client: &Client) -> Result<Sourced, Unread> {
        if sent.get("request_uri").is_some() {
            return Err(Unread::unproven(Fault::request("request_uri is not pushed: push the request itself")));
        }
        let (params, signed) = match sent.get("request") {
            Some(object) => (self.objects.open(client, object).await?, true),
            None => (sent.clone(), false),
        };
        Ok(Sourced { params, came: Came { pushed: true, signed }, pushed: None })
    }

    async fn pushed(&self, sent: &Parameters, client: &Client) -> Result<Sourced, Unread> {
        let request_uri = only(sent, "request_uri")?;
        let held = self.pushed.read(&client.id, request_uri).await.map_err(Unread::Unavailable)?;
        let held = held.ok_or(Unread::unproven(Fault::new(
            ErrorCode::InvalidRequestUri,
            "the pushed request is unknown, has expired or was already answered",
        )))?;
        let came = Came { pushed: true, signed: held.signed };
        let reference = self.pushed.reference(request_uri).as_str().to_owned();
        Ok(Sourced { params: held.params, came, pushed: Some(reference) })
    }

    async fn signed(&self, client: &Client, object: &str) -> Result<Sourced, Unread> {
        let params = self.objects.open(client, object).await?;
        Ok(Sourced { params, came: Came { pushed: false, signed: true }, pushed: None })
    }
}

/// What says where the rest is comes once.
fn only<'a>(sent: &'a Parameters, name: &str) -> Result<&'a str, Unread> {
    sent.only(name).ok_or(Unread::unproven(Fault::request("request or request_uri came twice")))
}

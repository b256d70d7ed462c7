use std::sync::Arc;

use ambient::{Ambient, Seconds};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::{
    Method, SCOPE, SecurityEvent, Signal, SignalEvent, SignalId, SignalOutbox, SignalRefusal, Status, Stream, StreamId,
    Streams, SubjectId,
};
use crate::access::{AccessRefusal, AccessTokens, Known};
use crate::client::Client;
use crate::compteur::{Compteurs, Counted, Limit};
use crate::hosts::Hosts;
use crate::journal::{Acte, Journal, event};
use crate::sender::{Presented, Senders};
use crate::session::random_uuid;

/// Seconds between two verifications of one stream.
const BETWEEN_VERIFICATIONS: i64 = 10;

/// What [`Streaming`] stands on.
#[derive(Clone)]
pub struct ManageDeps {
    pub ambient: Ambient,
    pub hosts: Hosts,
    pub access: AccessTokens,
    pub senders: Senders,
    pub streams: Arc<dyn Streams>,
    pub outbox: Arc<dyn SignalOutbox>,
    pub compteurs: Arc<dyn Compteurs>,
    pub journal: Arc<dyn Journal>,
}

/// The management API of streams (SSF 1.0 §8.1): each receiver its own, by a token of its own.
#[derive(Clone)]
pub struct Streaming(pub(super) Arc<ManageDeps>);

/// How a configuration is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// What is absent stays as it is.
    Update,
    /// What is absent goes.
    Replace,
}

/// What a receiver may say of its stream; what the transmitter supplies must be right where it comes back.
#[derive(Clone, Debug, Default, Deserialize)]
struct Wish {
    stream_id: Option<String>,
    iss: Option<String>,
    aud: Option<Value>,
    delivery: Option<Delivery>,
    events_requested: Option<Vec<String>>,
    description: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Delivery {
    method: String,
    endpoint_url: Option<String>,
    authorization_header: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct StatusWish {
    stream_id: String,
    status: Status,
    reason: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct VerificationWish {
    stream_id: String,
    state: Option<String>,
}

impl Streaming {
    pub fn new(deps: ManageDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// The client behind a token of its own with [`SCOPE`]: never a token in the name of a person.
    pub async fn receiver(&self, presented: Presented<'_>) -> Result<Client, SignalRefusal> {
        let known = match self.0.access.read_any(presented.token).await {
            Ok(known) => known,
            Err(AccessRefusal::Invalid(cause)) => return Err(SignalRefusal::Token(cause)),
            Err(AccessRefusal::Port(error)) => return Err(error.into()),
        };
        let Known::Client(access) = known else {
            return Err(SignalRefusal::Token("the access token is in the name of a person"));
        };
        let bound = access.token.terms.confirmation.as_ref();
        self.0.senders.present(&access.client, bound, &presented).await?;
        match access.scope.iter().any(|word| word == SCOPE) {
            true => Ok(access.client),
            false => Err(SignalRefusal::Scope { granted: access.scope.join(" ") }),
        }
    }

    pub async fn create(&self, client: &Client, body: &[u8]) -> Result<Value, SignalRefusal> {
        let wish: Wish = if body.is_empty() { Wish::default() } else { read(body)? };
        let blank = Stream {
            id: StreamId::from(random_uuid(&self.0.ambient)),
            client: client.id.clone(),
            method: Method::Poll,
            events: Vec::new(),
            description: None,
            status: Status::Enabled,
            reason: None,
        };
        let stream = self.wished(blank, wish, Verb::Replace)?;
        if !self.0.streams.create(&stream).await? {
            return Err(SignalRefusal::Second);
        }
        self.tell(&stream, "created").await?;
        Ok(self.shown(&stream))
    }

    /// Without `stream_id`: all streams of the client, as an array.
    pub async fn configuration(&self, client: &Client, id: Option<&str>) -> Result<Value, SignalRefusal> {
        match id {
            Some(id) => Ok(self.shown(&self.own(client, id).await?)),
            None => {
                let stream = self.0.streams.of_client(&client.id).await?;
                Ok(stream.iter().map(|stream| self.shown(stream)).collect())
            }
        }
    }

    pub async fn write(&self, client: &Client, body: &[u8], verb: Verb) -> Result<Value, SignalRefusal> {
        let wish: Wish = read(body)?;
        let id = wish.stream_id.clone().ok_or(SignalRefusal::Request("stream_id is missing"))?;
        let stream = self.own(client, &id).await?;
        let stream = self.wished(stream, wish, verb)?;
        self.0.streams.save(&stream).await?;
        self.tell(&stream, "written").await?;
        Ok(self.shown(&stream))
    }

    pub async fn delete(&self, client: &Client, id: &str) -> Result<(), SignalRefusal> {
        let stream = self.own(client, id).await?;
        self.0.streams.remove(&stream.id).await?;
        self.tell(&stream, "deleted").await
    }

    pub async fn status(&self, client: &Client, id: &str) -> Result<Value, SignalRefusal> {
        Ok(status(&self.own(client, id).await?))
    }

    pub async fn set_status(&self, client: &Client, body: &[u8]) -> Result<Value, SignalRefusal> {
        let wish: StatusWish = read(body)?;
        let stream = self.own(client, &wish.stream_id).await?;
        let stream = Stream { status: wish.status, reason: wish.reason, ..stream };
        self.0.streams.save(&stream).await?;
        self.tell(&stream, wish.status.word()).await?;
        Ok(status(&stream))
    }

    /// §8.1.4: a verification event goes through the stream as any other.
    pub async fn verify(&self, client: &Client, body: &[u8]) -> Result<(), SignalRefusal> {
        let wish: VerificationWish = read(body)?;
        let stream = self.own(client, &wish.stream_id).await?;
        let now = self.0.ambient.now();
        let limit = Limit { tries: 1, window: Some(Seconds(BETWEEN_VERIFICATIONS)) };
        if let Counted::Exhausted { .. } =
            self.0.compteurs.count(&format!("signal-verification:{}", stream.id), limit, now).await?
        {
            return Err(SignalRefusal::TooSoon);
        }
        let id = SignalId::from(random_uuid(&self.0.ambient));
        let sub_id = SubjectId::Opaque { id: stream.id.to_string() };
        let event = SecurityEvent::new(sub_id, &SignalEvent::Verification { state: wish.state });
        let origin = format!("verification:{id}");
        let signal = Signal { id, origin, stream: stream.id, event, queued_at: now, attempts: 0, next_at: now };
        Ok(self.0.outbox.queue(&[signal]).await?)
    }

    pub(super) async fn own(&self, client: &Client, id: &str) -> Result<Stream, SignalRefusal> {
        let stream = self.0.streams.stream(&StreamId::from(id)).await?;
        stream.filter(|stream| stream.client == client.id).ok_or(SignalRefusal::Unknown)
    }

    fn wished(&self, stream: Stream, wish: Wish, verb: Verb) -> Result<Stream, SignalRefusal> {
        if wish.iss.as_ref().is_some_and(|iss| *iss != self.0.hosts.issuer) {
            return Err(SignalRefusal::Request("iss is not this transmitter"));
        }
        if wish.aud.as_ref().is_some_and(|aud| *aud != json!(stream.client.as_str())) {
            return Err(SignalRefusal::Request("aud is not the client_id"));
        }
        let keep = verb == Verb::Update;
        let method = match wish.delivery {
            Some(delivery) => delivery.method()?,
            None if keep => stream.method,
            None => Method::Poll,
        };
        let events = match wish.events_requested {
            Some(asked) => SignalEvent::SUPPORTED
                .into_iter()
                .filter(|uri| asked.iter().any(|one| one == uri))
                .map(str::to_owned)
                .collect(),
            None if keep => stream.events,
            None => Vec::new(),
        };
        let description = wish.description.or(if keep { stream.description } else { None });
        Ok(Stream { method, events, description, ..stream })
    }

    fn shown(&self, stream: &Stream) -> Value {
        let delivery = match &stream.method {
            Method::Push { url } => json!({ "method": Method::PUSH, "endpoint_url": url }),
            Method::Poll => {
                json!({ "method": Method::POLL, "endpoint_url": self.0.hosts.signal_poll(stream.id.as_str()) })
            }
        };
        let mut shown = json!({
            "stream_id": stream.id.as_str(),
            "iss": self.0.hosts.issuer,
            "aud": stream.client.as_str(),
            "delivery": delivery,
            "events_supported": SignalEvent::SUPPORTED,
            "events_requested": stream.events,
            "events_delivered": stream.events,
            "min_verification_interval": BETWEEN_VERIFICATIONS,
        });
        if let Some(description) = &stream.description {
            shown["description"] = json!(description);
        }
        shown
    }

    async fn tell(&self, stream: &Stream, change: &str) -> Result<(), SignalRefusal> {
        let acte = Acte::new(event::SIGNAL_STREAM_CHANGED)
            .with("stream.id", stream.id.as_str())
            .with("client.id", stream.client.as_str())
            .with("change", change);
        Ok(self.0.journal.record(acte).await?)
    }
}

impl Delivery {
    /// Push goes to https addresses; what is behind them is looked at when they are called.
    fn method(self) -> Result<Method, SignalRefusal> {
        if self.authorization_header.is_some() {
            return Err(SignalRefusal::Request("authorization_header is not kept here: the token is signed"));
        }
        match self.method.as_str() {
            Method::POLL => Ok(Method::Poll),
            Method::PUSH => {
                let url = self.endpoint_url.ok_or(SignalRefusal::Request("endpoint_url is missing"))?;
                match Url::parse(&url) {
                    Ok(parsed) if parsed.scheme() == "https" && parsed.username().is_empty() => {
                        Ok(Method::Push { url })
                    }
                    _ => Err(SignalRefusal::Request("endpoint_url is not an https address")),
                }
            }
            _ => Err(SignalRefusal::Request("method is neither push nor poll")),
        }
    }
}

fn status(stream: &Stream) -> Value {
    let mut shown = json!({ "stream_id": stream.id.as_str(), "status": stream.status.word() });
    if let Some(reason) = &stream.reason {
        shown["reason"] = json!(reason);
    }
    shown
}

pub(super) fn read<T: for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, SignalRefusal> {
    serde_json::from_slice(body).map_err(|_| SignalRefusal::Request("the body cannot be read"))
}

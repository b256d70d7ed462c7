use std::sync::Arc;

use ambient::{Ambient, Seconds};

use super::{Delivered, Method, SCOPE, Signal, SignalOutbox, SignalState, Status, Stream, Streams, set};
use crate::claims::scope;
use crate::client::{Client, Clients};
use crate::journal::{Acte, Journal, event};
use crate::outbound::{Calls, FetchError, Places};
use crate::port::PortError;
use crate::signing::{Signing, SigningError};

/// RFC 8935 §2.1.
const TYPE: &str = "application/secevent+jwt";
/// Longer than any call.
const LEASE: Seconds = Seconds(60);
/// Signals that wait for one stream.
const HELD: u32 = 10_000;
/// How long after each failure the next attempt comes.
const AGAIN: [Seconds; 6] =
    [Seconds(2), Seconds(10), Seconds(60), Seconds::minutes(5), Seconds::minutes(30), Seconds::hours(2)];

/// What [`Transmission`] stands on.
#[derive(Clone)]
pub struct TransmissionDeps {
    pub ambient: Ambient,
    pub issuer: String,
    pub streams: Arc<dyn Streams>,
    pub outbox: Arc<dyn SignalOutbox>,
    pub clients: Arc<dyn Clients>,
    pub signing: Arc<Signing>,
    pub calls: Arc<dyn Calls>,
    pub journal: Arc<dyn Journal>,
}

/// Signs security event tokens, and pushes them (RFC 8935): at least once each, the same `jti` at every attempt.
#[derive(Clone)]
pub struct Transmission(Arc<TransmissionDeps>);

impl Transmission {
    pub fn new(deps: TransmissionDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// Signals taken for this node, a place each, to be given to [`Self::push`] at once.
    pub async fn taken(&self, places: &mut Places) -> Result<Vec<Signal>, PortError> {
        let now = self.0.ambient.now();
        let mut taken = Vec::new();
        for signal in self.0.outbox.to_push(now, Places::EACH, places.to_look_at()).await? {
            if places.take(signal.stream.as_str()) && self.0.outbox.claim(&signal, now.plus(LEASE)).await? {
                taken.push(Signal { attempts: signal.attempts + 1, ..signal });
            }
        }
        Ok(taken)
    }

    /// A receiver that never comes, or never answers, loses the oldest of what it missed: it asks for everything again
    /// when it is back. How many are gone is on record.
    pub async fn relieve(&self) -> Result<(), PortError> {
        for stream in self.0.outbox.overfull(HELD).await? {
            let count = self.0.outbox.forget_oldest(&stream, HELD).await?;
            let acte = Acte::new(event::SIGNAL_FORGOTTEN).with("stream.id", stream.as_str()).with("count", count);
            self.0.journal.record(acte).await?;
        }
        Ok(())
    }

    /// Whoever may still hear of people: registered, enabled, with the purpose.
    async fn receiver(&self, stream: &Stream) -> Result<Option<Client>, PortError> {
        let client = self.0.clients.client(&stream.client).await?;
        let hears =
            |client: &Client| client.disabled_at.is_none() && scope::purposes(client).iter().any(|word| word == SCOPE);
        Ok(client.filter(hears))
    }

    /// One attempt: 202 is the receipt, 400 a refusal for good (§2.3), and whatever else is tried again.
    pub async fn push(&self, signal: &Signal) -> Result<(), PortError> {
        let stream = self.0.streams.stream(&signal.stream).await?.filter(|stream| stream.status == Status::Enabled);
        let Some(stream) = stream else { return Ok(()) };
        let Method::Push { url } = &stream.method else { return Ok(()) };
        let answer = match self.receiver(&stream).await? {
            Some(client) => {
                let token = self.token(&client, &stream, signal).await;
                let token = token.map_err(|error| PortError::unavailable("signing", error))?;
                self.0.calls.post(url, token.into_bytes(), TYPE, None).await
            }
            None => Err(FetchError::Guarded("its client may receive no signals any more")),
        };
        self.settle(signal, answer).await
    }

    async fn settle(&self, signal: &Signal, answer: Result<u16, FetchError>) -> Result<(), PortError> {
        let at = self.0.ambient.now();
        let again = usize::try_from(signal.attempts).ok().and_then(|tried| AGAIN.get(tried.saturating_sub(1)));
        let state = match answer {
            Ok(200..=299) => SignalState::Delivered,
            Ok(400) => SignalState::Refused,
            Err(FetchError::Guarded(_)) => SignalState::GivenUp,
            _ if again.is_some() => SignalState::Waiting,
            _ => SignalState::GivenUp,
        };
        let delivered = Delivered { state, at, next_at: at.plus(again.copied().unwrap_or(Seconds(0))) };
        if state != SignalState::Waiting {
            self.tell(&signal.id.to_string(), &signal.stream.to_string(), state).await?;
        }
        self.0.outbox.settle(&signal.stream, &signal.id, &delivered).await.map(drop)
    }

    /// The security event token, signed as this client's ID tokens are.
    pub(super) async fn token(
        &self,
        client: &Client,
        stream: &Stream,
        signal: &Signal,
    ) -> Result<String, SigningError> {
        let claims = set::claims(&self.0.issuer, stream, signal);
        self.0.signing.sign_typed(client.id_token_alg, set::TYPE, &claims).await
    }

    /// The receipt, in the journal.
    pub(super) async fn tell(&self, signal: &str, stream: &str, state: SignalState) -> Result<(), PortError> {
        let acte = Acte::new(event::SIGNAL_SETTLED)
            .with("signal.id", signal)
            .with("stream.id", stream)
            .with("state", state.word());
        self.0.journal.record(acte).await
    }

    pub(super) fn deps(&self) -> &TransmissionDeps {
        &self.0
    }
}

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Delivered, Method, SignalId, SignalRefusal, SignalState, Status, StreamId, Transmission};
use crate::client::Client;

/// Tokens in one answer, whatever was asked for.
const AT_MOST: u32 = 100;

/// RFC 8936 §2.2. `returnImmediately` changes nothing: an answer comes at once.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Asked {
    pub max_events: Option<u32>,
    pub ack: Vec<String>,
    /// `jti` of tokens that the receiver does not take, and why.
    pub set_errs: BTreeMap<String, Value>,
}

/// §2.3.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Handed {
    pub sets: BTreeMap<String, String>,
    pub more_available: bool,
}

impl Transmission {
    /// Takes the receiver's acknowledgements, then hands out what waits. A token is handed out again until its `jti` comes
    /// back.
    pub async fn poll(&self, client: &Client, stream: &StreamId, asked: &Asked) -> Result<Handed, SignalRefusal> {
        let stream = self.deps().streams.stream(stream).await?.filter(|stream| stream.client == client.id);
        let stream = stream.filter(|stream| stream.method == Method::Poll).ok_or(SignalRefusal::Unknown)?;
        let errors = asked.set_errs.keys().map(|jti| (jti, SignalState::Refused));
        for (jti, state) in asked.ack.iter().map(|jti| (jti, SignalState::Delivered)).chain(errors) {
            let at = self.deps().ambient.now();
            let delivered = Delivered { state, at, next_at: at };
            if self.deps().outbox.settle(&stream.id, &SignalId::from(jti.as_str()), &delivered).await? {
                self.tell(jti, stream.id.as_str(), state).await?;
            }
        }
        if stream.status != Status::Enabled {
            return Ok(Handed::default());
        }
        let wanted = asked.max_events.unwrap_or(AT_MOST).min(AT_MOST);
        let mut waiting = self.deps().outbox.waiting(&stream.id, wanted + 1).await?;
        let more_available = waiting.len() > wanted as usize;
        waiting.truncate(wanted as usize);
        let mut sets = BTreeMap::new();
        for signal in &waiting {
            sets.insert(signal.id.to_string(), self.token(client, &stream, signal).await?);
        }
        Ok(Handed { sets, more_available })
    }
}

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::logout::Notice;
use idp_core::port::PortError;
use idp_core::session::SessionId;
use idp_core::signal::{
    Delivered, Method, Signal, SignalId, SignalOutbox, SignalState, Status, Stream, StreamId, Streams,
};
use sante::IdentifiantNational;

use super::FakeNotices;

/// Streams and what waits for them. A person's sessions are those that a test names.
pub struct FakeSignals {
    notices: Arc<FakeNotices>,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    streams: Vec<Stream>,
    muted: HashSet<(StreamId, String)>,
    signals: Vec<(Signal, SignalState)>,
    heard: HashSet<String>,
    sessions: Vec<(IdentifiantNational, SessionId)>,
}

impl FakeSignals {
    pub fn new(notices: Arc<FakeNotices>) -> Self {
        Self { notices, held: Mutex::default() }
    }

    pub fn knows(&self, personne: &str, session: &SessionId) {
        self.held.lock().unwrap().sessions.push((personne.parse().unwrap(), session.clone()));
    }

    /// Signals that wait, without a look at what was queued before.
    pub fn queue_new(&self, signals: Vec<Signal>) {
        let waiting = signals.into_iter().map(|signal| (signal, SignalState::Waiting));
        self.held.lock().unwrap().signals.extend(waiting);
    }

    pub fn signals(&self) -> Vec<(Signal, SignalState)> {
        self.held.lock().unwrap().signals.clone()
    }
}

#[async_trait]
impl Streams for FakeSignals {
    async fn create(&self, stream: &Stream) -> Result<bool, PortError> {
        let mut held = self.held.lock().unwrap();
        let first = held.streams.iter().all(|known| known.client != stream.client);
        if first {
            held.streams.push(stream.clone());
        }
        Ok(first)
    }

    async fn of_client(&self, client: &ClientId) -> Result<Option<Stream>, PortError> {
        Ok(self.held.lock().unwrap().streams.iter().find(|stream| stream.client == *client).cloned())
    }

    async fn stream(&self, id: &StreamId) -> Result<Option<Stream>, PortError> {
        Ok(self.held.lock().unwrap().streams.iter().find(|stream| stream.id == *id).cloned())
    }

    async fn save(&self, stream: &Stream) -> Result<(), PortError> {
        let mut held = self.held.lock().unwrap();
        held.streams.retain(|known| known.id != stream.id);
        held.streams.push(stream.clone());
        if stream.status == Status::Disabled {
            held.signals.retain(|(signal, state)| signal.stream != stream.id || *state != SignalState::Waiting);
        }
        Ok(())
    }

    async fn remove(&self, id: &StreamId) -> Result<(), PortError> {
        let mut held = self.held.lock().unwrap();
        held.streams.retain(|stream| stream.id != *id);
        held.signals.retain(|(signal, _)| signal.stream != *id);
        Ok(())
    }

    async fn mute(&self, id: &StreamId, subject: &str, at_most: u32) -> Result<bool, PortError> {
        let mut held = self.held.lock().unwrap();
        let key = (id.clone(), subject.to_owned());
        let room = held.muted.iter().filter(|(stream, _)| stream == id).count() < at_most as usize;
        if room {
            held.muted.insert(key.clone());
        }
        Ok(held.muted.contains(&key))
    }

    async fn unmute(&self, id: &StreamId, subject: &str) -> Result<(), PortError> {
        self.held.lock().unwrap().muted.remove(&(id.clone(), subject.to_owned()));
        Ok(())
    }

    async fn muted(&self, id: &StreamId, subject: &str) -> Result<bool, PortError> {
        Ok(self.held.lock().unwrap().muted.contains(&(id.clone(), subject.to_owned())))
    }
}

#[async_trait]
impl SignalOutbox for FakeSignals {
    async fn queue(&self, signals: &[Signal]) -> Result<(), PortError> {
        let mut held = self.held.lock().unwrap();
        for signal in signals {
            if held.signals.iter().all(|(known, _)| known.origin != signal.origin) {
                held.signals.push((signal.clone(), SignalState::Waiting));
            }
        }
        Ok(())
    }

    async fn to_push(&self, now: Timestamp, a_stream: u32, at_most: u32) -> Result<Vec<Signal>, PortError> {
        let held = self.held.lock().unwrap();
        let pushed = |signal: &Signal| {
            held.streams.iter().any(|stream| {
                stream.id == signal.stream
                    && stream.status == Status::Enabled
                    && matches!(stream.method, Method::Push { .. })
            })
        };
        let due = held
            .signals
            .iter()
            .filter(|(signal, state)| *state == SignalState::Waiting && signal.next_at <= now && pushed(signal));
        let mut given: Vec<Signal> = Vec::new();
        for (signal, _) in due {
            if given.iter().filter(|known| known.stream == signal.stream).count() < a_stream as usize {
                given.push(signal.clone());
            }
        }
        given.truncate(at_most as usize);
        Ok(given)
    }

    async fn waiting(&self, stream: &StreamId, at_most: u32) -> Result<Vec<Signal>, PortError> {
        let held = self.held.lock().unwrap();
        let waiting =
            |(signal, state): &&(Signal, SignalState)| signal.stream == *stream && *state == SignalState::Waiting;
        Ok(held.signals.iter().filter(waiting).take(at_most as usize).map(|(signal, _)| signal.clone()).collect())
    }

    async fn claim(&self, seen: &Signal, lease: Timestamp) -> Result<bool, PortError> {
        let mut held = self.held.lock().unwrap();
        let found = held.signals.iter_mut().find(|(signal, _)| signal.id == seen.id && signal.next_at == seen.next_at);
        let Some((signal, SignalState::Waiting)) = found else { return Ok(false) };
        signal.next_at = lease;
        signal.attempts += 1;
        Ok(true)
    }

    async fn settle(&self, stream: &StreamId, id: &SignalId, delivered: &Delivered) -> Result<bool, PortError> {
        let mut held = self.held.lock().unwrap();
        let found = held
            .signals
            .iter_mut()
            .find(|(signal, state)| signal.id == *id && signal.stream == *stream && *state == SignalState::Waiting);
        let Some((signal, state)) = found else { return Ok(false) };
        signal.next_at = delivered.next_at;
        *state = delivered.state;
        Ok(true)
    }

    async fn overfull(&self, held: u32) -> Result<Vec<StreamId>, PortError> {
        let streams: Vec<_> = self.held.lock().unwrap().streams.iter().map(|stream| stream.id.clone()).collect();
        let mut overfull = Vec::new();
        for stream in streams {
            if self.waiting(&stream, held + 1).await?.len() > held as usize {
                overfull.push(stream);
            }
        }
        Ok(overfull)
    }

    async fn forget_oldest(&self, stream: &StreamId, held: u32) -> Result<u64, PortError> {
        let waiting = self.waiting(stream, u32::MAX).await?;
        let oldest = &waiting[..waiting.len().saturating_sub(held as usize)];
        self.held.lock().unwrap().signals.retain(|(signal, _)| oldest.iter().all(|one| one.id != signal.id));
        Ok(oldest.len() as u64)
    }

    async fn unheard(&self, _at_most: u32) -> Result<Vec<Notice>, PortError> {
        let held = self.held.lock().unwrap();
        Ok(self.notices.all().into_iter().filter(|notice| !held.heard.contains(notice.id.as_str())).collect())
    }

    async fn heard(&self, notice: &Notice, signals: &[Signal]) -> Result<(), PortError> {
        self.held.lock().unwrap().heard.insert(notice.id.to_string());
        SignalOutbox::queue(self, signals).await
    }

    async fn sessions_of(&self, personne: &IdentifiantNational) -> Result<Vec<SessionId>, PortError> {
        let held = self.held.lock().unwrap();
        Ok(held.sessions.iter().filter(|(known, _)| known == personne).map(|(_, session)| session.clone()).collect())
    }
}

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};
use tokio::time::Instant;

/// Whether a connection has open requests, and since when it has none.
#[derive(Clone)]
pub(super) struct Activity(Arc<Mutex<State>>);

struct State {
    open: usize,
    quiet_since: Instant,
}

/// One open request: from its headers to the last byte of its answer.
pub(super) struct Open(Activity);

impl Activity {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(State { open: 0, quiet_since: Instant::now() })))
    }

    pub fn begin(&self) -> Open {
        self.with(|state| state.open += 1);
        Open(self.clone())
    }

    /// Returns once nothing was open for `longest`.
    pub async fn idle(&self, longest: Duration) {
        loop {
            let now = Instant::now();
            let end = self.with(|state| if state.open > 0 { now } else { state.quiet_since }) + longest;
            if end <= now {
                return;
            }
            tokio::time::sleep_until(end).await;
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.with(|state| {
            state.open -= 1;
            state.quiet_since = Instant::now();
        });
    }
}

/// The body of an answer, which keeps its request open until it is sent.
pub(super) struct Sent {
    body: Body,
    _open: Open,
}

impl Open {
    pub fn until_sent(self, body: Body) -> Sent {
        Sent { body, _open: self }
    }
}

impl hyper::body::Body for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

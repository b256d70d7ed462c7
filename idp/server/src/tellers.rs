//! What tells clients: one task looks for sessions that ended by themselves, and sends what is due.

use std::time::Duration;

use idp_core::logout::{Delivery, Watch};
use idp_core::port::PortError;
use idp_core::signal::{Signals, Transmission};
use tokio::task::JoinSet;

/// Between two looks when nothing happens: a small part of the second within which the last client is to hear.
const PAUSE: Duration = Duration::from_millis(200);
const AFTER_FAILURE: Duration = Duration::from_secs(2);
/// Calls under way at once: one client that does not answer holds one place, for as long as a call may take.
const AT_ONCE: usize = 32;

#[derive(Clone)]
pub struct Tellers {
    pub watch: Watch,
    pub delivery: Delivery,
    pub signals: Signals,
    pub transmission: Transmission,
}

/// Never ends; drop the future to stop. What was under way is taken up again by whoever comes next.
pub async fn tell(tellers: Tellers) {
    let mut calls = JoinSet::new();
    loop {
        while calls.try_join_next().is_some() {}
        match tellers.round(&mut calls).await {
            Ok(0) => tokio::time::sleep(PAUSE).await,
            Ok(_) => tokio::task::yield_now().await,
            Err(error) => {
                tracing::warn!(%error, "clients cannot be told of what ended");
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

impl Tellers {
    /// How many things there were to do.
    async fn round(&self, calls: &mut JoinSet<Result<(), PortError>>) -> Result<usize, PortError> {
        let looked = self.watch.round().await?;
        let room = u32::try_from(AT_ONCE.saturating_sub(calls.len())).unwrap_or(0);
        if room == 0 {
            calls.join_next().await;
            return Ok(looked + 1);
        }
        let notices = self.delivery.taken(room).await?;
        let heard = self.signals.hear_notices(room).await?;
        let signals = self.transmission.taken(room).await?;
        let done = looked + notices.len() + heard + signals.len();
        for notice in notices {
            let delivery = self.delivery.clone();
            calls.spawn(async move { delivery.send(&notice).await.inspect_err(unsent) });
        }
        for signal in signals {
            let transmission = self.transmission.clone();
            calls.spawn(async move { transmission.push(&signal).await.inspect_err(unsent) });
        }
        Ok(done)
    }
}

/// Its lease ends, and it is sent again.
fn unsent(error: &PortError) {
    tracing::warn!(%error, "a notice could not be sent, or its receipt could not be kept");
}

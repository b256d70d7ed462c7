//! What tells clients that a session is over: one task looks for sessions that ended by themselves, and sends what is due.

use std::time::Duration;

use idp_core::logout::{Delivery, Watch};
use idp_core::port::PortError;
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
}

/// Never ends; drop the future to stop. What was under way is taken up again by whoever comes next.
pub async fn tell(Tellers { watch, delivery }: Tellers) {
    let mut calls = JoinSet::new();
    loop {
        while calls.try_join_next().is_some() {}
        match round(&watch, &delivery, &mut calls).await {
            Ok(0) => tokio::time::sleep(PAUSE).await,
            Ok(_) => tokio::task::yield_now().await,
            Err(error) => {
                tracing::warn!(%error, "clients cannot be told of ended sessions");
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

/// How many things there were to do.
async fn round(watch: &Watch, delivery: &Delivery, calls: &mut JoinSet<()>) -> Result<usize, PortError> {
    let looked = watch.round().await?;
    let room = u32::try_from(AT_ONCE.saturating_sub(calls.len())).unwrap_or(0);
    if room == 0 {
        calls.join_next().await;
        return Ok(looked + 1);
    }
    let taken = delivery.taken(room).await?;
    let done = looked + taken.len();
    for notice in taken {
        let delivery = delivery.clone();
        calls.spawn(async move {
            if let Err(error) = delivery.send(&notice).await {
                tracing::warn!(%error, notice.id = notice.id.as_str(), "a notice could not be sent or its receipt kept");
            }
        });
    }
    Ok(done)
}

//! What tells clients: one task looks for sessions that ended by themselves, and sends what is due.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use idp_core::ecps::Vies;
use idp_core::logout::{Delivery, Watch};
use idp_core::outbound::Places;
use idp_core::port::PortError;
use idp_core::signal::{Signals, Transmission};
use tokio::task::{Id, JoinError, JoinSet};

/// Between two looks when nothing happens: a small part of the second within which the last client is to hear.
const PAUSE: Duration = Duration::from_millis(200);
const AFTER_FAILURE: Duration = Duration::from_secs(2);
/// Between two looks at how much waits for streams.
const RELIEF: Duration = Duration::from_secs(600);
/// Between two looks at whose e-CPS ends soon.
const REMINDERS: Duration = Duration::from_secs(3_600);
/// Calls under way at once: a client that does not answer holds [`Places::EACH`] of them, for as long as a call may take.
const AT_ONCE: u32 = 32;

#[derive(Clone)]
pub struct Tellers {
    pub watch: Watch,
    pub delivery: Delivery,
    pub signals: Signals,
    pub transmission: Transmission,
}

/// Never ends; drop the future to stop. What was under way is taken up again by whoever comes next.
pub async fn tell(tellers: Tellers) {
    let mut under_way = UnderWay::default();
    loop {
        match tellers.round(&mut under_way).await {
            // a call that ends makes room for the next one to the same client
            Ok(0) => drop(tokio::time::timeout(PAUSE, under_way.one_ends()).await),
            Ok(_) => tokio::task::yield_now().await,
            Err(error) => {
                tracing::warn!(%error, "clients cannot be told of what ended");
                tokio::time::sleep(AFTER_FAILURE).await;
            }
        }
    }
}

/// Never ends: streams whose receivers do not come lose the oldest that waits for them.
pub async fn relieve(transmission: Transmission) {
    let mut tick = tokio::time::interval(RELIEF);
    loop {
        tick.tick().await;
        if let Err(error) = transmission.relieve().await {
            tracing::warn!(%error, "streams that hold too much could not be relieved");
        }
    }
}

/// Never ends: who has an e-CPS hears before it ends, once an hour for those whose day has come.
pub async fn remind(vies: Arc<Vies>) {
    let mut tick = tokio::time::interval(REMINDERS);
    loop {
        tick.tick().await;
        if let Err(error) = vies.rappeler().await {
            tracing::warn!(%error, "people could not be told that their e-CPS ends soon");
        }
    }
}

impl Tellers {
    /// How many things there were to do.
    async fn round(&self, under_way: &mut UnderWay) -> Result<usize, PortError> {
        let looked = self.watch.round().await?;
        under_way.settle();
        if under_way.places().free() == 0 {
            under_way.one_ends().await;
            return Ok(looked + 1);
        }
        let notices = self.delivery.taken(&mut under_way.places()).await?;
        let mut done = looked + notices.len();
        for notice in notices {
            let delivery = self.delivery.clone();
            under_way.spawn(notice.client.to_string(), async move { delivery.send(&notice).await });
        }
        done += self.signals.hear_notices(AT_ONCE).await?;
        let signals = self.transmission.taken(&mut under_way.places()).await?;
        done += signals.len();
        for signal in signals {
            let transmission = self.transmission.clone();
            under_way.spawn(signal.stream.to_string(), async move { transmission.push(&signal).await });
        }
        Ok(done)
    }
}

/// Calls that have not ended, and to whom they go: a client, or a stream.
#[derive(Default)]
struct UnderWay {
    calls: JoinSet<()>,
    whose: HashMap<Id, String>,
}

impl UnderWay {
    fn places(&self) -> Places {
        Places::new(AT_ONCE, self.whose.values())
    }

    fn spawn(&mut self, whose: String, call: impl Future<Output = Result<(), PortError>> + Send + 'static) {
        let task = self.calls.spawn(async move { call.await.unwrap_or_else(|error| unsent(&error)) });
        self.whose.insert(task.id(), whose);
    }

    fn settle(&mut self) {
        while let Some(ended) = self.calls.try_join_next_with_id() {
            self.ended(ended);
        }
    }

    /// Waits for ever where none is under way.
    async fn one_ends(&mut self) {
        match self.calls.join_next_with_id().await {
            Some(ended) => self.ended(ended),
            None => std::future::pending().await,
        }
    }

    fn ended(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
        self.whose.remove(&id);
    }
}

/// Its lease ends, and it is sent again.
fn unsent(error: &PortError) {
    tracing::warn!(%error, "a notice could not be sent, or its receipt could not be kept");
}

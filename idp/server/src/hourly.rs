//! Work that one node does for all of them, once an hour: whoever comes first in the hour takes it, by one statement. A node
//! that dies at its work leaves it to the next hour.

use std::fmt::Display;
use std::sync::Arc;

use ambient::{Ambient, RestKey, Seconds};
use idp_core::port::PortError;
use idp_core::spent::Spent;

const HOUR: Seconds = Seconds::hours(1);

#[derive(Clone)]
pub struct Hourly {
    pub spent: Arc<dyn Spent>,
    pub rest: RestKey,
    pub ambient: Ambient,
}

impl Hourly {
    /// Never ends; drop the future to stop. What fails is told, and done in the next hour.
    pub async fn each<F, E>(self, what: &'static str, work: impl Fn() -> F + Send + Sync)
    where
        F: Future<Output = Result<(), E>> + Send,
        E: Display,
    {
        let mut tick = tokio::time::interval(HOUR.duration());
        loop {
            tick.tick().await;
            let failed = match self.take(what).await {
                Ok(true) => work().await.err().map(|error| error.to_string()),
                Ok(false) => None,
                Err(error) => Some(error.to_string()),
            };
            if let Some(error) = failed {
                tracing::error!(error, work = what, "the work of this hour was not done");
            }
        }
    }

    /// Whether this node does it in this hour.
    async fn take(&self, what: &str) -> Result<bool, PortError> {
        let now = self.ambient.now();
        let hour = self.rest.rest("hourly", &format!("{what} {}", now.seconds() / HOUR.0));
        self.spent.spend("hourly", &hour, now.plus(HOUR).plus(HOUR)).await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Mutex, PoisonError};
    use std::time::Duration;

    use ambient::{Resting, Timestamp};
    use async_trait::async_trait;

    use super::*;

    #[derive(Default)]
    struct Shared(Mutex<HashSet<String>>);

    #[async_trait]
    impl Spent for Shared {
        async fn spend(&self, kind: &'static str, value: &Resting, _: Timestamp) -> Result<bool, PortError> {
            let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(taken.insert(format!("{kind} {}", value.as_str())))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn of_two_nodes_one_does_the_work_of_an_hour() {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_795_000_010), 7);
        let rest = RestKey::from_bytes(&[7; 32]);
        let node = Hourly { spent: Arc::new(Shared::default()), rest, ambient };
        let done = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        for what in ["keys", "purge"] {
            for place in 0..2 {
                let done = done.clone();
                tokio::spawn(node.clone().each(what, move || {
                    done[place].fetch_add(1, Ordering::Relaxed);
                    async { Ok::<_, PortError>(()) }
                }));
            }
        }
        let count = || done.iter().map(|one| one.load(Ordering::Relaxed)).sum::<u32>();
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(count(), 2, "each work once");
        tokio::time::sleep(HOUR.duration()).await;
        assert_eq!(count(), 2, "by the clock of the nodes it is the same hour");
        clock.advance(HOUR);
        tokio::time::sleep(HOUR.duration()).await;
        assert_eq!(count(), 4, "once more in the next one");
    }
}

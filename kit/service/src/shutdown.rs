use std::sync::Arc;

use tokio::sync::watch;

/// The order to stop, seen by every listener and job of a process. Clones share it.
#[derive(Clone, Debug)]
pub struct Shutdown(Arc<watch::Sender<bool>>);

impl Default for Shutdown {
    fn default() -> Self {
        Self::new()
    }
}

impl Shutdown {
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// An order that SIGTERM or Ctrl-C gives.
    pub fn on_signals() -> Self {
        let shutdown = Self::new();
        let order = shutdown.clone();
        tokio::spawn(async move {
            signalled().await;
            tracing::info!("stopping: open requests may finish");
            order.begin();
        });
        shutdown
    }

    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    pub fn begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns once the order is given, at once when it already was.
    pub async fn requested(&self) {
        let mut order = self.0.subscribe();
        // the sender lives in `self`, so waiting ends only by the order itself
        let _ = order.wait_for(|begun| *begun).await;
    }
}

async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard: only Ctrl-C stops this process");
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_order_reaches_who_waited_and_who_comes_late() {
        let shutdown = Shutdown::new();
        let waiting = tokio::spawn({
            let shutdown = shutdown.clone();
            async move { shutdown.requested().await }
        });
        assert!(!shutdown.begun());
        shutdown.begin();
        waiting.await.unwrap();
        shutdown.requested().await;
        assert!(shutdown.begun());
    }
}

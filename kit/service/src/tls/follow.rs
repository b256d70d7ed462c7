//! A certificate is renewed under the service: the files of a listener are read again and again, and a new pair serves the next
//! connection (security checklist X10).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ambient::Ambient;

use super::Identity;
use crate::Shutdown;

/// Between two readings: whoever renews has days, and what is read is two small files.
pub const EVERY: Duration = Duration::from_secs(60);
/// Before its end, a certificate is spoken of.
const SOON: Duration = Duration::from_secs(30 * DAY);
const DAY: u64 = 24 * 3_600;
/// Readings between two such lines of the log.
const SPOKEN: u32 = 24 * 60;

/// An identity and the files that it came from.
pub struct Followed {
    pub identity: Arc<Identity>,
    pub chain: PathBuf,
    pub key: PathBuf,
}

impl Followed {
    /// Until the process ends. Files that are half written, do not go together or cannot be read change nothing, and are told.
    pub async fn follow(self, every: Duration, ambient: Ambient, shutdown: Shutdown) {
        for reading in 0_u32.. {
            if reading % SPOKEN == 0 {
                self.speak_of_its_end(&ambient);
            }
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                () = shutdown.requested() => return,
            }
            let before = self.identity.expires();
            match self.identity.reload(&self.chain, &self.key) {
                Ok(()) if self.identity.expires() != before => {
                    tracing::info!(file = %self.chain.display(), "a new certificate serves from now on");
                }
                Ok(()) => {}
                Err(error) => tracing::warn!(%error, "the certificate of the listeners stays as it was"),
            }
        }
    }

    fn speak_of_its_end(&self, ambient: &Ambient) {
        let Some(end) = self.identity.expires() else { return };
        let left = end.since(ambient.now());
        if left < SOON {
            let days = left.as_secs() / DAY;
            tracing::warn!(
                file = %self.chain.display(),
                days,
                "the certificate of the listeners ends soon: renew it in its file, it is taken without a restart"
            );
        }
    }
}

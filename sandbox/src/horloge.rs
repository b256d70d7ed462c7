//! The sandbox's clock: the machine's, and as much later as somebody asked on the page of delays. Sessions close, proofs age, last
//! days pass, and nobody waits. It never goes back: what is written already would come from the future.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ambient::{Ambient, Clock, Seconds, SystemChance, SystemClock, Timestamp};

use crate::dossier::{Dossier, DossierError};

/// Seconds, kept beside the data that bear its instants.
const AVANCE: &str = "horloge.txt";

/// Far enough for whatever lasts a year; the certificates of a new folder outlive it.
pub(crate) const BOUT: Seconds = Seconds::hours(400 * 24);

/// What every service here reads; the clock of the machine stays as it is.
#[derive(Debug)]
pub struct Horloge(AtomicI64);

impl Horloge {
    /// As the folder was left; that of the machine where nobody asked for more.
    pub fn lire(data: &Path) -> Arc<Self> {
        let avance = std::fs::read_to_string(data.join(AVANCE)).ok().and_then(|texte| texte.trim().parse().ok());
        Arc::new(Self(AtomicI64::new(avance.unwrap_or_default())))
    }

    pub fn ambient(self: &Arc<Self>) -> Ambient {
        Ambient { clock: self.clone(), chance: Arc::new(SystemChance) }
    }

    /// Later by that much from now on, also for the next start in this folder; never more than [`BOUT`] in all.
    pub fn avancer(&self, dossier: &Dossier, de: Seconds) -> Result<(), DossierError> {
        let plus = |avance: i64| Some((avance + de.0).min(BOUT.0).max(avance));
        let avant = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, plus).unwrap_or_else(|avant| avant);
        let avance = plus(avant).unwrap_or(avant);
        dossier.ecrire(AVANCE, avance.to_string().as_bytes()).map(drop)
    }
}

impl Clock for Horloge {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus(Seconds(self.0.load(Ordering::SeqCst)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_later_by_what_was_asked_and_stays_so_after_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let dossier = Dossier::ouvrir(folder.path(), false).unwrap();
        let horloge = Horloge::lire(folder.path());
        let avant = SystemClock.now();
        assert!(horloge.now().since(avant).as_secs() < 60);
        horloge.avancer(&dossier, Seconds::minutes(6)).unwrap();
        horloge.avancer(&dossier, Seconds::minutes(31)).unwrap();
        for horloge in [horloge, Horloge::lire(folder.path())] {
            let avance = horloge.ambient().now().since(avant).as_secs();
            assert!((37 * 60..38 * 60).contains(&avance), "{avance}");
        }
    }

    #[test]
    fn it_does_not_run_away() {
        let folder = tempfile::tempdir().unwrap();
        let dossier = Dossier::ouvrir(folder.path(), false).unwrap();
        let horloge = Horloge::lire(folder.path());
        for _ in 0..500 {
            horloge.avancer(&dossier, Seconds::hours(24)).unwrap();
        }
        let avance = Horloge::lire(folder.path()).now().since(SystemClock.now()).as_secs();
        assert!(avance <= 400 * 24 * 3_600, "{avance}");
    }
}

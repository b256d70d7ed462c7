use ambient::{Seconds, Timestamp};

use super::{Acte, Journal};
use crate::compteur::{Compteurs, Counted, Limit};
use crate::port::PortError;

/// Acts of one word about one thing.
const LIMIT: Limit = Limit { tries: 20, window: Some(Seconds(60)) };

/// Tells what somebody who proved nothing can cause as often as they like. The journal is durable and chained: writing
/// there without limit would be a way to fill the disk, and to bury what matters. So each thing that acts are about has
/// 20 a minute; the last of them says `suppressed`, and the rest of that minute is in the process's log alone. It is
/// counted by thing and not by network, because networks can be had by the thousand and the things are ours: clients,
/// phones, and one place for all that names none of them.
pub struct Bounded<'a> {
    pub journal: &'a dyn Journal,
    pub compteurs: &'a dyn Compteurs,
    pub now: Timestamp,
}

impl Bounded<'_> {
    /// `about`: words and identifiers of ours, never what was sent.
    pub async fn record(&self, about: &str, acte: Acte) -> Result<(), PortError> {
        let key = format!("journal:{}:{about}", acte.event);
        match self.compteurs.count(&key, LIMIT, self.now).await? {
            Counted::Within(n) => self.journal.record(acte.with("suppressed", n == LIMIT.tries)).await,
            Counted::Exhausted { .. } => {
                tracing::warn!(event = acte.event, about, "too many of these to keep each in the journal");
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fakes::{FakeCompteurs, FakeJournal};
    use crate::journal::event;

    // requirement: O02 O04
    #[tokio::test]
    async fn a_flood_is_told_to_the_journal_and_does_not_fill_it() {
        let (journal, compteurs) = (FakeJournal::default(), FakeCompteurs::default());
        let at = |seconds: i64| Bounded {
            journal: &journal,
            compteurs: &compteurs,
            now: Timestamp::from_seconds(1_900_000_000 + seconds),
        };
        let suppressed = || journal.field(event::CLIENT_REFUSED, "suppressed");
        for n in 1..=500 {
            at(0).record("unknown", Acte::new(event::CLIENT_REFUSED)).await.unwrap();
            assert_eq!(suppressed().as_deref(), Some(if n < 20 { "false" } else { "true" }), "{n}");
        }
        assert_eq!(journal.events().len(), 20);
        at(0).record("disabled", Acte::new(event::CLIENT_REFUSED)).await.unwrap();
        at(60).record("unknown", Acte::new(event::CLIENT_REFUSED)).await.unwrap();
        assert_eq!(journal.events().len(), 22, "something else is told, and the next minute too");
        assert_eq!(suppressed().as_deref(), Some("false"));
    }
}

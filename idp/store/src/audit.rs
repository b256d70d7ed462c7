use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::espace::{Fait, Histoire, Periode};
use idp_core::journal::{Acte, Journal, event};
use idp_core::port::PortError;
use journal::{JournalError, Record, Stored, Wanted};
use sante::IdentifiantNational;

/// The provider's audit port over the shared journal.
#[derive(Clone, Debug)]
pub struct Audit {
    journal: journal::Journal,
    counted: Arc<Mutex<Counts>>,
}

/// How many records of a word, and of a reason where [`BY_REASON`] names the word.
pub type Counts = BTreeMap<(&'static str, String), u64>;

/// Words under which an attack and a client's own wish stand side by side.
const BY_REASON: [&str; 1] = [event::GRANT_REVOKED];

impl Audit {
    pub fn new(journal: journal::Journal) -> Self {
        Self { journal, counted: Arc::default() }
    }

    /// What this process has recorded since it started.
    pub fn counts(&self) -> Counts {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn count(&self, event: &'static str, reason: String) {
        *self.counted.lock().unwrap_or_else(PoisonError::into_inner).entry((event, reason)).or_default() += 1;
    }
}

#[async_trait]
impl Journal for Audit {
    async fn record(&self, acte: Acte) -> Result<(), PortError> {
        let reason = acte.fields.get("reason").filter(|_| BY_REASON.contains(&acte.event));
        let reason = reason.and_then(|reason| reason.as_str()).unwrap_or_default().to_owned();
        let record = Record { event: acte.event.to_owned(), origin: acte.origin, fields: acte.fields };
        let recorded = self.journal.record(record).await.map_err(|error| match error {
            JournalError::AlreadyRecorded => PortError::inconsistent("journal", "origin", error),
            JournalError::Unavailable(_) | JournalError::Closed => PortError::unavailable("journal", error),
        });
        if recorded.is_ok() {
            self.count(acte.event, reason);
        }
        recorded
    }
}

#[async_trait]
impl Histoire for Audit {
    async fn de(
        &self,
        personne: &IdentifiantNational,
        mots: &[&str],
        periode: Periode,
    ) -> Result<Vec<Fait>, PortError> {
        let wanted = Wanted {
            events: mots,
            from: periode.depuis.millis(),
            before: periode.avant.millis(),
            limit: periode.au_plus.into(),
        };
        let found = journal::of_person(self.journal.database(), &personne.to_string(), wanted).await;
        found.map_err(|error| PortError::unavailable("journal", error))?.into_iter().map(fait).collect()
    }
}

fn fait(stored: Stored) -> Result<Fait, PortError> {
    let champs = serde_json::from_str(&stored.fields)
        .map_err(|error| PortError::inconsistent("journal", format!("{}/{}", stored.writer, stored.sequence), error))?;
    Ok(Fait { le: Timestamp::from_millis(stored.at), mot: stored.event, champs })
}

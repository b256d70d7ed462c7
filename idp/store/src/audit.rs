use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::espace::{Fait, Histoire, Periode};
use idp_core::journal::{Acte, Journal};
use idp_core::port::PortError;
use journal::{JournalError, Record, Stored, Wanted};
use sante::IdentifiantNational;

/// The provider's audit port over the shared journal.
#[derive(Clone, Debug)]
pub struct Audit(pub journal::Journal);

#[async_trait]
impl Journal for Audit {
    async fn record(&self, acte: Acte) -> Result<(), PortError> {
        let record = Record { event: acte.event.to_owned(), origin: acte.origin, fields: acte.fields };
        self.0.record(record).await.map_err(|error| match error {
            JournalError::AlreadyRecorded => PortError::inconsistent("journal", "origin", error),
            JournalError::Unavailable(_) | JournalError::Closed => PortError::unavailable("journal", error),
        })
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
        let found = journal::of_person(self.0.database(), &personne.to_string(), wanted).await;
        found.map_err(|error| PortError::unavailable("journal", error))?.into_iter().map(fait).collect()
    }
}

fn fait(stored: Stored) -> Result<Fait, PortError> {
    let champs = serde_json::from_str(&stored.fields)
        .map_err(|error| PortError::inconsistent("journal", format!("{}/{}", stored.writer, stored.sequence), error))?;
    Ok(Fait { le: Timestamp::from_millis(stored.at), mot: stored.event, champs })
}

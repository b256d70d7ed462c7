use async_trait::async_trait;
use idp_core::journal::{Acte, Journal};
use idp_core::port::PortError;
use journal::{JournalError, Record};

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

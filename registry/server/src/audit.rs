use async_trait::async_trait;
use journal::{Journal, Record};
use registry_core::journal::Acte;
use registry_core::port::PortError;
use serde_json::{Map, Value, json};

/// The registry's acts, told to the journal.
pub struct Audit(pub Journal);

#[async_trait]
impl registry_core::journal::Journal for Audit {
    async fn consigner(&self, acte: Acte) -> Result<(), PortError> {
        let record = Record { event: acte.evenement().to_owned(), origin: None, fields: champs(&acte) };
        let refus = |cause: journal::JournalError| PortError::HorsService { port: "journal", cause: cause.to_string() };
        self.0.record(record).await.map_err(refus)
    }
}

fn champs(acte: &Acte) -> Map<String, Value> {
    let champs = match acte {
        Acte::CorrespondanceLue { cle, personne } => json!({"key.name": cle, "person.id": personne}),
        Acte::ImportCommence { empreinte, lignes } => json!({"file.sha256": empreinte, "rows": lignes}),
        Acte::ImportTermine { empreinte, ecritures, evenements } => {
            json!({"file.sha256": empreinte, "writes": ecritures, "events": evenements})
        }
    };
    champs.as_object().cloned().unwrap_or_default()
}

//! The audit record of an act, durable before the answer of the act leaves.

use async_trait::async_trait;
use sante::IdentifiantNational;

use crate::port::PortError;

/// What is told: who did what to whom, never a name, a phone number or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acte {
    /// Correspondence data left the registry.
    CorrespondanceLue { cle: String, personne: IdentifiantNational },
    /// A file is about to be taken in: its SHA-256 in hexadecimal, its rows.
    ImportCommence { empreinte: String, lignes: u64 },
    /// It was taken in, as the events up to now tell.
    ImportTermine { empreinte: String, ecritures: u64, evenements: u64 },
}

impl Acte {
    /// A word of `docs/events.md`.
    pub const fn evenement(&self) -> &'static str {
        match self {
            Self::CorrespondanceLue { .. } => "registry.correspondance.read",
            Self::ImportCommence { .. } => "registry.import.begun",
            Self::ImportTermine { .. } => "registry.import.done",
        }
    }
}

#[async_trait]
pub trait Journal: Send + Sync {
    async fn consigner(&self, acte: Acte) -> Result<(), PortError>;
}

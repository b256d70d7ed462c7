use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::contact::{ContactError, CoordonneesSaisies, PreuveForte, QuoiGeler};
use registry_core::espace::{EspaceError, MonDossier};
use sante::IdentifiantNational;

use super::Registre;

/// For somebody who looks at their own file.
#[async_trait]
pub trait GuichetEspace: Send + Sync {
    async fn mon_dossier(&self, moi: &IdentifiantNational) -> Result<MonDossier, EspaceError>;
    /// From when the new contact data activate an e-CPS.
    async fn changer(&self, preuve: &PreuveForte, saisies: &CoordonneesSaisies) -> Result<Timestamp, ContactError>;
    /// Asks the support to freeze one's own contact data, or to lift it (R13).
    async fn demander_gel(&self, moi: &IdentifiantNational, quoi: QuoiGeler, motif: &str) -> Result<(), ContactError>;
}

#[async_trait]
impl GuichetEspace for Registre {
    async fn mon_dossier(&self, moi: &IdentifiantNational) -> Result<MonDossier, EspaceError> {
        self.espace.mon_dossier(moi).await
    }

    async fn changer(&self, preuve: &PreuveForte, saisies: &CoordonneesSaisies) -> Result<Timestamp, ContactError> {
        self.changement.changer(preuve, saisies).await
    }

    async fn demander_gel(&self, moi: &IdentifiantNational, quoi: QuoiGeler, motif: &str) -> Result<(), ContactError> {
        self.assistance.restriction.demander(moi, quoi, motif).await
    }
}

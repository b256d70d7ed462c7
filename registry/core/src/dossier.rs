use crate::guichet::Guichet;
use crate::journal::{Acte, Dossier};
use crate::port::{Chantier, PortError};

/// Acts on the record of one person, told as those of the portal are.
impl Guichet {
    pub(crate) async fn consigner_dossier(&self, dossier: Dossier) -> Result<(), PortError> {
        self.journal.consigner(Acte::Dossier(dossier)).await
    }

    /// Tells the journal, then commits: nothing lasts that was not told.
    pub(crate) async fn clore_dossier(&self, chantier: Box<dyn Chantier>, dossier: Dossier) -> Result<(), PortError> {
        self.consigner_dossier(dossier).await?;
        chantier.valider().await
    }
}

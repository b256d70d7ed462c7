use sante::IdentifiantNational;

use crate::guichet::Guichet;
use crate::journal::{Acte, Dossier, par_acte};
use crate::port::{Chantier, PortError};
use crate::proposition::{Genre, Proposition};

/// Acts on the record of one person, told as those of the portal are.
impl Guichet {
    pub(crate) async fn consigner_dossier(&self, dossier: Dossier) -> Result<(), PortError> {
        self.journal.consigner(Acte::Dossier(dossier)).await
    }

    /// Whose proposals were opened.
    pub(crate) async fn consigner_lues(
        &self,
        agent: &IdentifiantNational,
        genre: Genre,
        ouvertes: &[Proposition],
    ) -> Result<(), PortError> {
        let toutes: Vec<_> = ouvertes.iter().map(|une| une.personne.clone()).collect();
        for personnes in par_acte(&toutes) {
            let acte = Dossier::PropositionsLues { agent: agent.clone(), genre: genre.as_str(), personnes };
            self.consigner_dossier(acte).await?;
        }
        Ok(())
    }

    /// Tells the journal, then commits: nothing lasts that was not told.
    pub(crate) async fn clore_dossier(&self, chantier: Box<dyn Chantier>, dossier: Dossier) -> Result<(), PortError> {
        self.consigner_dossier(dossier).await?;
        chantier.valider().await
    }
}

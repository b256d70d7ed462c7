//! What the support reads before it decides.

use super::{Adhesion, Formulaire, FormulaireError, FormulaireId};
use crate::idempotence::Auteur;
use crate::journal::{Acte, AdhesionActe};
use crate::page::{Page, Repere, Tranche};
use crate::support::AgentSupport;

impl Adhesion {
    /// Those that wait, told to the journal before they are shown.
    pub async fn a_examiner(
        &self,
        agent: &AgentSupport,
        apres: Option<&Repere>,
    ) -> Result<Page<Formulaire>, FormulaireError> {
        self.recevoir(agent).await?;
        let (lus, nombre) = self.lus.formulaires_envoyes(Tranche::apres(apres)).await?;
        let lus = Page::de(lus, nombre, |un| Repere { le: un.envoye_le, id: un.id.to_string() });
        self.lire(agent, lus.lignes.len()).await?;
        Ok(lus)
    }

    pub async fn ouvrir(&self, agent: &AgentSupport, id: &FormulaireId) -> Result<Formulaire, FormulaireError> {
        self.recevoir(agent).await?;
        let lu = self.lus.formulaire_lu(id).await?.ok_or(FormulaireError::Inconnu)?;
        self.lire(agent, 1).await?;
        Ok(lu)
    }

    async fn recevoir(&self, agent: &AgentSupport) -> Result<(), FormulaireError> {
        let service = agent.en_service_au(self.guichet.registre.as_ref(), self.guichet.maintenant()).await?;
        service.ou(FormulaireError::HorsSupport, FormulaireError::HorsSupport)
    }

    async fn lire(&self, agent: &AgentSupport, nombre: usize) -> Result<(), FormulaireError> {
        let acte = AdhesionActe::Lus { agent: Auteur::personne(agent.identifiant()), nombre };
        Ok(self.guichet.journal.consigner(Acte::Adhesion(acte)).await?)
    }
}

use sante::IdentifiantNational;

use super::agent::AgentSupport;
use super::erreur::SupportError;
use super::etat_civil::{ChangementEtatCivil, NouvelEtatCivil};
use crate::identite::EtatCivilSaisi;
use crate::journal::Dossier;
use crate::personne::EtatCivil;
use crate::proposition::PropositionId;
use crate::source::Source;

/// A civil status as an agent typed it, over the one that the registry holds.
#[derive(Clone, Debug)]
pub struct EtatCivilPropose {
    pub personne: IdentifiantNational,
    pub saisi: EtatCivilSaisi,
    pub motif: String,
    /// People whom the agent looked at and told apart.
    pub distinctes: Vec<IdentifiantNational>,
}

impl ChangementEtatCivil {
    /// What the registry holds of somebody whom the portal registered; told to the journal before it is shown.
    pub async fn lire(&self, agent: &AgentSupport, personne: &IdentifiantNational) -> Result<EtatCivil, SupportError> {
        let (guichet, le) = (&self.yeux.guichet, self.yeux.guichet.maintenant());
        self.yeux.recevoir(agent).await?;
        let fiche = guichet.registre.fiche(personne).await?;
        let fiche = fiche.filter(|fiche| fiche.personne.active(le)).ok_or(SupportError::Inconnue)?;
        if fiche.personne.source() == Source::Extraction {
            return Err(SupportError::TenuAilleurs);
        }
        let acte = Dossier::EtatCivilLu { agent: agent.identifiant().clone(), personne: personne.clone() };
        guichet.consigner_dossier(acte).await?;
        Ok(fiche.personne.etat_civil().clone())
    }

    /// Checked like one of a registration, then proposed.
    pub async fn proposer_saisi(
        &self,
        agent: &AgentSupport,
        propose: EtatCivilPropose,
    ) -> Result<PropositionId, SupportError> {
        let (referentiel, le) = (&self.yeux.guichet.referentiel, self.yeux.guichet.aujourd_hui());
        let etat_civil = propose.saisi.verifier(referentiel, le).map_err(SupportError::Saisie)?;
        let EtatCivilPropose { personne, motif, distinctes, .. } = propose;
        self.proposer(agent, NouvelEtatCivil { personne, etat_civil, motif, distinctes }).await
    }
}

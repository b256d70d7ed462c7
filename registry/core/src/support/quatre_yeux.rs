use std::sync::Arc;

use sante::IdentifiantNational;

use super::agent::AgentSupport;
use super::concernant::{Concernant, concernant};
use super::erreur::SupportError;
use super::{activite, etat_civil, gel};
use crate::guichet::Guichet;
use crate::journal::Dossier;
use crate::port::{Chantier, Connue};
use crate::proposition::{
    self, Genre, Issue, Objet, Proposition, PropositionError, PropositionId, Propositions, Tranchee,
};

/// What one agent of the support proposes and another one confirms, whatever it is about.
#[derive(Clone)]
pub struct QuatreYeux {
    pub(super) guichet: Guichet,
    propositions: Arc<dyn Propositions>,
}

/// What the support decides two by two; contact data before a first activation are the gestionnaires'.
const GENRES: [Genre; 3] = [Genre::EtatCivil, Genre::Activite, Genre::Gel];

impl QuatreYeux {
    pub fn new(guichet: Guichet, propositions: Arc<dyn Propositions>) -> Self {
        Self { guichet, propositions }
    }

    /// Whoever confirms is somebody else, and nothing moved since: whole, with its event and its notices, or not at all.
    pub async fn confirmer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        let (mut chantier, proposition) = self.trancher(agent, id, Issue::Confirmee).await?;
        self.appliquer(chantier.as_mut(), agent, &proposition).await?;
        let acte = Dossier::proposition(&proposition, agent.identifiant(), Issue::Confirmee);
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }

    /// By any agent, the one who proposed included.
    pub async fn retirer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        let (chantier, proposition) = self.trancher(agent, id, Issue::Abandonnee).await?;
        let acte = Dossier::proposition(&proposition, agent.identifiant(), Issue::Abandonnee);
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }

    /// What waits for a second agent, and about whom, told to the journal before it is shown.
    pub async fn ouvertes(&self, agent: &AgentSupport) -> Result<Vec<Concernant<Proposition>>, SupportError> {
        self.recevoir(agent).await?;
        let mut toutes = Vec::new();
        for genre in GENRES {
            let ouvertes = self.propositions.ouvertes(genre, None, self.guichet.maintenant()).await?;
            self.guichet.consigner_lues(agent.identifiant(), genre, &ouvertes).await?;
            toutes.extend(ouvertes);
        }
        toutes.sort_by_key(|une| une.le);
        Ok(concernant(self.guichet.registre.as_ref(), toutes, |une| &une.personne).await?)
    }

    /// A transaction of somebody who is still of the support.
    pub(super) async fn ouvrir(&self, agent: &AgentSupport) -> Result<Box<dyn Chantier>, SupportError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let service = agent.en_service(chantier.as_mut(), self.guichet.maintenant()).await?;
        service.ou(SupportError::Reserve, SupportError::Habilite)?;
        Ok(chantier)
    }

    /// The same, for a page.
    pub(super) async fn recevoir(&self, agent: &AgentSupport) -> Result<(), SupportError> {
        let service = agent.en_service_au(self.guichet.registre.as_ref(), self.guichet.maintenant()).await?;
        service.ou(SupportError::Reserve, SupportError::Habilite)
    }

    /// Writes a proposal down, tells it, commits.
    pub(super) async fn proposer(
        &self,
        mut chantier: Box<dyn Chantier>,
        agent: &AgentSupport,
        (personne, objet): (IdentifiantNational, Objet),
        motif: String,
    ) -> Result<PropositionId, SupportError> {
        let motif = texte(&motif)?;
        proposition::decidee_par_un_autre(chantier.as_mut(), &personne, agent.identifiant()).await?;
        let le = self.guichet.maintenant();
        let proposition = Proposition {
            id: PropositionId::from(self.guichet.ambient.chance.token()),
            personne,
            structure: None,
            objet,
            motif,
            par: agent.identifiant().clone(),
            le,
            expire_le: Proposition::echeance(le),
        };
        proposition.deposer(chantier.as_mut()).await?;
        let acte = Dossier::proposition(&proposition, agent.identifiant(), Issue::Ouverte);
        self.guichet.clore_dossier(chantier, acte).await?;
        Ok(proposition.id)
    }

    async fn trancher(
        &self,
        agent: &AgentSupport,
        id: &PropositionId,
        issue: Issue,
    ) -> Result<(Box<dyn Chantier>, Proposition), SupportError> {
        let mut chantier = self.ouvrir(agent).await?;
        let tranchee = Tranchee { issue, par: agent.identifiant().clone(), le: self.guichet.maintenant() };
        let proposition = proposition::trancher(chantier.as_mut(), id, &tranchee).await?;
        match GENRES.contains(&proposition.objet.genre()) {
            true => Ok((chantier, proposition)),
            false => Err(PropositionError::Inconnue.into()),
        }
    }

    async fn appliquer(
        &self,
        chantier: &mut dyn Chantier,
        agent: &AgentSupport,
        proposition: &Proposition,
    ) -> Result<(), SupportError> {
        let qui = (agent, &proposition.personne);
        match &proposition.objet {
            Objet::EtatCivil { avant, apres, distinctes } => {
                etat_civil::corriger(&self.guichet, chantier, proposition, (avant, apres, distinctes)).await
            }
            Objet::Retrait { avant, apres } => activite::retirer(&self.guichet, chantier, qui, (avant, apres)).await,
            Objet::Reprise { avant, des } => activite::reprendre(&self.guichet, chantier, qui, (avant, *des)).await,
            Objet::Gel => gel::geler(&self.guichet, chantier, qui).await,
            Objet::Degel => gel::degeler(&self.guichet, chantier, qui).await,
            Objet::Remise { avant, apres } => gel::remettre(&self.guichet, chantier, qui, (avant, apres)).await,
            Objet::Contact { .. } => Err(PropositionError::Inconnue.into()),
        }
    }
}

/// What an agent writes of their reasons, for a line of a list: 500 characters.
pub(super) fn texte(saisi: &str) -> Result<String, SupportError> {
    const LONGUEUR: usize = 500;
    let texte: String = saisi.trim().chars().map(|lettre| if lettre.is_control() { ' ' } else { lettre }).collect();
    match texte.chars().count() {
        1..=LONGUEUR => Ok(texte),
        _ => Err(SupportError::SansMotif),
    }
}

/// Somebody whom the registry knows, in service or not.
pub(super) async fn connue(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
) -> Result<Connue, SupportError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    connue.ok_or(SupportError::Inconnue)
}

use std::sync::Arc;

use annuaire::{Correspondance, Fait};
use sante::IdentifiantNational;

use super::agent::AgentSupport;
use super::erreur::SupportError;
use super::ressemblance::distinguer;
use crate::avis::{Avis, AvisAEnvoyer, EnTete, Sujet};
use crate::guichet::Guichet;
use crate::journal::Dossier;
use crate::personne::{EtatCivil, Personne};
use crate::port::{Chantier, Ecritures};
use crate::proposition::{
    self, Genre, Issue, Objet, Proposition, PropositionError, PropositionId, Propositions, Tranchee,
};
use crate::source::Source;

/// One agent proposes a civil status, another one confirms it (IDN-01, IDN-02).
#[derive(Clone)]
pub struct ChangementEtatCivil {
    pub(super) guichet: Guichet,
    propositions: Arc<dyn Propositions>,
}

/// What an agent proposes. The civil status was checked like one of a registration.
#[derive(Clone, Debug)]
pub struct NouvelEtatCivil {
    pub personne: IdentifiantNational,
    pub etat_civil: EtatCivil,
    /// The document that was seen, the number of the ticket.
    pub motif: String,
    /// People whom the agent looked at and told apart: the correction makes the person look like them.
    pub distinctes: Vec<IdentifiantNational>,
}

impl ChangementEtatCivil {
    pub fn new(guichet: Guichet, propositions: Arc<dyn Propositions>) -> Self {
        Self { guichet, propositions }
    }

    pub async fn proposer(&self, agent: &AgentSupport, nouvel: NouvelEtatCivil) -> Result<PropositionId, SupportError> {
        let le = self.guichet.maintenant();
        if nouvel.motif.trim().is_empty() {
            return Err(SupportError::SansMotif);
        }
        let mut chantier = self.ouvrir(agent).await?;
        let (personne, _) = connue(chantier.as_mut(), &nouvel.personne).await?;
        if *personne.etat_civil() == nouvel.etat_civil {
            return Err(SupportError::Inchange);
        }
        distinguer(chantier.as_mut(), &personne, &nouvel.etat_civil, &nouvel.distinctes).await?;
        let avant = Box::new(personne.etat_civil().clone());
        let apres = Box::new(nouvel.etat_civil);
        let proposition = Proposition {
            id: PropositionId::from(self.guichet.ambient.chance.token()),
            personne: nouvel.personne,
            structure: None,
            objet: Objet::EtatCivil { avant, apres, distinctes: nouvel.distinctes },
            motif: nouvel.motif,
            par: agent.identifiant().clone(),
            le,
            expire_le: Proposition::echeance(le),
        };
        proposition.deposer(chantier.as_mut()).await?;
        let acte = Dossier::proposition(&proposition, agent.identifiant(), Issue::Ouverte);
        self.guichet.clore_dossier(chantier, acte).await?;
        Ok(proposition.id)
    }

    /// The provider hears of it with the next event; the person by mail.
    pub async fn confirmer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        let maintenant = self.guichet.maintenant();
        let (mut chantier, proposition) = self.trancher(agent, id, Issue::Confirmee).await?;
        let Objet::EtatCivil { avant, apres, distinctes } = &proposition.objet else {
            return Err(PropositionError::Inconnue.into());
        };
        let (personne, correspondance) = connue(chantier.as_mut(), &proposition.personne).await?;
        if personne.etat_civil() != avant.as_ref() {
            return Err(SupportError::ChangeEntreTemps);
        }
        // somebody may have been registered meanwhile
        distinguer(chantier.as_mut(), &personne, apres, distinctes).await?;
        let ecritures = Ecritures {
            personnes: vec![personne.avec_etat_civil((**apres).clone())],
            evenements: vec![(proposition.personne.clone(), Fait::PersonneModifiee)],
            ..Ecritures::default()
        };
        chantier.ecrire(&ecritures, maintenant).await?;
        chantier.avertir(&self.avis(&proposition, apres, &correspondance)).await?;
        let acte = Dossier::proposition(&proposition, agent.identifiant(), Issue::Confirmee);
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }

    pub async fn retirer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        let (chantier, proposition) = self.trancher(agent, id, Issue::Abandonnee).await?;
        let acte = Dossier::proposition(&proposition, agent.identifiant(), Issue::Abandonnee);
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }

    /// What waits for a second agent, told to the journal before it is shown.
    pub async fn ouvertes(&self, agent: &AgentSupport) -> Result<Vec<Proposition>, SupportError> {
        self.recevoir(agent).await?;
        let genre = Genre::EtatCivil;
        let ouvertes = self.propositions.ouvertes(genre, None, self.guichet.maintenant()).await?;
        self.guichet.consigner_lues(agent.identifiant(), genre, &ouvertes).await?;
        Ok(ouvertes)
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
        match proposition.objet.genre() {
            Genre::EtatCivil => Ok((chantier, proposition)),
            Genre::Contact => Err(PropositionError::Inconnue.into()),
        }
    }

    /// A transaction of somebody who is still of the support.
    async fn ouvrir(&self, agent: &AgentSupport) -> Result<Box<dyn Chantier>, SupportError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        if agent.en_service(chantier.as_mut()).await? { Ok(chantier) } else { Err(SupportError::Reserve) }
    }

    /// The same, for a page.
    pub(super) async fn recevoir(&self, agent: &AgentSupport) -> Result<(), SupportError> {
        if agent.en_service_au(self.guichet.registre.as_ref()).await? { Ok(()) } else { Err(SupportError::Reserve) }
    }

    fn avis(
        &self,
        proposition: &Proposition,
        etat_civil: &EtatCivil,
        correspondance: &Correspondance,
    ) -> Vec<AvisAEnvoyer> {
        let en_tete = EnTete {
            origine: format!("proposition:{}", proposition.id),
            sujet: Sujet::Personne(proposition.personne.clone()),
            structure: None,
        };
        let avis = Avis::EtatCivilCorrige { prenom: etat_civil.prenom().to_owned(), le: self.guichet.maintenant() };
        let courriel = correspondance.courriel.as_deref();
        let envoi = courriel.map(|a| AvisAEnvoyer::nouveau(&self.guichet.ambient, en_tete, a.into(), avis));
        envoi.into_iter().collect()
    }
}

/// An active person whose civil status the registry keeps itself, and where to write to them.
async fn connue(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
) -> Result<(Personne, Correspondance), SupportError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    let connue = connue.filter(|connue| connue.personne.desactivation().is_none()).ok_or(SupportError::Inconnue)?;
    match connue.personne.source() {
        Source::Portail => Ok((connue.personne, connue.correspondance.unwrap_or_default())),
        Source::Extraction => Err(SupportError::TenuAilleurs),
    }
}

use std::sync::Arc;

use annuaire::Fait;
use sante::IdentifiantNational;

use super::agent::AgentSupport;
use super::avertir::{avertir, courriel};
use super::concernant::Concernant;
use super::erreur::SupportError;
use super::quatre_yeux::{QuatreYeux, connue};
use super::ressemblance::distinguer;
use crate::avis::Avis;
use crate::guichet::Guichet;
use crate::identite::Certification;
use crate::personne::{EtatCivil, Personne};
use crate::port::{Chantier, Ecritures};
use crate::proposition::{Objet, Proposition, PropositionId, Propositions};
use crate::source::Source;

/// One agent proposes a civil status, another one confirms it (IDN-01, IDN-02).
#[derive(Clone)]
pub struct ChangementEtatCivil {
    pub(super) yeux: QuatreYeux,
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
        Self { yeux: QuatreYeux::new(guichet, propositions) }
    }

    pub async fn proposer(&self, agent: &AgentSupport, nouvel: NouvelEtatCivil) -> Result<PropositionId, SupportError> {
        let mut chantier = self.yeux.ouvrir(agent).await?;
        let (personne, _) = corrigible(&self.yeux.guichet, chantier.as_mut(), &nouvel.personne).await?;
        if *personne.etat_civil() == nouvel.etat_civil {
            return Err(SupportError::Inchange);
        }
        distinguer(chantier.as_mut(), &personne, &nouvel.etat_civil, &nouvel.distinctes).await?;
        let avant = Box::new(personne.etat_civil().clone());
        let apres = Box::new(nouvel.etat_civil);
        let objet = Objet::EtatCivil { avant, apres, distinctes: nouvel.distinctes };
        self.yeux.proposer(chantier, agent, (nouvel.personne, objet), nouvel.motif).await
    }

    /// The provider hears of it with the next event; the person by mail.
    pub async fn confirmer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        self.yeux.confirmer(agent, id).await
    }

    pub async fn retirer(&self, agent: &AgentSupport, id: &PropositionId) -> Result<(), SupportError> {
        self.yeux.retirer(agent, id).await
    }

    pub async fn ouvertes(&self, agent: &AgentSupport) -> Result<Vec<Concernant<Proposition>>, SupportError> {
        self.yeux.ouvertes(agent).await
    }
}

/// Once a second agent confirmed. What it was stays, dated, for the support and the person (R09).
pub(super) async fn corriger(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    proposition: &Proposition,
    (avant, apres, distinctes): (&EtatCivil, &EtatCivil, &[IdentifiantNational]),
) -> Result<(), SupportError> {
    let (personne, courriel) = corrigible(guichet, chantier, &proposition.personne).await?;
    if personne.etat_civil() != avant {
        return Err(SupportError::ChangeEntreTemps);
    }
    // somebody may have been registered meanwhile
    distinguer(chantier, &personne, apres, distinctes).await?;
    let ecritures = Ecritures {
        personnes: vec![personne.avec_etat_civil(apres.clone())],
        certifications: vec![(proposition.personne.clone(), Certification::Forcee)],
        evenements: vec![(proposition.personne.clone(), Fait::PersonneModifiee)],
        ..Ecritures::default()
    };
    chantier.ecrire(&ecritures, guichet.maintenant()).await?;
    let avis = Avis::EtatCivilCorrige { prenom: apres.prenom().to_owned(), le: guichet.maintenant() };
    avertir(guichet, chantier, &proposition.personne, (courriel, avis)).await
}

/// An active person whose civil status the registry keeps itself, and where to write to them.
async fn corrigible(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
) -> Result<(Personne, Option<String>), SupportError> {
    let connue = connue(chantier, identifiant).await?;
    if !connue.personne.active(guichet.maintenant()) {
        return Err(SupportError::Inconnue);
    }
    match connue.personne.source() {
        Source::Portail => Ok((connue.personne.clone(), courriel(&connue))),
        Source::Extraction => Err(SupportError::TenuAilleurs),
    }
}

use std::sync::Arc;

use ambient::Timestamp;
use annuaire::Fait;
use sante::IdentifiantNational;

use super::agent::AgentSupport;
use super::avertir::{avertir, courriel};
use super::erreur::SupportError;
use super::quatre_yeux::{QuatreYeux, connue};
use crate::avis::Avis;
use crate::echeance::bascules_venues;
use crate::guichet::Guichet;
use crate::journal::{Assistance, Dossier};
use crate::port::{Chantier, Connue, Ecritures};
use crate::proposition::{Objet, PropositionError, PropositionId, Propositions};
use crate::retrait::{NouveauRetrait, NouvelleReprise, Retrait};

/// Takes somebody out of service, and back: suspension, striking off, death, end of practice (R05). From its first instant on
/// the provider refuses them, and ends what it had granted (S08).
#[derive(Clone)]
pub struct Activite {
    yeux: QuatreYeux,
}

/// Who confirms, about whom.
type Qui<'a> = (&'a AgentSupport, &'a IdentifiantNational);

impl Activite {
    pub fn new(guichet: Guichet, propositions: Arc<dyn Propositions>) -> Self {
        Self { yeux: QuatreYeux::new(guichet, propositions) }
    }

    /// Whoever sent the record: an extraction says neither that somebody is suspended nor why somebody left it.
    pub async fn proposer_retrait(
        &self,
        agent: &AgentSupport,
        nouveau: NouveauRetrait,
    ) -> Result<PropositionId, SupportError> {
        let apres = nouveau.verifier(self.yeux.guichet.aujourd_hui()).map_err(SupportError::Saisie)?;
        let mut chantier = self.yeux.ouvrir(agent).await?;
        let personne = connue(chantier.as_mut(), &nouveau.personne).await?.personne;
        let maintenant = self.yeux.guichet.maintenant();
        let deja = |autre: &Retrait| autre.cause == apres.cause && !autre.fini(maintenant);
        if personne.retraits().iter().any(deja) {
            return Err(SupportError::DejaRetiree);
        }
        let objet = Objet::Retrait { avant: personne.retraits().to_vec(), apres };
        self.yeux.proposer(chantier, agent, (nouveau.personne, objet), nouveau.motif).await
    }

    pub async fn proposer_reprise(
        &self,
        agent: &AgentSupport,
        nouvelle: NouvelleReprise,
    ) -> Result<PropositionId, SupportError> {
        let maintenant = self.yeux.guichet.maintenant();
        let des = nouvelle.des(maintenant).map_err(SupportError::Saisie)?;
        let mut chantier = self.yeux.ouvrir(agent).await?;
        let personne = connue(chantier.as_mut(), &nouvelle.personne).await?.personne;
        if personne.retraits().iter().all(|retrait| retrait.fini(des)) {
            return Err(SupportError::RienALever);
        }
        let objet = Objet::Reprise { avant: personne.retraits().to_vec(), des };
        self.yeux.proposer(chantier, agent, (nouvelle.personne, objet), nouvelle.motif).await
    }
}

/// Once a second agent confirmed.
pub(super) async fn retirer(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, personne): Qui<'_>,
    (avant, apres): (&[Retrait], &Retrait),
) -> Result<(), SupportError> {
    let (connue, maintenant) = (telle_que(chantier, personne, avant).await?, guichet.maintenant());
    // a suspension that was over before its second agent came
    if apres.fini(maintenant) {
        return Err(PropositionError::Perimee.into());
    }
    dire_ce_qui_est_venu(chantier, maintenant).await?;
    chantier.retirer(personne, apres, maintenant).await?;
    let cesse = connue.personne.active(maintenant) && apres.en_vigueur(maintenant);
    let fait = if cesse { Fait::PersonneDesactivee } else { Fait::PersonneModifiee };
    raconter(chantier, personne, fait, maintenant).await?;
    let acte = Assistance::Retrait { agent: agent.identifiant().clone(), personne: personne.clone(), retrait: *apres };
    guichet.consigner_dossier(Dossier::Assistance(acte)).await?;
    let prenom = connue.personne.etat_civil().prenom().to_owned();
    avertir(guichet, chantier, personne, (courriel(&connue), Avis::Retrait { prenom, retrait: *apres })).await
}

/// Once a second agent confirmed: never in the past, however long the proposal waited.
pub(super) async fn reprendre(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, personne): Qui<'_>,
    (avant, des): (&[Retrait], Timestamp),
) -> Result<(), SupportError> {
    let (connue, maintenant) = (telle_que(chantier, personne, avant).await?, guichet.maintenant());
    let des = des.max(maintenant);
    dire_ce_qui_est_venu(chantier, maintenant).await?;
    chantier.reprendre(personne, des, maintenant).await?;
    // whom a file keeps away does not come back
    let retenue = connue.personne.desactivation().is_some();
    let revient = des == maintenant && !connue.personne.active(maintenant) && !retenue;
    let fait = if revient { Fait::PersonneReactivee } else { Fait::PersonneModifiee };
    raconter(chantier, personne, fait, maintenant).await?;
    let acte = Assistance::Reprise { agent: agent.identifiant().clone(), personne: personne.clone(), des };
    guichet.consigner_dossier(Dossier::Assistance(acte)).await?;
    let prenom = connue.personne.etat_civil().prenom().to_owned();
    avertir(guichet, chantier, personne, (courriel(&connue), Avis::Reprise { prenom, des })).await
}

/// A record that moved since the proposal is not overwritten.
async fn telle_que(
    chantier: &mut dyn Chantier,
    personne: &IdentifiantNational,
    avant: &[Retrait],
) -> Result<Connue, SupportError> {
    let connue = connue(chantier, personne).await?;
    if connue.personne.retraits() == avant { Ok(connue) } else { Err(SupportError::FicheChangee) }
}

/// An instant that passed while the registry slept is told before what is decided now: the log ends on what holds.
async fn dire_ce_qui_est_venu(chantier: &mut dyn Chantier, maintenant: Timestamp) -> Result<(), SupportError> {
    let evenements = bascules_venues(chantier, maintenant).await?;
    Ok(chantier.ecrire(&Ecritures { evenements, ..Ecritures::default() }, maintenant).await?)
}

async fn raconter(
    chantier: &mut dyn Chantier,
    personne: &IdentifiantNational,
    fait: Fait,
    le: Timestamp,
) -> Result<(), SupportError> {
    let ecritures = Ecritures { evenements: vec![(personne.clone(), fait)], ..Ecritures::default() };
    Ok(chantier.ecrire(&ecritures, le).await?)
}

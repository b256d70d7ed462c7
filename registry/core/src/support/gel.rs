use std::sync::Arc;

use annuaire::{Correspondance, Fait};
use sante::IdentifiantNational;

use super::agent::AgentSupport;
use super::avertir::{avertir, courriel};
use super::concernant::{Concernant, concernant};
use super::erreur::SupportError;
use super::quatre_yeux::{QuatreYeux, connue, texte};
use crate::avis::{Avis, ParQui};
use crate::contact::{ContactError, DemandeGel, QuoiGeler, REFROIDISSEMENT, Remplacement, difference};
use crate::guichet::Guichet;
use crate::journal::{Assistance, Dossier, par_acte};
use crate::page::TAILLE;
use crate::port::{Chantier, Connue, Ecritures};
use crate::proposition::{Objet, PropositionId, Propositions, decidee_par_un_autre};

/// After a takeover that was reported, or because the person asks for it: contact data are frozen, those that were there before
/// come back, the freeze is lifted (R04, R13).
#[derive(Clone)]
pub struct GelContact {
    yeux: QuatreYeux,
}

/// What an agent proposes.
#[derive(Clone, Debug)]
pub struct NouveauGel {
    pub personne: IdentifiantNational,
    pub voulu: GelVoulu,
    /// Who reported what, the number of the ticket.
    pub motif: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GelVoulu {
    Geler,
    /// Former data, named by their place: only while the present ones are frozen.
    Remettre {
        ordre: u32,
    },
    Degeler,
}

/// Who confirms, about whom.
type Qui<'a> = (&'a AgentSupport, &'a IdentifiantNational);

/// One page of what people ask for. It is told by its number: an address that names a line would name a person.
#[derive(Clone, Debug)]
pub struct DemandesGel {
    pub lignes: Vec<Concernant<DemandeGel>>,
    /// In all.
    pub nombre: u32,
    /// From 1 on.
    pub page: u32,
    pub pages: u32,
}

impl GelContact {
    pub fn new(guichet: Guichet, propositions: Arc<dyn Propositions>) -> Self {
        Self { yeux: QuatreYeux::new(guichet, propositions) }
    }

    pub async fn proposer(&self, agent: &AgentSupport, nouveau: NouveauGel) -> Result<PropositionId, SupportError> {
        let mut chantier = self.yeux.ouvrir(agent).await?;
        let connue = connue(chantier.as_mut(), &nouveau.personne).await?;
        let gelees = chantier.gel(&nouveau.personne).await?.is_some();
        let objet = match (nouveau.voulu, gelees) {
            (GelVoulu::Geler, false) => Objet::Gel,
            (GelVoulu::Geler, true) => return Err(SupportError::DejaGelees),
            (_, false) => return Err(SupportError::PasGelees),
            (GelVoulu::Degeler, true) => Objet::Degel,
            (GelVoulu::Remettre { ordre }, true) => {
                let avant = connue.correspondance.unwrap_or_default();
                Objet::Remise { avant, apres: self.ancienne(&nouveau.personne, ordre).await? }
            }
        };
        self.yeux.proposer(chantier, agent, (nouveau.personne, objet), nouveau.motif).await
    }

    /// What people ask for, told to the journal before it is shown; past the last page, that one.
    pub async fn demandes(&self, agent: &AgentSupport, page: u32) -> Result<DemandesGel, SupportError> {
        self.yeux.recevoir(agent).await?;
        let registre = &self.yeux.guichet.registre;
        let nombre = registre.nombre_demandes_gel().await?;
        let pages = nombre.div_ceil(TAILLE).max(1);
        let page = page.clamp(1, pages);
        let demandes = registre.demandes_gel(((page - 1) * TAILLE, TAILLE)).await?;
        let toutes: Vec<_> = demandes.iter().map(|une| une.personne.clone()).collect();
        for personnes in par_acte(&toutes) {
            let acte = Assistance::DemandesGelLues { agent: agent.identifiant().clone(), personnes };
            self.yeux.guichet.consigner_dossier(Dossier::Assistance(acte)).await?;
        }
        let lignes = concernant(registre.as_ref(), demandes, |une| &une.personne).await?;
        Ok(DemandesGel { lignes, nombre, page, pages })
    }

    /// The person reads why. One agent may: it takes nothing away, and the person may ask again.
    pub async fn ecarter(
        &self,
        agent: &AgentSupport,
        personne: &IdentifiantNational,
        commentaire: &str,
    ) -> Result<(), SupportError> {
        let (guichet, commentaire) = (&self.yeux.guichet, texte(commentaire)?);
        let mut chantier = self.yeux.ouvrir(agent).await?;
        decidee_par_un_autre(chantier.as_mut(), personne, agent.identifiant()).await?;
        let connue = connue(chantier.as_mut(), personne).await?;
        let demande = chantier.clore_demande_gel(personne).await?.ok_or(SupportError::DemandeClose)?;
        let prenom = connue.personne.etat_civil().prenom().to_owned();
        let avis = (courriel(&connue), Avis::GelEcarte { prenom, commentaire });
        avertir(guichet, chantier.as_mut(), personne, avis).await?;
        let acte = Assistance::demande(agent.identifiant(), &demande, "ECARTEE");
        Ok(guichet.clore_dossier(chantier, Dossier::Assistance(acte)).await?)
    }

    async fn ancienne(&self, personne: &IdentifiantNational, ordre: u32) -> Result<Correspondance, SupportError> {
        let guichet = &self.yeux.guichet;
        let anciennes = guichet.registre.anciennes(personne, guichet.maintenant()).await?;
        let ancienne = anciennes.into_iter().find(|ancienne| ancienne.ordre == ordre);
        Ok(ancienne.ok_or(SupportError::SansAnciennes)?.correspondance)
    }
}

/// Once a second agent confirmed. The person hears of it wherever they may read: at the address of today, and at those that it
/// replaced.
pub(super) async fn geler(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, personne): Qui<'_>,
) -> Result<(), SupportError> {
    let (connue, maintenant) = (connue(chantier, personne).await?, guichet.maintenant());
    if chantier.gel(personne).await?.is_some() {
        return Err(SupportError::FicheChangee);
    }
    let anciennes = guichet.registre.anciennes(personne, maintenant).await?;
    chantier.geler(personne, Some(maintenant)).await?;
    let prenom = connue.personne.etat_civil().prenom().to_owned();
    let avis = Avis::ContactGele { prenom, le: maintenant };
    let actuelle = courriel(&connue);
    let avant = anciennes.into_iter().filter_map(|ancienne| ancienne.correspondance.courriel);
    let mut adresses: Vec<_> = avant.chain(actuelle).collect();
    adresses.sort();
    adresses.dedup();
    for adresse in adresses {
        avertir(guichet, chantier, personne, (Some(adresse), avis.clone())).await?;
    }
    suivre(guichet, chantier, (agent, personne), QuoiGeler::Geler).await
}

/// Once a second agent confirmed.
pub(super) async fn degeler(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, personne): Qui<'_>,
) -> Result<(), SupportError> {
    let connue = connue(chantier, personne).await?;
    if chantier.gel(personne).await?.is_none() {
        return Err(SupportError::FicheChangee);
    }
    chantier.geler(personne, None).await?;
    let prenom = connue.personne.etat_civil().prenom().to_owned();
    let avis = Avis::ContactDegele { prenom, le: guichet.maintenant() };
    avertir(guichet, chantier, personne, (courriel(&connue), avis)).await?;
    suivre(guichet, chantier, (agent, personne), QuoiGeler::Degeler).await
}

/// Once a second agent confirmed. The freeze stays; the data that go are kept in their turn, and both addresses hear of it:
/// whoever holds the ones that go may be the one who is right.
pub(super) async fn remettre(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, personne): Qui<'_>,
    (prevu, apres): (&Correspondance, &Correspondance),
) -> Result<(), SupportError> {
    let Connue { personne: connue, correspondance, .. } = connue(chantier, personne).await?;
    let avant = correspondance.unwrap_or_default();
    if avant != *prevu || chantier.gel(personne).await?.is_none() {
        return Err(SupportError::FicheChangee);
    }
    let change = difference(&avant, apres).ok_or(SupportError::FicheChangee)?;
    let des = guichet.maintenant().plus(REFROIDISSEMENT);
    let remplacement = Remplacement { personne: &connue, avant: &avant, apres, change, par: ParQui::Assistance, des };
    remplacement.ecrire(guichet, chantier).await.map_err(SupportError::from)?;
    let acte = Dossier::Contact {
        agent: agent.identifiant().clone(),
        personne: personne.clone(),
        moyen: "deux_agents",
        champs: crate::contact::champs(change),
    };
    Ok(guichet.consigner_dossier(acte).await?)
}

/// The provider asks again; a request of the person has its answer; the journal is told.
async fn suivre(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (agent, personne): Qui<'_>,
    quoi: QuoiGeler,
) -> Result<(), SupportError> {
    let evenements = vec![(personne.clone(), Fait::CorrespondanceModifiee)];
    chantier.ecrire(&Ecritures { evenements, ..Ecritures::default() }, guichet.maintenant()).await?;
    // asked for the contrary meanwhile: there is nothing left of it either
    if let Some(demande) = chantier.clore_demande_gel(personne).await? {
        let etape = if demande.quoi == quoi { "ACCORDEE" } else { "SANS_OBJET" };
        let acte = Assistance::demande(agent.identifiant(), &demande, etape);
        guichet.consigner_dossier(Dossier::Assistance(acte)).await?;
    }
    let (agent, personne) = (agent.identifiant().clone(), personne.clone());
    let acte = Assistance::Gel { agent, personne, gele: quoi == QuoiGeler::Geler };
    Ok(guichet.consigner_dossier(Dossier::Assistance(acte)).await?)
}

/// What writing contact data may answer: nothing else than a registry out of reach comes from there.
impl From<ContactError> for SupportError {
    fn from(erreur: ContactError) -> Self {
        match erreur {
            ContactError::Port(cause) => Self::Port(cause),
            ContactError::Inconnue => Self::Inconnue,
            _ => Self::FicheChangee,
        }
    }
}

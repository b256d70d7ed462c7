use std::sync::Arc;

use ambient::Timestamp;
use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::demande::{Demande, DemandeError, DemandeId, Demandes, Etape, FiltreDemandes, Flux, Motif, Nature, Quelles};
use crate::guichet::Guichet;
use crate::habilitation::connaitre;
use crate::idempotence::Auteur;
use crate::journal::Geste;
use crate::nomenclature::Averti;
use crate::page::{Page, Repere, Tranche};
use crate::port::PortError;
use crate::recherche::Recherche;
use crate::situation_acte::Lieu;

/// How many requests of one person are shown: one at a time is open (ENR-08).
const SIENNES: u32 = 200;

/// What is shown of requests, and to whom.
#[derive(Clone)]
pub struct Consultation {
    guichet: Guichet,
    demandes: Arc<dyn Demandes>,
    recherche: Recherche,
}

/// A stage as a gestionnaire sees it. What the registry refused stays "sent on": the answer is the professional's alone
/// (NOT-03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "vue")]
pub enum VueGestionnaire {
    ADecider,
    AExaminer {
        candidats: Vec<IdentifiantNational>,
    },
    Validee {
        personne: IdentifiantNational,
    },
    Rejetee {
        motif: Motif,
    },
    /// The registry answers the professional.
    Transmise,
    Retiree,
}

/// One line of a list: no contact data, no birth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeVue {
    pub id: DemandeId,
    pub version: u32,
    pub flux: Flux,
    pub structure: Finess,
    pub nature: Nature,
    /// Exercise names.
    pub nom: String,
    pub prenom: String,
    /// TRE_R85, TRE_R22.
    pub profession: String,
    pub role: String,
    pub deposee_le: Timestamp,
    pub vue: VueGestionnaire,
}

impl VueGestionnaire {
    pub fn de(etape: &Etape) -> Self {
        match etape {
            Etape::Envoyee => Self::ADecider,
            Etape::AExaminer { candidats } => Self::AExaminer { candidats: candidats.clone() },
            Etape::Validee { personne, .. } => Self::Validee { personne: personne.clone() },
            Etape::Rejetee { motif, .. } => Self::Rejetee { motif: *motif },
            Etape::RefuseeParLeRegistre { .. } => Self::Transmise,
            Etape::Retiree { .. } => Self::Retiree,
        }
    }
}

impl From<&Demande> for DemandeVue {
    fn from(demande: &Demande) -> Self {
        let (noms, profession, role) = demande.dossier.objet.resume();
        Self {
            id: demande.id.clone(),
            version: demande.version,
            flux: demande.flux,
            structure: demande.structure.clone(),
            nature: demande.dossier.objet.nature(),
            nom: noms.nom.clone(),
            prenom: noms.prenom.clone(),
            profession: profession.to_owned(),
            role: role.to_owned(),
            deposee_le: demande.deposee_le,
            vue: VueGestionnaire::de(&demande.etape),
        }
    }
}

impl Consultation {
    pub fn new(guichet: Guichet, demandes: Arc<dyn Demandes>) -> Self {
        let recherche = Recherche::new(guichet.clone(), demandes.clone());
        Self { guichet, demandes, recherche }
    }

    /// Open requests of every structure where the agent may decide now, oldest first: what is decided makes room for what
    /// follows (ENR-05). The reading is told to the journal.
    pub async fn a_traiter(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError> {
        let tenus = self.recherche.etablissements::<DemandeError>(agent).await?;
        let tenus: Vec<Finess> = tenus.iter().filter_map(|tenu| tenu.details.finess.parse().ok()).collect();
        self.page(agent, Quelles::Ouvertes(&tenus), (filtre, apres)).await
    }

    /// What this gestionnaire entered or decided, never a colleague's (GES-20); the reading is told to the journal.
    pub async fn historique(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError> {
        // a right that ended took its history with it
        connaitre::<DemandeError>(self.guichet.registre.as_ref(), agent, self.guichet.maintenant()).await?;
        self.page(agent, Quelles::Traitees(agent), (filtre, apres)).await
    }

    async fn page(
        &self,
        agent: &IdentifiantNational,
        quelles: Quelles<'_>,
        (filtre, apres): (&FiltreDemandes, Option<&Repere>),
    ) -> Result<Page<DemandeVue>, DemandeError> {
        let lignes = self.demandes.lister(quelles, filtre, Tranche::apres(apres)).await?;
        let nombre = self.demandes.compter(quelles, filtre).await?;
        let repere = |demande: &Demande| Repere { le: demande.deposee_le, id: demande.id.to_string() };
        let page = Page::de(lignes, nombre, repere).convertir(|demande| DemandeVue::from(&demande));
        self.listees(agent, page.lignes.len()).await?;
        Ok(page)
    }

    /// The whole request, for whoever may decide on it or has; the reading is told to the journal.
    pub async fn ouvrir(&self, agent: &IdentifiantNational, id: &DemandeId) -> Result<Demande, DemandeError> {
        let demande = self.demandes.demande_lue(id).await?.ok_or(DemandeError::Inconnue)?;
        let sienne = demande.auteur == Auteur::personne(agent) || demande.etape.par() == Some(agent);
        self.guichet.gestionnaire_lecteur::<DemandeError>(agent, &demande.structure).await?;
        if !demande.ouverte() && !sienne {
            return Err(DemandeError::DejaTraitee);
        }
        self.lue(Auteur::personne(agent), id).await?;
        Ok(demande)
    }

    /// A professional's own, with the answers of the registry.
    pub async fn miennes(&self, auteur: &Auteur) -> Result<Vec<Demande>, DemandeError> {
        let demandes = self.demandes.demandes_de(auteur, SIENNES).await?;
        Ok(demandes.into_iter().filter(|demande| demande.flux == Flux::Professionnel).collect())
    }

    /// What an establishment is called, which is public (FINESS).
    pub async fn raison_sociale(&self, finess: &Finess) -> Result<Option<String>, PortError> {
        let structure = self.guichet.registre.structure(finess).await?;
        Ok(structure.map(|structure| structure.details.raison_sociale))
    }

    /// What should be thought about before the request is accepted: sentences to show (ELI-06).
    pub async fn avertissements(&self, demande: &Demande) -> Result<Vec<Averti>, DemandeError> {
        let objet = &demande.dossier.objet;
        let finess = objet.ailleurs().unwrap_or(&demande.structure);
        let Some(structure) = self.guichet.registre.structure(finess).await? else { return Ok(Vec::new()) };
        let secteur = self.demandes.secteur_du_lieu(&structure.cle).await?;
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let verifiee = objet.verifier(referentiel, &Lieu { structure, secteur }, le);
        // what does not hold is objected to when somebody decides
        Ok(verifiee.unwrap_or_default().iter().map(Averti::from).collect())
    }

    async fn listees(&self, agent: &IdentifiantNational, nombre: usize) -> Result<(), DemandeError> {
        Ok(self.guichet.consigner(Geste::DemandesListees { agent: agent.clone(), nombre }).await?)
    }

    async fn lue(&self, auteur: Auteur, id: &DemandeId) -> Result<(), DemandeError> {
        Ok(self.guichet.consigner(Geste::DemandeLue { auteur, demande: id.clone() }).await?)
    }
}

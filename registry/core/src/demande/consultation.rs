use std::collections::HashMap;
use std::sync::Arc;

use ambient::Timestamp;
use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::demande::{Demande, DemandeError, DemandeId, Demandes, Etape, Flux, Motif};
use crate::guichet::Guichet;
use crate::habilitation::{Agent, connaitre};
use crate::idempotence::Auteur;
use crate::journal::Geste;
use crate::nomenclature::Avertissement;
use crate::port::PortError;
use crate::situation_acte::Lieu;

/// How many requests one page holds.
const PAGE: u32 = 200;

/// What is shown of requests, and to whom.
#[derive(Clone)]
pub struct Consultation {
    guichet: Guichet,
    demandes: Arc<dyn Demandes>,
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
        let situation = &demande.dossier.situation;
        Self {
            id: demande.id.clone(),
            version: demande.version,
            flux: demande.flux,
            structure: demande.structure.clone(),
            nom: situation.noms.nom.clone(),
            prenom: situation.noms.prenom.clone(),
            profession: situation.profession.clone(),
            role: situation.role.clone(),
            deposee_le: demande.deposee_le,
            vue: VueGestionnaire::de(&demande.etape),
        }
    }
}

impl Consultation {
    pub fn new(guichet: Guichet, demandes: Arc<dyn Demandes>) -> Self {
        Self { guichet, demandes }
    }

    /// Open requests of every structure where the agent may decide now, oldest first: what is decided makes room for what
    /// follows (ENR-05). The reading is told to the journal.
    pub async fn a_traiter(&self, agent: &IdentifiantNational) -> Result<Vec<DemandeVue>, DemandeError> {
        let (registre, maintenant) = (self.guichet.registre.as_ref(), self.guichet.maintenant());
        let lui = connaitre::<DemandeError>(registre, agent, maintenant).await?;
        let mut vues: Vec<DemandeVue> = Vec::new();
        let mut lieux: HashMap<Finess, bool> = HashMap::new();
        for habilitation in lui.habilitations.iter().filter(|habilitation| habilitation.titre.gere()) {
            for demande in self.demandes.demandes_ouvertes(&habilitation.perimetre, PAGE).await? {
                if self.siens(&lui, &mut lieux, &demande.structure).await? {
                    vues.push(DemandeVue::from(&demande));
                }
            }
        }
        vues.sort_by(|une, autre| (une.deposee_le, &une.id).cmp(&(autre.deposee_le, &autre.id)));
        vues.dedup_by(|une, autre| une.id == autre.id);
        self.listees(agent, vues.len()).await?;
        Ok(vues)
    }

    /// Whether the agent may decide there: the contract too is in force. Each place is asked about once.
    async fn siens(
        &self,
        agent: &Agent,
        lieux: &mut HashMap<Finess, bool>,
        finess: &Finess,
    ) -> Result<bool, DemandeError> {
        if let Some(sien) = lieux.get(finess) {
            return Ok(*sien);
        }
        let structure = self.guichet.registre.structure(finess).await?;
        let sien = structure.is_some_and(|structure| agent.peut_agir_sur(&structure).is_ok());
        lieux.insert(finess.clone(), sien);
        Ok(sien)
    }

    /// What this gestionnaire entered or decided, never a colleague's (GES-20); the reading is told to the journal.
    pub async fn historique(&self, agent: &IdentifiantNational) -> Result<Vec<DemandeVue>, DemandeError> {
        let siennes = self.demandes.demandes_traitees(agent, PAGE).await?;
        self.listees(agent, siennes.len()).await?;
        Ok(siennes.iter().map(DemandeVue::from).collect())
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
        let demandes = self.demandes.demandes_de(auteur, PAGE).await?;
        Ok(demandes.into_iter().filter(|demande| demande.flux == Flux::Professionnel).collect())
    }

    /// What an establishment is called, which is public (FINESS).
    pub async fn raison_sociale(&self, finess: &Finess) -> Result<Option<String>, PortError> {
        let structure = self.guichet.registre.structure(finess).await?;
        Ok(structure.map(|structure| structure.details.raison_sociale))
    }

    /// What should be thought about before the request is accepted: sentences to show (ELI-06).
    pub async fn avertissements(&self, demande: &Demande) -> Result<Vec<String>, DemandeError> {
        let Some(structure) = self.guichet.registre.structure(&demande.structure).await? else { return Ok(Vec::new()) };
        let secteur = self.demandes.secteur_du_lieu(&structure.cle).await?;
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let verifiee = demande.dossier.situation.verifier(referentiel, &Lieu { structure, secteur }, le);
        // what does not hold is objected to when somebody decides
        Ok(verifiee.unwrap_or_default().iter().map(Avertissement::phrase).collect())
    }

    async fn listees(&self, agent: &IdentifiantNational, nombre: usize) -> Result<(), DemandeError> {
        Ok(self.guichet.consigner(Geste::DemandesListees { agent: agent.clone(), nombre }).await?)
    }

    async fn lue(&self, auteur: Auteur, id: &DemandeId) -> Result<(), DemandeError> {
        Ok(self.guichet.consigner(Geste::DemandeLue { auteur, demande: id.clone() }).await?)
    }
}

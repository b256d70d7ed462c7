use std::sync::Arc;

use sante::IdentifiantNational;

use super::erreur::ContactError;
use crate::avis::{Retour, Suivi, Sujet};
use crate::guichet::Guichet;
use crate::habilitation::HorsPerimetre;
use crate::journal::Dossier;
use crate::personne::Personne;
use crate::proposition::{Genre, Proposition, Propositions};
use crate::recherche::{Personnes, Recherche};
use crate::situation_acte::Noms;
use crate::structure::CleStructure;

/// How many mails one page names.
const PAGE: u32 = 50;

/// What the gestionnaires of a structure see to: mails that came back, corrections that wait for a second one.
#[derive(Clone)]
pub struct ContactsASuivre {
    guichet: Guichet,
    recherche: Recherche,
    personnes: Arc<dyn Personnes>,
    propositions: Arc<dyn Propositions>,
    avis: Arc<dyn Suivi>,
}

/// A mail that came back, and whose it was; without the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRevenu {
    pub retour: Retour,
    /// `None`: somebody without a number, or without a place of work.
    pub noms: Option<Noms>,
}

/// A correction that waits for a second gestionnaire, and whom it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionOuverte {
    pub proposition: Proposition,
    /// `None`: somebody without a place of work.
    pub noms: Option<Noms>,
}

/// The ports behind [`ContactsASuivre`].
#[derive(Clone)]
pub struct Sources {
    pub personnes: Arc<dyn Personnes>,
    pub propositions: Arc<dyn Propositions>,
    pub avis: Arc<dyn Suivi>,
}

impl ContactsASuivre {
    pub fn new(guichet: Guichet, sources: Sources) -> Self {
        let Sources { personnes, propositions, avis } = sources;
        let recherche = Recherche::new(guichet.clone(), personnes.clone());
        Self { guichet, recherche, personnes, propositions, avis }
    }

    /// Newest first, until somebody saw to them; told to the journal before they are shown.
    pub async fn revenus(&self, agent: &IdentifiantNational) -> Result<Vec<MailRevenu>, ContactError> {
        let retours = self.avis.retours(&self.siens(agent).await?, PAGE).await?;
        let connus: Vec<_> = retours.iter().filter_map(|retour| personne(&retour.sujet)).cloned().collect();
        let acte = Dossier::RetoursLus { agent: agent.clone(), personnes: connus.clone() };
        self.guichet.consigner_dossier(acte).await?;
        let fiches = self.personnes.fiches(&connus).await?;
        let noms = |sujet: &Sujet| {
            let lui = personne(sujet)?;
            fiches.iter().find(|fiche| fiche.personne.identifiant() == lui).and_then(|fiche| noms(&fiche.personne))
        };
        Ok(retours.into_iter().map(|retour| MailRevenu { noms: noms(&retour.sujet), retour }).collect())
    }

    /// Corrections that wait for a second gestionnaire, and whose, told to the journal before they are shown: they hold contact data.
    pub async fn a_confirmer(&self, agent: &IdentifiantNational) -> Result<Vec<CorrectionOuverte>, ContactError> {
        let (genre, siens) = (Genre::Contact, self.siens(agent).await?);
        let ouvertes = self.propositions.ouvertes(genre, Some(&siens), self.guichet.maintenant()).await?;
        self.guichet.consigner_lues(agent, genre, &ouvertes).await?;
        let connus: Vec<_> = ouvertes.iter().map(|une| une.personne.clone()).collect();
        let fiches = self.personnes.fiches(&connus).await?;
        let avec = |proposition: Proposition| {
            let lui = fiches.iter().find(|fiche| *fiche.personne.identifiant() == proposition.personne);
            CorrectionOuverte { noms: lui.and_then(|fiche| noms(&fiche.personne)), proposition }
        };
        Ok(ouvertes.into_iter().map(avec).collect())
    }

    /// A mail that came back asks for nothing more: a rejection whose address was wrong, for one. Only what left in the name of
    /// the agent's structures; what a colleague put aside already stays so.
    pub async fn ecarter(&self, agent: &IdentifiantNational, sujet: &Sujet) -> Result<(), ContactError> {
        let siens = self.siens(agent).await?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if chantier.ecarter_retours(sujet, &siens, self.guichet.maintenant()).await? == 0 {
            return Ok(());
        }
        let acte = Dossier::RetourEcarte { agent: agent.clone(), sujet: sujet.to_string() };
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }

    async fn siens(&self, agent: &IdentifiantNational) -> Result<Vec<CleStructure>, ContactError> {
        let tenus = self.recherche.etablissements::<ContactError>(agent).await?;
        if tenus.is_empty() {
            return Err(HorsPerimetre::HorsDuPerimetre.into());
        }
        Ok(tenus.into_iter().map(|tenu| tenu.cle).collect())
    }
}

fn personne(sujet: &Sujet) -> Option<&IdentifiantNational> {
    match sujet {
        Sujet::Personne(identifiant) => Some(identifiant),
        Sujet::Demande(_) => None,
    }
}

fn noms(personne: &Personne) -> Option<Noms> {
    match personne {
        Personne::Professionnel(lui) => lui.exercices.first().map(Noms::de),
        Personne::PorteurDeCarte(_) => None,
    }
}

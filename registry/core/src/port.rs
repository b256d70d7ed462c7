//! What the registry needs of a store.

use std::collections::HashMap;
use std::pin::Pin;

use ambient::Timestamp;
use annuaire::{Correspondance, Evenements, Fait, Numero};
use async_trait::async_trait;
use sante::{IdentifiantNational, SituationId};

use crate::avis;
use crate::carte;
use crate::certificat;
use crate::contact;
use crate::demande;
use crate::doublon::Candidats;
use crate::echeance;
use crate::exercice::{CleExercice, ExerciceProfessionnel};
use crate::finess;
use crate::formulaire;
use crate::habilitation;
use crate::idempotence;
use crate::identite::{self, Certification};
use crate::import::{Chargement, Empreinte, Empreintes};
use crate::numero::Numeros;
use crate::personne::Personne;
use crate::profession_demandee;
use crate::proposition;
use crate::retrait;
use crate::situation::SituationExercice;
use crate::situation_acte;
use crate::source::Source;
use crate::structure::{CleStructure, Structure};

/// Why an adapter could not answer.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    #[error("{port} is out of reach: {cause}")]
    HorsService { port: &'static str, cause: String },
    /// What was stored cannot be read back: a defect or a corruption.
    #[error("{port} holds something unreadable in {lieu}: {cause}")]
    Illisible { port: &'static str, lieu: String, cause: String },
}

/// One person as lookups need it: with the places that the situations name.
#[derive(Clone, Debug)]
pub struct Fiche {
    pub personne: Personne,
    pub structures: HashMap<CleStructure, Structure>,
}

impl Fiche {
    /// Every situation with its exercise.
    pub fn situations(&self) -> impl Iterator<Item = (&CleExercice, &SituationExercice)> {
        let exercices = match &self.personne {
            Personne::Professionnel(professionnel) => professionnel.exercices.as_slice(),
            Personne::PorteurDeCarte(_) => &[],
        };
        exercices
            .iter()
            .flat_map(|exercice| exercice.situations.iter().map(move |situation| (&exercice.cle, situation)))
    }
}

/// What an import compares a file with.
#[derive(Clone, Debug)]
pub struct Connue {
    pub personne: Personne,
    pub correspondance: Option<Correspondance>,
    /// The contact data were changed at the portal: an extraction does not write over them.
    pub contact_tenu: bool,
}

/// Reading, and the door to writing.
#[async_trait]
pub trait Registre:
    contact::Gels
    + echeance::Agenda
    + finess::FaitsLus
    + habilitation::Habilitations
    + idempotence::Memoire
    + identite::Anciens
    + identite::Certifications
    + situation_acte::Motifs
    + Send
    + Sync
{
    async fn fiche(&self, identifiant: &IdentifiantNational) -> Result<Option<Fiche>, PortError>;
    /// `None`: no such person or no such data.
    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Option<Correspondance>, PortError>;
    /// At most `limite` events after `apres`, and the last number of the whole log.
    async fn evenements(&self, apres: Numero, limite: u32) -> Result<Evenements, PortError>;
    /// Waits for its turn: one writer at a time, so that what it read stays true until it commits and the numbers of
    /// the log have neither gap nor disorder. Nothing is visible, and nothing stays, before [`Chantier::valider`].
    ///
    /// # Errors
    /// [`PortError::HorsService`] too when the turn does not come within seconds: a file is being taken in.
    async fn chantier(&self) -> Result<Box<dyn Chantier>, PortError>;
    /// The same door for the first file of all; `None`: the registry holds somebody, or a place.
    async fn chargement(&self) -> Result<Option<Box<dyn Chargement>>, PortError>;
}

/// Rings when something was committed by this process: a reader that waits asks again at once.
pub trait Sonnette: Send + Sync {
    /// Listening begins with the call, not with the first poll: whoever listens and then reads misses nothing.
    fn ecouter(&self) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// One write transaction.
#[async_trait]
pub trait Chantier:
    Candidats
    + Empreintes
    + Numeros
    + avis::Ecrits
    + carte::Ecrits
    + certificat::Ecrits
    + contact::Ecrits
    + demande::Ecrits
    + echeance::Ecrits
    + finess::Ecrits
    + formulaire::Ecrits
    + habilitation::Ecrits
    + idempotence::Ecrits
    + profession_demandee::Ecrits
    + proposition::Ecrits
    + retrait::Ecrits
    + situation_acte::Ecrits
    + Send
{
    /// Those of `identifiants` that exist, with every situation, ended ones included.
    async fn connues(&mut self, identifiants: &[IdentifiantNational]) -> Result<Vec<Connue>, PortError>;
    async fn structures(&mut self, cles: &[CleStructure]) -> Result<HashMap<CleStructure, Structure>, PortError>;
    /// Who has this situation.
    async fn titulaire(&mut self, situation: &SituationId) -> Result<Option<IdentifiantNational>, PortError>;
    /// Active people of one source.
    async fn nombre_actives(&mut self, source: Source) -> Result<u64, PortError>;
    /// Active people of one source after `apres`, in the order of their identifiers, at most `limite`.
    async fn actives(
        &mut self,
        source: Source,
        apres: Option<&IdentifiantNational>,
        limite: u32,
    ) -> Result<Vec<IdentifiantNational>, PortError>;
    /// Who has a situation in this place that has not ended by `maintenant`, or a card from it.
    async fn rattaches(
        &mut self,
        structure: &CleStructure,
        maintenant: Timestamp,
    ) -> Result<Vec<IdentifiantNational>, PortError>;
    async fn ecrire(&mut self, ecritures: &Ecritures, survenu: Timestamp) -> Result<(), PortError>;
    async fn valider(self: Box<Self>) -> Result<(), PortError>;
}

/// Rows to create or replace, and the events that tell it, in order.
#[derive(Clone, Debug, Default)]
pub struct Ecritures {
    pub structures: Vec<Structure>,
    /// Exercises and situations inside are not written: they have lists of their own.
    pub personnes: Vec<Personne>,
    pub exercices: Vec<EcritureExercice>,
    pub situations: Vec<EcritureSituation>,
    pub correspondances: Vec<(IdentifiantNational, Correspondance)>,
    /// Who vouches for the civil status from now on.
    pub certifications: Vec<(IdentifiantNational, Certification)>,
    /// Of people whose rows the registry now says. Any other event about a person takes theirs away.
    pub empreintes: Vec<(IdentifiantNational, Empreinte)>,
    pub evenements: Vec<(IdentifiantNational, Fait)>,
}

#[derive(Clone, Debug)]
pub struct EcritureExercice {
    pub personne: IdentifiantNational,
    /// Its place among the person's exercises.
    pub rang: u32,
    pub exercice: ExerciceProfessionnel,
}

#[derive(Clone, Debug)]
pub struct EcritureSituation {
    pub personne: IdentifiantNational,
    pub exercice: CleExercice,
    /// Its place among the situations of the exercise.
    pub rang: u32,
    pub situation: SituationExercice,
}

impl Ecritures {
    pub fn is_empty(&self) -> bool {
        self.nombre() == 0 && self.evenements.is_empty() && self.empreintes.is_empty()
    }

    /// Rows, digests and events not counted.
    pub fn nombre(&self) -> usize {
        self.structures.len()
            + self.personnes.len()
            + self.exercices.len()
            + self.situations.len()
            + self.correspondances.len()
            + self.certifications.len()
    }

    /// Takes the rows and the events of another, after its own.
    pub fn ajouter(&mut self, autres: &mut Self) {
        self.structures.append(&mut autres.structures);
        self.personnes.append(&mut autres.personnes);
        self.exercices.append(&mut autres.exercices);
        self.situations.append(&mut autres.situations);
        self.correspondances.append(&mut autres.correspondances);
        self.certifications.append(&mut autres.certifications);
        self.empreintes.append(&mut autres.empreintes);
        self.evenements.append(&mut autres.evenements);
    }
}

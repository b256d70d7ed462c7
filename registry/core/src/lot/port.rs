use ambient::Timestamp;
use async_trait::async_trait;
use sante::{Finess, IdentifiantNational};

use crate::demande::Attestations;
use crate::idempotence::{ActeFait, Auteur, CleIdempotence};
use crate::identite::Traits;
use crate::lot::{Etat, Feuille, FichierRefuse, Issue, LigneDeLot, Lot, LotId};
use crate::port::PortError;
use crate::structure::CleStructure;

/// Reads files. Nothing in one is evaluated, and no file makes memory grow beyond a bound.
#[async_trait]
pub trait Tableur: Send + Sync {
    async fn lire(&self, octets: Vec<u8>) -> Result<Feuille, FichierRefuse>;
}

/// What the registry knows, read beside every writer: a preview of thousands of lines makes nobody wait.
#[async_trait]
pub trait Regards: Send + Sync {
    /// As [`Candidats::proches`](crate::doublon::Candidats::proches).
    async fn ressemblantes(&self, traits: &Traits) -> Result<Vec<(IdentifiantNational, Traits)>, PortError>;
    /// Whether a request about this person is open ([`Sujet::cle`](crate::demande::Sujet::cle)).
    async fn demande_en_cours(&self, sujet: &str) -> Result<bool, PortError>;
    /// As [`habilitation::Ecrits::secteur`](crate::habilitation::Ecrits::secteur).
    async fn secteur_de(&self, structure: &CleStructure) -> Result<String, PortError>;
    async fn fait_sous(&self, auteur: &Auteur, cle: &CleIdempotence) -> Result<Option<ActeFait>, PortError>;
}

/// For how long one node works on a file: a node that dies loses it to another one.
#[derive(Clone, Debug)]
pub struct Bail {
    /// The process, by a name that no other has.
    pub noeud: String,
    pub maintenant: Timestamp,
    pub jusque: Timestamp,
}

/// Which lines a page shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choix {
    /// `None`: all of them.
    pub etat: Option<Etat>,
    pub sauter: u32,
    pub limite: u32,
}

/// How many lines of one place stand at one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compte {
    /// `None`: the line names none that can be read.
    pub structure: Option<Finess>,
    pub etat: Etat,
    pub nombre: u32,
}

/// Files and their lines.
#[async_trait]
pub trait Lots: Send + Sync {
    /// The file and all of its lines, or nothing. `false`: a file has this name already, and stays as it is.
    async fn deposer(&self, lot: &Lot, lignes: &[LigneDeLot]) -> Result<bool, PortError>;
    async fn lot(&self, id: &LotId) -> Result<Option<Lot>, PortError>;
    /// Newest first.
    async fn lots_de(&self, agent: &IdentifiantNational, limite: u32) -> Result<Vec<Lot>, PortError>;
    /// How many files this agent has sent since then.
    async fn deposes_depuis(&self, agent: &IdentifiantNational, depuis: Timestamp) -> Result<u32, PortError>;
    async fn comptes(&self, id: &LotId) -> Result<Vec<Compte>, PortError>;
    /// In the order of the file.
    async fn lignes(&self, id: &LotId, choix: Choix) -> Result<Vec<LigneDeLot>, PortError>;
    /// `false`: it was no preview any more.
    async fn lancer(&self, id: &LotId, declarees: &Attestations, le: Timestamp) -> Result<bool, PortError>;
    /// Its lines are gone. `false`: it was no preview any more.
    async fn abandonner(&self, id: &LotId) -> Result<bool, PortError>;
    /// Takes a confirmed file that nobody else works on: the one that waits longest, then the oldest. Files take turns, so
    /// that none waits for ever behind another.
    async fn prendre(&self, bail: &Bail) -> Result<Option<Lot>, PortError>;
    /// Lines to do, in the order of the file; one that cannot be read has no content.
    async fn a_faire(&self, id: &LotId, limite: u32) -> Result<Vec<LigneDeLot>, PortError>;
    /// What came of a line; its content is gone. `false`: another node works on the file.
    async fn noter(&self, id: &LotId, issue: (u32, &Issue), bail: &Bail) -> Result<bool, PortError>;
    /// This node works on nothing any more: another one need not wait.
    async fn rendre(&self, noeud: &str) -> Result<(), PortError>;
    /// `false`: another node works on the file, or it has lines to do.
    async fn terminer(&self, id: &LotId, bail: &Bail) -> Result<bool, PortError>;
    /// Forgets previews deposed before the first instant and files finished before the second; answers how many.
    async fn oublier(&self, apercus: Timestamp, termines: Timestamp) -> Result<u64, PortError>;
}

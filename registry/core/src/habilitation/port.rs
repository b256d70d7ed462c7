use ambient::{Seconds, Timestamp};
use async_trait::async_trait;
use sante::{Finess, IdentifiantNational};

use crate::habilitation::{Contrat, Habilitation, HabilitationId, Perimetre};
use crate::personne::Personne;
use crate::port::PortError;
use crate::structure::{CleStructure, Structure};

/// Rights that end after one instant and by another, and lasted longer than `preavis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinProche {
    pub apres: Timestamp,
    pub jusque: Timestamp,
    pub preavis: Seconds,
}

/// Rights inside a write transaction: what they allow stays true until it commits.
#[async_trait]
pub trait Ecrits: Send {
    /// All of one person, ended ones included.
    async fn habilitations(&mut self, personne: &IdentifiantNational) -> Result<Vec<Habilitation>, PortError>;
    async fn habilitation(&mut self, id: &HabilitationId) -> Result<Option<Habilitation>, PortError>;
    /// All at exactly this level, ended ones included.
    async fn nommees(&mut self, perimetre: &Perimetre) -> Result<Vec<Habilitation>, PortError>;
    /// Those at the levels of a person's rights and at the legal entities above, ended ones included.
    async fn contrats_de(&mut self, personne: &IdentifiantNational) -> Result<Vec<Contrat>, PortError>;
    /// Those at exactly one of these numbers, ended ones included.
    async fn contrats(&mut self, finess: &[Finess]) -> Result<Vec<Contrat>, PortError>;
    /// Who holds a card that this structure gave.
    async fn porteurs_de(&mut self, structure: &CleStructure) -> Result<Vec<Personne>, PortError>;
    /// The establishments of this legal entity that are known.
    async fn etablissements(&mut self, ej: &Finess) -> Result<Vec<Finess>, PortError>;
    /// TRE_R02: as recorded with the contract, else as most situations there say; empty when nothing says it.
    async fn secteur(&mut self, structure: &CleStructure) -> Result<String, PortError>;
    async fn ecrire_secteur(&mut self, structure: &CleStructure, secteur: &str) -> Result<(), PortError>;
    async fn ecrire_contrat(&mut self, contrat: &Contrat) -> Result<(), PortError>;
    async fn ecrire_habilitation(&mut self, habilitation: &Habilitation) -> Result<(), PortError>;
    /// Takes at most `limite` of them whose end was told to nobody, the first to end first: it counts as told from then on.
    async fn finissantes(&mut self, proche: FinProche, limite: u32) -> Result<Vec<Habilitation>, PortError>;
}

/// Rights as pages show and check them: a page waits for no writer.
#[async_trait]
pub trait Habilitations: Send + Sync {
    /// Rights of one person and the contracts above them, ended ones included.
    async fn droits(&self, personne: &IdentifiantNational) -> Result<(Vec<Habilitation>, Vec<Contrat>), PortError>;
    async fn structure(&self, finess: &Finess) -> Result<Option<Structure>, PortError>;
    /// All of one person, ended ones included.
    async fn habilitations_de(&self, personne: &IdentifiantNational) -> Result<Vec<Habilitation>, PortError>;
    /// Everybody named at exactly this level, ended ones included.
    async fn habilitations_sur(&self, perimetre: &Perimetre) -> Result<Vec<Habilitation>, PortError>;
    /// Whether there are such rights whose end was told to nobody.
    async fn fins_a_annoncer(&self, proche: FinProche) -> Result<bool, PortError>;
    /// Every contract with everybody named at its structure or at an establishment of it, ended ones included.
    async fn contrats_et_nommees(&self) -> Result<Vec<(Contrat, Vec<Habilitation>)>, PortError>;
}

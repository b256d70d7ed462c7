use std::collections::HashMap;

use ambient::Timestamp;
use async_trait::async_trait;

use crate::port::PortError;
use crate::structure::CleStructure;

/// What only FINESS says of a structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faits {
    /// TRE_R66, of an establishment: 500 is an EHPAD.
    pub categorie: String,
    pub libelle_categorie: String,
    /// Of a legal entity.
    pub statut: String,
    pub libelle_statut: String,
}

/// TRE_R72: somebody in their own name, who is no legal person (CON-02).
const PERSONNE_PHYSIQUE: &str = "70";

impl Faits {
    pub fn personne_physique(&self) -> bool {
        self.statut == PERSONNE_PHYSIQUE
    }
}

/// Inside a write transaction.
#[async_trait]
pub trait Ecrits: Send {
    /// Of those that an extract of FINESS has described.
    async fn faits_finess(&mut self, cles: &[CleStructure]) -> Result<HashMap<CleStructure, Faits>, PortError>;
    async fn ecrire_faits_finess(&mut self, faits: &[(CleStructure, Faits)], le: Timestamp) -> Result<(), PortError>;
}

/// The same for pages: they wait for no writer.
#[async_trait]
pub trait FaitsLus: Send + Sync {
    async fn faits_lus(&self, cles: &[CleStructure]) -> Result<HashMap<CleStructure, Faits>, PortError>;
}

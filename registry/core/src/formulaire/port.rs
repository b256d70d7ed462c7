use ambient::Timestamp;
use async_trait::async_trait;
use sante::Finess;

use super::{Formulaire, FormulaireId};
use crate::demande::Demande;
use crate::habilitation::Perimetre;
use crate::idempotence::Auteur;
use crate::page::Tranche;
use crate::port::PortError;
use crate::structure::CleStructure;

/// Forms inside a write transaction.
#[async_trait]
pub trait Ecrits: Send {
    async fn formulaire(&mut self, id: &FormulaireId) -> Result<Option<Formulaire>, PortError>;
    /// The open one about this ([`Formulaire::sujet`]).
    async fn formulaire_ouvert(&mut self, sujet: &str) -> Result<Option<Formulaire>, PortError>;
    /// The open ones for these structures, oldest first.
    async fn formulaires_ouverts(&mut self, finess: &[Finess]) -> Result<Vec<Formulaire>, PortError>;
    /// What it is about may change while it is open; a closed one, whose names are gone, keeps the subject that it had.
    async fn ecrire_formulaire(&mut self, formulaire: &Formulaire) -> Result<(), PortError>;
    /// Open ones, but those for a first contract, whose structure has no contract in force nor to come; at most `limite`.
    async fn formulaires_sans_contrat(
        &mut self,
        maintenant: Timestamp,
        limite: u32,
    ) -> Result<Vec<Formulaire>, PortError>;
    /// The same of requests for registration or of a person's own changes.
    async fn demandes_sans_contrat(&mut self, maintenant: Timestamp, limite: u32) -> Result<Vec<Demande>, PortError>;
}

/// Forms as pages show them.
#[async_trait]
pub trait Formulaires: Send + Sync {
    /// Of this author, newest first.
    async fn formulaires_de(&self, auteur: &Auteur, limite: u32) -> Result<Vec<Formulaire>, PortError>;
    /// For structures of these levels, newest first.
    async fn formulaires_pour(&self, niveaux: &[Perimetre], limite: u32) -> Result<Vec<Formulaire>, PortError>;
    /// Those that wait for the ANS, oldest first, and how many there are in all.
    async fn formulaires_envoyes(&self, tranche: Tranche<'_>) -> Result<(Vec<Formulaire>, u32), PortError>;
    async fn formulaire_lu(&self, id: &FormulaireId) -> Result<Option<Formulaire>, PortError>;
    /// Whether somebody waits for what no contract covers any more: a look waits for no writer.
    async fn attente_sans_contrat(&self, maintenant: Timestamp) -> Result<bool, PortError>;
    /// The establishments of this legal entity that are known.
    async fn nombre_etablissements(&self, ej: &Finess) -> Result<u32, PortError>;
    /// As [`habilitation::Ecrits::secteur`](crate::habilitation::Ecrits::secteur).
    async fn secteur_lu(&self, structure: &CleStructure) -> Result<String, PortError>;
    /// Whether a contract in force covers this number, or the legal entity above it.
    async fn sous_contrat(&self, finess: &Finess, ej: &Finess, maintenant: Timestamp) -> Result<bool, PortError>;
}

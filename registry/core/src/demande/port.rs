use async_trait::async_trait;
use sante::IdentifiantNational;

use crate::demande::{Demande, DemandeId};
use crate::habilitation::Perimetre;
use crate::idempotence::Auteur;
use crate::port::PortError;
use crate::structure::CleStructure;

/// Requests inside a write transaction.
#[async_trait]
pub trait Ecrits: Send {
    async fn demande(&mut self, id: &DemandeId) -> Result<Option<Demande>, PortError>;
    /// The open request about this person ([`Sujet::cle`](crate::demande::Sujet::cle)), or that this author made for
    /// themselves: what a gestionnaire entered is about somebody else.
    async fn demande_ouverte(&mut self, sujet: &str, auteur: &Auteur) -> Result<Option<DemandeId>, PortError>;
    async fn ecrire_demande(&mut self, demande: &Demande) -> Result<(), PortError>;
}

/// Requests as pages show them, newest first where nothing else is said.
#[async_trait]
pub trait Demandes: Send + Sync {
    async fn demande_lue(&self, id: &DemandeId) -> Result<Option<Demande>, PortError>;
    /// The open ones sent to structures in this scope, oldest first: who waits longest is answered first.
    async fn demandes_ouvertes(&self, perimetre: &Perimetre, limite: u32) -> Result<Vec<Demande>, PortError>;
    /// What this gestionnaire entered or decided (GES-20).
    async fn demandes_traitees(&self, agent: &IdentifiantNational, limite: u32) -> Result<Vec<Demande>, PortError>;
    async fn demandes_de(&self, auteur: &Auteur, limite: u32) -> Result<Vec<Demande>, PortError>;
    /// As [`habilitation::Ecrits::secteur`](crate::habilitation::Ecrits::secteur).
    async fn secteur_du_lieu(&self, structure: &CleStructure) -> Result<String, PortError>;
}

use async_trait::async_trait;
use sante::{Finess, IdentifiantNational};

use crate::demande::{Demande, DemandeId, FiltreDemandes};
use crate::idempotence::Auteur;
use crate::page::Tranche;
use crate::port::PortError;
use crate::recherche::Personnes;
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

/// Which requests a list is made of.
#[derive(Clone, Copy, Debug)]
pub enum Quelles<'a> {
    /// Open ones sent to these establishments, oldest first: who waits longest is answered first.
    Ouvertes(&'a [Finess]),
    /// What this gestionnaire entered or decided, newest first (GES-20).
    Traitees(&'a IdentifiantNational),
}

/// Requests as pages show them.
#[async_trait]
pub trait Demandes: Personnes {
    async fn demande_lue(&self, id: &DemandeId) -> Result<Option<Demande>, PortError>;
    /// A stretch of a list, in its order.
    async fn lister(
        &self,
        quelles: Quelles<'_>,
        filtre: &FiltreDemandes,
        tranche: Tranche<'_>,
    ) -> Result<Vec<Demande>, PortError>;
    /// How many lines the whole list has.
    async fn compter(&self, quelles: Quelles<'_>, filtre: &FiltreDemandes) -> Result<u32, PortError>;
    /// Of this author, newest first.
    async fn demandes_de(&self, auteur: &Auteur, limite: u32) -> Result<Vec<Demande>, PortError>;
    /// As [`habilitation::Ecrits::secteur`](crate::habilitation::Ecrits::secteur).
    async fn secteur_du_lieu(&self, structure: &CleStructure) -> Result<String, PortError>;
}

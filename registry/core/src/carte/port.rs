use ambient::Timestamp;
use async_trait::async_trait;
use carte_cps::{CarteProduite, CommandeCarte, RaisonOpposition};
use sante::{Finess, IdentifiantNational};

use super::{Carte, CarteId, Titulaire};
use crate::port::PortError;

/// The authority that makes cards. Each act, asked twice, is done once.
#[async_trait]
pub trait AutoriteCartes: Send + Sync {
    async fn produire(&self, reference: &CarteId, commande: &CommandeCarte) -> Result<CarteProduite, AutoriteError>;
    async fn envoyer(&self, reference: &CarteId) -> Result<(), AutoriteError>;
    async fn opposer(&self, reference: &CarteId, raison: RaisonOpposition) -> Result<(), AutoriteError>;
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AutoriteError {
    /// Asked again later.
    #[error("the authority does not answer: {0}")]
    Injoignable(String),
    /// It would refuse again. Its words, in French, for whoever asked.
    #[error("the authority refuses: {0}")]
    Refus(String),
}

/// Cards that end after one instant and by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinDeCarte {
    pub apres: Timestamp,
    pub jusque: Timestamp,
}

/// What the authority is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attente {
    /// To make it, or to send it.
    Fabrication,
    /// To put it on its list.
    Opposition,
}

/// Cards inside a write transaction.
#[async_trait]
pub trait Ecrits: Send {
    async fn carte(&mut self, id: &CarteId) -> Result<Option<Carte>, PortError>;
    /// All of one person, ended ones included, in the order in which they were ordered.
    async fn cartes_de(&mut self, porteur: &IdentifiantNational) -> Result<Vec<Carte>, PortError>;
    async fn ecrire_carte(&mut self, carte: &Carte) -> Result<(), PortError>;
    /// Takes at most `limite` of them, the first to end first; nobody takes them again before `revue_le`.
    async fn cartes_finissantes(
        &mut self,
        proche: FinDeCarte,
        revue_le: Timestamp,
        limite: u32,
    ) -> Result<Vec<Carte>, PortError>;
    /// Up to which event changes of practice were looked at.
    async fn exercices_suivis(&mut self) -> Result<i64, PortError>;
    async fn suivre_exercices(&mut self, jusque: i64) -> Result<(), PortError>;
}

/// The same, for pages and for the round.
#[async_trait]
pub trait Fichier: Send + Sync {
    async fn carte_lue(&self, id: &CarteId) -> Result<Option<Carte>, PortError>;
    /// As [`Ecrits::cartes_de`].
    async fn cartes_du_porteur(&self, porteur: &IdentifiantNational) -> Result<Vec<Carte>, PortError>;
    /// Those that one of these structures ordered, the last ones first, at most `limite`.
    async fn cartes_des(&self, structures: &[Finess], limite: u32) -> Result<Vec<Carte>, PortError>;
    /// Who holds, or may hold, a card of this structure: by name, at most `limite`.
    async fn titulaires(&self, structure: &Finess, limite: u32) -> Result<Vec<Titulaire>, PortError>;
    /// Those that the authority has something to do about, in the order of their identifiers from `apres` on, at most `limite`.
    async fn cartes_en_attente(
        &self,
        attente: Attente,
        apres: &CarteId,
        limite: u32,
    ) -> Result<Vec<CarteId>, PortError>;
    /// Whether there are such cards that may be taken now.
    async fn cartes_a_renouveler(&self, proche: FinDeCarte) -> Result<bool, PortError>;
    /// Those of these people who have a card, or an order, that is not over.
    async fn porteurs_de_cartes(
        &self,
        personnes: &[IdentifiantNational],
    ) -> Result<Vec<IdentifiantNational>, PortError>;
    /// As [`Ecrits::exercices_suivis`].
    async fn exercices_vus(&self) -> Result<i64, PortError>;
}

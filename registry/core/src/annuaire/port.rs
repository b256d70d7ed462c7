use ambient::Timestamp;
use async_trait::async_trait;
use sante::{IdentifiantNational, SituationId};

use super::publiee::{LieuPublie, Publiee};
use crate::port::PortError;
use crate::recherche::Mot;
use crate::structure::CleStructure;

/// By what people are found: an index answers each of these, and everything else of a question is held against whom it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meneur {
    /// Everybody, by number.
    Tous,
    Identifiants(Vec<IdentifiantNational>),
    /// Who has one of these words in a name.
    Mots(Vec<Mot>),
    /// Who works there, or did.
    Structures(Vec<CleStructure>),
    /// Of whom something changed from this instant on, in the order of the changes.
    Depuis(Timestamp),
}

/// The same for places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeneurLieu {
    Tous,
    Cles(Vec<CleStructure>),
    /// The establishments of this legal entity.
    De(String),
    Depuis(Timestamp),
}

/// Where a reading goes on: after this place of its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Etape(pub Option<String>);

/// Somebody who may answer, and their place in the order of the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidat<T> {
    pub place: String,
    pub qui: T,
}

/// What the public directory reads. What waits for its day (NOT-04) is in no answer.
#[async_trait]
pub trait Publication: Send + Sync {
    /// The next people, at most `limite`. A place that no reading gave finds nobody.
    async fn candidats(
        &self,
        meneur: &Meneur,
        etape: &Etape,
        (limite, maintenant): (u32, Timestamp),
    ) -> Result<Vec<Candidat<IdentifiantNational>>, PortError>;
    /// Those of them whom the directory has, in the order asked.
    async fn publiees(
        &self,
        personnes: &[IdentifiantNational],
        maintenant: Timestamp,
    ) -> Result<Vec<Publiee>, PortError>;
    async fn lieux(
        &self,
        meneur: &MeneurLieu,
        etape: &Etape,
        (limite, maintenant): (u32, Timestamp),
    ) -> Result<Vec<Candidat<LieuPublie>>, PortError>;
    /// Who has these situations, each once.
    async fn titulaires(&self, situations: &[SituationId]) -> Result<Vec<IdentifiantNational>, PortError>;
    /// Who holds a card whose number begins with one of these digits; what is no digit is nobody's.
    async fn porteurs_de_cartes(&self, numeros: &[String]) -> Result<Vec<IdentifiantNational>, PortError>;
    /// Words of names that have this text inside, at most `limite`.
    async fn mots_contenant(&self, texte: &str, limite: u32) -> Result<Vec<Mot>, PortError>;
    /// The instant of the first event: whoever has not changed since dates from it.
    async fn premier_instant(&self) -> Result<Timestamp, PortError>;
}

use ambient::Timestamp;
use async_trait::async_trait;
use sante::{Finess, IdentifiantNational};

use super::Mot;
use crate::port::{Fiche, PortError};
use crate::structure::{CleStructure, Structure};

/// Whom lists and searches find.
#[async_trait]
pub trait Personnes: Send + Sync {
    /// Active professionals whose names of exercise have every one of these words, at most `limite`, none twice.
    async fn nommees(&self, mots: &[Mot], limite: u32) -> Result<Vec<IdentifiantNational>, PortError>;
    /// The same, for words in which one letter may have slipped: each is itself, or a known word that one slip makes of it. Nobody where no
    /// word has such a neighbour.
    async fn nommees_de_pres(&self, mots: &[Mot], limite: u32) -> Result<Vec<IdentifiantNational>, PortError>;
    /// Those of `personnes` whom the public directory does not show yet (NOT-04).
    async fn a_publier(
        &self,
        personnes: &[IdentifiantNational],
        maintenant: Timestamp,
    ) -> Result<Vec<IdentifiantNational>, PortError>;
    /// Those that exist, in the order asked.
    async fn fiches(&self, personnes: &[IdentifiantNational]) -> Result<Vec<Fiche>, PortError>;
    /// People in no file's absence, a measure or none against them, whose situation in this place has not ended and whose names have each of these words, by name: `limite`
    /// of them after the first `decalage`.
    async fn effectif(
        &self,
        (structure, mots): (&CleStructure, &[Mot]),
        maintenant: Timestamp,
        (decalage, limite): (u32, u32),
    ) -> Result<Vec<IdentifiantNational>, PortError>;
    /// How many they are.
    async fn nombre(&self, (structure, mots): (&CleStructure, &[Mot]), maintenant: Timestamp)
    -> Result<u32, PortError>;
    /// The establishments of this legal entity that are known.
    async fn etablissements_de(&self, ej: &Finess) -> Result<Vec<Structure>, PortError>;
}

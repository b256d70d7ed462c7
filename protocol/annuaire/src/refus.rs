use serde::{Deserialize, Serialize};

/// The body of every answer that is not 200.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refus {
    /// Stable, for programs: `personne_inconnue`, `cle_inconnue`…
    pub code: String,
    /// French, for people, with what to do.
    pub phrase: String,
}

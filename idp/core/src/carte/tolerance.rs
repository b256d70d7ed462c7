use ambient::{Seconds, Timestamp};
use carte_cps::{AutoriteCartes, RefusCarte};
use oidc::Acr;
use serde::{Deserialize, Serialize};

use super::CarteLue;

/// For how long lists are still believed after their own end, by the level that the login is then worth at most: for no time at
/// all, unless the operator says otherwise (docs/decisions/0024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tolerance {
    pub eidas1: Seconds,
    pub eidas2: Seconds,
    pub eidas3: Seconds,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self { eidas1: Seconds(0), eidas2: Seconds(0), eidas3: Seconds(0) }
    }
}

impl Tolerance {
    /// The highest level that the age of the lists allows.
    pub fn juger(
        &self,
        autorites: &AutoriteCartes,
        chaine: &[Vec<u8>],
        now: Timestamp,
    ) -> Result<CarteLue, RefusCarte> {
        match autorites.verifier(chaine, now) {
            Err(RefusCarte::CrlPerimee) => {}
            other => return other.map(CarteLue::from),
        }
        for (level, longer) in self.levels().into_iter().filter(|(_, longer)| longer.0 > 0) {
            match autorites.verifier_avec(chaine, now, longer) {
                Ok(carte) => return Ok(CarteLue { plafond: Some(level), ..CarteLue::from(carte) }),
                // too old for this level too: none is left that may be asked
                Err(RefusCarte::CrlPerimee | RefusCarte::CrlAbsente(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Err(RefusCarte::CrlPerimee)
    }

    /// The strictest first.
    pub const fn levels(&self) -> [(Acr, Seconds); 3] {
        [(Acr::Eidas3, self.eidas3), (Acr::Eidas2, self.eidas2), (Acr::Eidas1, self.eidas1)]
    }

    /// A higher level is never the more patient one, and none waits for less than nothing.
    pub fn ordered(&self) -> bool {
        Seconds(0) <= self.eidas3 && self.eidas3 <= self.eidas2 && self.eidas2 <= self.eidas1
    }
}

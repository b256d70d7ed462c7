use serde::{Deserialize, Serialize};

use crate::exercice::ExerciceProfessionnel;
use crate::idempotence::empreinte;
use crate::situation::SituationExercice;

/// What somebody saw of a situation and of its exercise's names: whoever changes it sends it back, and is refused when
/// the record has changed meanwhile. A digest of the values: a file that changes them counts too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(String);

impl Version {
    pub fn de(exercice: &ExerciceProfessionnel, situation: &SituationExercice) -> Self {
        let noms = (&exercice.code_civilite, &exercice.nom, &exercice.prenom);
        Self(empreinte(format!("{noms:?}{situation:?}").as_bytes()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Version {
    fn from(texte: String) -> Self {
        Self(texte)
    }
}

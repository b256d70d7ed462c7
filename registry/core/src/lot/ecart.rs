use serde::{Deserialize, Serialize};

use crate::identite::{Objection, Valeurs};
use crate::lot::Colonne;

/// What does not hold in one line: the column, and the sentence that stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ecart {
    /// `None`: about the line as a whole.
    pub colonne: Option<Colonne>,
    /// Stable.
    pub code: String,
    /// The last sentence says what to do.
    pub phrase: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub valeurs: Valeurs,
}

impl Ecart {
    pub fn sur(colonne: Colonne, code: &str, phrase: impl Into<String>) -> Self {
        Self { colonne: Some(colonne), ..Self::de_la_ligne(code, phrase) }
    }

    pub fn de_la_ligne(code: &str, phrase: impl Into<String>) -> Self {
        Self { colonne: None, code: code.to_owned(), phrase: phrase.into(), valeurs: Valeurs::new() }
    }

    /// The sentence names this value.
    #[must_use]
    pub fn nommant(mut self, nom: &str, valeur: impl ToString) -> Self {
        self.valeurs.push((nom.to_owned(), valeur.to_string()));
        self
    }
}

impl From<&Objection> for Ecart {
    fn from(objection: &Objection) -> Self {
        let colonne = Colonne::du_champ(objection.champ);
        let (code, phrase) = (objection.code.to_owned(), objection.phrase.clone());
        Self { colonne, code, phrase, valeurs: objection.valeurs.clone() }
    }
}

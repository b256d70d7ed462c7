use serde::{Deserialize, Serialize};

use crate::identite::Objection;
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
}

impl Ecart {
    pub fn sur(colonne: Colonne, code: &str, phrase: impl Into<String>) -> Self {
        Self { colonne: Some(colonne), code: code.to_owned(), phrase: phrase.into() }
    }

    pub fn de_la_ligne(code: &str, phrase: impl Into<String>) -> Self {
        Self { colonne: None, code: code.to_owned(), phrase: phrase.into() }
    }
}

impl From<&Objection> for Ecart {
    fn from(objection: &Objection) -> Self {
        let colonne = Colonne::du_champ(objection.champ);
        Self { colonne, code: objection.code.to_owned(), phrase: objection.phrase.clone() }
    }
}

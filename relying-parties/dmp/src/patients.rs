//! The patients and their documents, all invented (`data/patients.json`).

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub struct Patient {
    pub id: String,
    pub nom: String,
    pub age: u8,
    /// As it was recorded before this service started.
    pub accord: Option<AccordInitial>,
    pub documents: Vec<Document>,
}

#[derive(Debug, Deserialize)]
pub struct AccordInitial {
    /// `YYYY-MM-DD`.
    pub le: String,
    pub par: String,
    pub comment: Comment,
}

/// How a consent was expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comment {
    Oral,
    Ecrit,
    PersonneDeConfiance,
    /// By the patient, in the simulated space.
    EspacePatient,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    pub id: String,
    /// Of the matrix.
    #[serde(rename = "type")]
    pub genre: String,
    /// Where it says more than its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titre: Option<String>,
    pub auteur: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    pub texte: Vec<String>,
    #[serde(default)]
    pub du_patient: bool,
}

impl Comment {
    pub const fn mots(self) -> &'static str {
        match self {
            Self::Oral => "de vive voix",
            Self::Ecrit => "par écrit",
            Self::PersonneDeConfiance => "par sa personne de confiance",
            Self::EspacePatient => "dans son espace",
        }
    }
}

/// Those of the sandbox.
pub fn inventes() -> Vec<Patient> {
    serde_json::from_str(include_str!("../data/patients.json")).expect("the list is compiled in, and read by a test")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrice::Matrice;

    #[test]
    fn every_document_is_of_a_type_of_the_matrix_and_has_its_own_name() {
        let matrice = Matrice::lire(None).expect("the first version");
        let patients = inventes();
        let documents: Vec<_> = patients.iter().flat_map(|patient| &patient.documents).collect();
        for un in &documents {
            assert!(matrice.type_document(&un.genre).is_some(), "{} {}", un.id, un.genre);
            assert_eq!(documents.iter().filter(|autre| autre.id == un.id).count(), 1, "{}", un.id);
        }
        assert!(patients.iter().any(|patient| patient.accord.is_none()), "somebody whose consent is to be asked for");
    }
}

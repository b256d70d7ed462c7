use std::io;

use super::RapportFiness;
use crate::port::PortError;

/// Why nothing of a file was taken in. The sentence is for the operator, and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum FinessImportError {
    #[error("Le fichier ne se lit pas : {0}. Vérifiez son chemin et ses droits.")]
    Fichier(#[from] io::Error),
    #[error("Le fichier est vide. Donnez un extrait FINESS avec sa ligne d'intitulés.")]
    Vide,
    #[error("Le fichier dépasse {0} Mo. Découpez-le, ou donnez l'extrait lui-même et non une archive.")]
    TropGros(usize),
    #[error(
        "Le fichier n'est ni en UTF-8 ni en Windows-1252, à la ligne {0} : il est peut-être coupé, en UTF-16 ou de deux \
         encodages à la fois. Reprenez l'extrait d'origine. Rien n'a été importé."
    )]
    Encodage(usize),
    #[error(
        "Il manque {} : « {} ». Reprenez l'extrait d'origine avec sa ligne d'intitulés. Rien n'a été importé.",
        if .0.len() == 1 { "la colonne" } else { "les colonnes" },
        .0.join(" », « ")
    )]
    Colonnes(Vec<&'static str>),
    #[error("La colonne « {0} » figure deux fois. Retirez l'une des deux. Rien n'a été importé.")]
    EnDouble(String),
    /// Told with every line, so that one reading of the report is enough.
    #[error(
        "{} lignes ne se lisent pas : rien n'a été importé. Corrigez-les, ou relancez avec --accepter pour prendre les autres.",
        .0.fautes
    )]
    Lignes(Box<RapportFiness>),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl FinessImportError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fichier(_) => "finess_fichier_illisible",
            Self::Vide => "finess_vide",
            Self::TropGros(_) => "finess_trop_gros",
            Self::Encodage(_) => "finess_encodage",
            Self::Colonnes(_) => "finess_colonnes_manquantes",
            Self::EnDouble(_) => "finess_colonne_en_double",
            Self::Lignes(_) => "finess_lignes_illisibles",
            Self::Port(_) => "registre_hors_service",
        }
    }
}

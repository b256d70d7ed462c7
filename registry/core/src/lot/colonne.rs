use serde::{Deserialize, Serialize};

use crate::pli::plier;

/// A column of the file, in the order of the template. `docs/inscription-en-nombre.md` is held against this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colonne {
    NumeroRpps,
    Civilite,
    NomNaissance,
    Prenoms,
    DateNaissance,
    PaysNaissance,
    CommuneNaissance,
    VilleNaissance,
    PieceIdentite,
    Courriel,
    Telephone,
    Finess,
    NomExercice,
    PrenomExercice,
    Profession,
    Role,
    DateDebut,
    DateFin,
}

impl Colonne {
    pub const TOUTES: [Self; 18] = [
        Self::NumeroRpps,
        Self::Civilite,
        Self::NomNaissance,
        Self::Prenoms,
        Self::DateNaissance,
        Self::PaysNaissance,
        Self::CommuneNaissance,
        Self::VilleNaissance,
        Self::PieceIdentite,
        Self::Courriel,
        Self::Telephone,
        Self::Finess,
        Self::NomExercice,
        Self::PrenomExercice,
        Self::Profession,
        Self::Role,
        Self::DateDebut,
        Self::DateFin,
    ];

    /// As the first row names it.
    pub const fn nom(self) -> &'static str {
        match self {
            Self::NumeroRpps => "numero_rpps",
            Self::Civilite => "civilite",
            Self::NomNaissance => "nom_naissance",
            Self::Prenoms => "prenoms",
            Self::DateNaissance => "date_naissance",
            Self::PaysNaissance => "pays_naissance",
            Self::CommuneNaissance => "commune_naissance",
            Self::VilleNaissance => "ville_naissance",
            Self::PieceIdentite => "piece_identite",
            Self::Courriel => "courriel",
            Self::Telephone => "telephone",
            Self::Finess => "finess",
            Self::NomExercice => "nom_exercice",
            Self::PrenomExercice => "prenom_exercice",
            Self::Profession => "profession",
            Self::Role => "role",
            Self::DateDebut => "date_debut",
            Self::DateFin => "date_fin",
        }
    }

    /// Whether a file without it is refused as a whole.
    pub const fn obligatoire(self) -> bool {
        matches!(self, Self::Finess | Self::Profession | Self::Role | Self::DateDebut)
    }

    /// What to write in it.
    pub const fn aide(self) -> &'static str {
        match self {
            Self::NumeroRpps => {
                "Les 11 chiffres, si la personne a déjà un numéro. Elle est alors rattachée, et l’état civil n’est pas lu."
            }
            Self::Civilite => "Madame ou Monsieur, ou MME ou M.",
            Self::NomNaissance => "Comme sur la pièce d’identité.",
            Self::Prenoms => "Tous, dans l’ordre de la pièce d’identité, séparés par des virgules ou des espaces.",
            Self::DateNaissance => {
                "Par exemple 04/02/1988. Ce que l’état civil d’une naissance à l’étranger ou outre-mer ne connaît pas s’écrit 00 : 00/05/1971, ou 00/00/1971."
            }
            Self::PaysNaissance => "Le nom ou le code INSEE du pays. Vide : la France, si la commune est remplie.",
            Self::CommuneNaissance => {
                "Le code INSEE, par exemple 2B033, ou le nom si une seule commune le portait à la naissance. Vide pour une naissance à l’étranger."
            }
            Self::VilleNaissance => "Pour une naissance à l’étranger : la ville, en lettres latines.",
            Self::PieceIdentite => "La pièce que vous avez contrôlée : carte, passeport ou séjour.",
            Self::Courriel => "Une adresse que la personne gardera. Pas d’adresse MSSanté.",
            Self::Telephone => "Un mobile, par exemple 06 39 98 00 01.",
            Self::Finess => "Les 9 caractères de l’établissement où la personne travaille, pas de l’entité juridique.",
            Self::NomExercice => "Le nom porté au travail. Vide : le nom de naissance.",
            Self::PrenomExercice => "Le prénom porté au travail. Vide : le premier prénom.",
            Self::Profession => "Le code, par exemple 313, ou le libellé exact.",
            Self::Role => "Le code, par exemple GENR11, ou le libellé exact.",
            Self::DateDebut => "Le premier jour de travail, par exemple 01/12/2026.",
            Self::DateFin => "Le dernier jour, s’il est connu.",
        }
    }

    /// The column of a header, however it is written: case, accents, signs and small words do not count.
    pub fn lue(texte: &str) -> Option<Self> {
        let cherche = mots(texte);
        let autre = match cherche.as_str() {
            "EMAIL" | "E MAIL" | "MAIL" | "ADRESSE COURRIEL" => Some(Self::Courriel),
            "MOBILE" | "PORTABLE" | "TELEPHONE MOBILE" => Some(Self::Telephone),
            "RPPS" => Some(Self::NumeroRpps),
            "FINESS EG" | "FINESS GEOGRAPHIQUE" | "NUMERO FINESS" => Some(Self::Finess),
            "PRENOM S" => Some(Self::Prenoms),
            _ => None,
        };
        autre.or_else(|| Self::TOUTES.into_iter().find(|colonne| mots(colonne.nom()) == cherche))
    }

    /// Where the field of a form stands in the file; `None` for what is declared once for all lines.
    pub fn du_champ(champ: &str) -> Option<Self> {
        Some(match champ {
            "code_civilite" => Self::Civilite,
            "nom" => Self::NomNaissance,
            "prenoms" => Self::Prenoms,
            "naissance" => Self::DateNaissance,
            "pays_naissance" => Self::PaysNaissance,
            "commune_naissance" => Self::CommuneNaissance,
            "lieu_naissance" => Self::VilleNaissance,
            "piece" => Self::PieceIdentite,
            "courriel" => Self::Courriel,
            "mobile" => Self::Telephone,
            "structure" => Self::Finess,
            "nom_exercice" => Self::NomExercice,
            "prenom_exercice" => Self::PrenomExercice,
            "profession" => Self::Profession,
            "role" => Self::Role,
            "debut" => Self::DateDebut,
            "fin" => Self::DateFin,
            _ => return None,
        })
    }
}

fn mots(texte: &str) -> String {
    let petits = ["D", "DE", "DU", "L", "LA", "LE"];
    let plie = plier(texte);
    plie.split(' ').filter(|mot| !petits.contains(mot)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_however_it_is_written() {
        for (texte, colonne) in [
            ("date_naissance", Colonne::DateNaissance),
            ("Date de naissance", Colonne::DateNaissance),
            (" DATE-DE-NAISSANCE ", Colonne::DateNaissance),
            ("Prénom(s)", Colonne::Prenoms),
            ("Prénom d’exercice", Colonne::PrenomExercice),
            ("E-mail", Colonne::Courriel),
            ("Rôle", Colonne::Role),
            ("Numéro FINESS", Colonne::Finess),
        ] {
            assert_eq!(Colonne::lue(texte), Some(colonne), "{texte}");
        }
        for texte in ["", "nom", "téléphne", "NIR", "Numéro de sécurité sociale"] {
            assert_eq!(Colonne::lue(texte), None, "{texte}");
        }
    }

    #[test]
    fn a_column_is_stored_by_the_name_that_files_have() {
        for colonne in Colonne::TOUTES {
            assert_eq!(serde_json::to_string(&colonne).unwrap(), format!("\"{}\"", colonne.nom()));
            assert_eq!(Colonne::lue(colonne.nom()), Some(colonne));
            assert!(colonne.aide().ends_with('.'), "{colonne:?}");
        }
    }

    #[test]
    fn the_document_of_the_gestionnaires_lists_these_columns() {
        let document = include_str!("../../../../docs/inscription-en-nombre.md");
        let attendues = Colonne::TOUTES.map(|colonne| {
            let obligatoire = if colonne.obligatoire() { "oui" } else { "non" };
            format!("| `{}` | {obligatoire} | {} |", colonne.nom(), colonne.aide())
        });
        let listees: Vec<&str> = document.lines().filter(|ligne| ligne.starts_with("| `")).collect();
        assert_eq!(listees, attendues);
    }
}

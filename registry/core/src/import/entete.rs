use csv::ByteRecord;

use super::colonne::Colonne;

/// Where each column stands in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entete {
    places: [Option<usize>; Colonne::TOUTES.len()],
    /// How many fields a row has: with the empty one after the last separator, if the titles end with a separator.
    largeur: usize,
}

/// Why a file is not taken at all. The sentence is for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnteteError {
    #[error("Le fichier est vide. Donnez l'extraction restreinte, zippée ou non, avec sa ligne d'intitulés.")]
    Vide,
    #[error("Les intitulés ne se lisent ni en UTF-8 ni en Windows-1252. Convertissez le fichier en UTF-8.")]
    Illisible,
    #[error("Il manque la colonne « {0} ». Reprenez l'extraction restreinte d'origine, sans la modifier.")]
    Manque(&'static str),
    #[error(
        "La colonne {place}, « {intitule} », n'est pas connue. Vérifiez le fichier, ou la version de ce programme si le format a changé."
    )]
    Inconnue { place: usize, intitule: String },
    #[error("La colonne « {0} » figure deux fois. Retirez l'une des deux.")]
    EnDouble(&'static str),
}

impl EnteteError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Vide => "entete_vide",
            Self::Illisible => "entete_illisible",
            Self::Manque(_) => "entete_colonne_manquante",
            Self::Inconnue { .. } => "entete_colonne_inconnue",
            Self::EnDouble(_) => "entete_colonne_en_double",
        }
    }
}

impl Entete {
    pub fn lire(ligne: &ByteRecord) -> Result<Self, EnteteError> {
        let mut titres = Vec::with_capacity(ligne.len());
        for titre in ligne {
            let titre = std::str::from_utf8(titre).map_err(|_| EnteteError::Illisible)?;
            if titre.trim_end().contains(char::is_control) {
                return Err(EnteteError::Illisible);
            }
            titres.push(titre.trim());
        }
        if titres.last() == Some(&"") {
            titres.pop();
        }
        if titres.is_empty() {
            return Err(EnteteError::Vide);
        }
        let mut places = [None; Colonne::TOUTES.len()];
        for (place, titre) in titres.iter().enumerate() {
            let (colonne, intitule) = connue(place, titre)?;
            if places[colonne as usize].replace(place).is_some() {
                return Err(EnteteError::EnDouble(intitule));
            }
        }
        for (colonne, intitule) in Colonne::TOUTES {
            if places[*colonne as usize].is_none() && !colonne.facultative() {
                return Err(EnteteError::Manque(intitule));
            }
        }
        Ok(Self { places, largeur: ligne.len() })
    }

    pub fn place(&self, colonne: Colonne) -> Option<usize> {
        self.places[colonne as usize]
    }

    /// The column that stands at `place`, to name it in a report.
    pub fn colonne(&self, place: usize) -> Option<Colonne> {
        Colonne::TOUTES.iter().map(|(colonne, _)| *colonne).find(|colonne| self.place(*colonne) == Some(place))
    }

    pub fn largeur(&self) -> usize {
        self.largeur
    }
}

fn connue(place: usize, titre: &str) -> Result<(Colonne, &'static str), EnteteError> {
    Colonne::TOUTES
        .iter()
        .find(|(_, intitule)| *intitule == titre)
        .copied()
        .ok_or_else(|| EnteteError::Inconnue { place: place + 1, intitule: titre.to_owned() })
}

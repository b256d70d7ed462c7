use csv::{ReaderBuilder, StringRecord};
use jiff::civil::Date;

/// Why a file of a nomenclature is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NomenclatureError {
    #[error("{fichier} : la colonne {colonne} manque. Gardez la ligne de titres du fichier publié.")]
    Colonne { fichier: &'static str, colonne: &'static str },
    #[error("{fichier}, ligne {ligne} : {cause}. Corrigez cette ligne.")]
    Ligne { fichier: &'static str, ligne: usize, cause: String },
    #[error("{fichier} est vide. Donnez le fichier complet.")]
    Vide { fichier: &'static str },
}

/// A file read, asked column by column.
pub struct Table {
    fichier: &'static str,
    /// What its first line says after `# source:`; empty when it says nothing.
    pub source: String,
    titres: StringRecord,
    lignes: Vec<StringRecord>,
}

/// One row and its place in the file.
#[derive(Clone, Copy)]
pub struct Rangee<'a> {
    table: &'a Table,
    ligne: usize,
    champs: &'a StringRecord,
}

impl Table {
    pub fn lire(fichier: &'static str, texte: &str) -> Result<Self, NomenclatureError> {
        let texte = texte.trim_start_matches('\u{feff}');
        let source = Self::source_de(texte);
        let mut lecteur = ReaderBuilder::new().comment(Some(b'#')).from_reader(texte.as_bytes());
        let titres = lecteur.headers().map_err(|cause| illisible(fichier, 1, &cause))?.clone();
        let mut lignes = Vec::new();
        for lue in lecteur.records() {
            lignes.push(lue.map_err(|cause| illisible(fichier, lignes.len() + 2, &cause))?);
        }
        if lignes.is_empty() {
            return Err(NomenclatureError::Vide { fichier });
        }
        Ok(Self { fichier, source: source.to_owned(), titres, lignes })
    }

    /// What the first line of this text says after `# source:`.
    pub fn source_de(texte: &str) -> &str {
        texte.lines().next().and_then(|ligne| ligne.strip_prefix("# source:")).unwrap_or_default().trim()
    }

    /// The place of the column that has one of these titles.
    pub fn place(&self, titres: &[&'static str]) -> Option<usize> {
        self.titres.iter().position(|titre| titres.contains(&titre.trim()))
    }

    /// The same, for a column that the file must have; the first title is the one that is named.
    pub fn colonne(&self, titres: &[&'static str]) -> Result<usize, NomenclatureError> {
        let colonne = titres.first().copied().unwrap_or_default();
        self.place(titres).ok_or(NomenclatureError::Colonne { fichier: self.fichier, colonne })
    }

    pub fn rangees(&self) -> impl Iterator<Item = Rangee<'_>> {
        self.lignes.iter().enumerate().map(|(place, champs)| Rangee { table: self, ligne: place + 2, champs })
    }
}

impl Rangee<'_> {
    /// Empty where the file has no such column.
    pub fn texte(&self, place: Option<usize>) -> &str {
        place.and_then(|place| self.champs.get(place)).unwrap_or_default().trim()
    }

    pub fn copie(&self, place: Option<usize>) -> String {
        self.texte(place).to_owned()
    }

    pub fn oui(&self, place: Option<usize>) -> bool {
        self.texte(place) == "oui"
    }

    pub fn jour(&self, place: Option<usize>) -> Result<Option<Date>, NomenclatureError> {
        match self.texte(place) {
            "" => Ok(None),
            jour => jour.parse().map(Some).map_err(|_| self.refuser(format!("« {jour} » n'est pas une date"))),
        }
    }

    pub fn refuser(&self, cause: String) -> NomenclatureError {
        NomenclatureError::Ligne { fichier: self.table.fichier, ligne: self.ligne, cause }
    }
}

fn illisible(fichier: &'static str, ligne: usize, cause: &csv::Error) -> NomenclatureError {
    NomenclatureError::Ligne { fichier, ligne, cause: cause.to_string() }
}

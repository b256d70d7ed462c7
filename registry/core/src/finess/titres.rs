//! The titles of the two open FINESS files, in any order; what else a file has is left alone.

use csv::StringRecord;

use super::FinessImportError;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorte {
    EntitesJuridiques,
    Etablissements,
}

pub const ETABLISSEMENT: &str = "nofinesset";
pub const ENTITE: &str = "nofinessej";
pub const NOM: &str = "rs";
pub const CATEGORIE: &str = "categetab";
pub const STATUT: &str = "statutjuridique";

/// Where each title stands.
#[derive(Debug)]
pub struct Titres {
    pub sorte: Sorte,
    noms: Vec<String>,
}

impl Sorte {
    /// Without these a row says nothing.
    const fn necessaires(self) -> &'static [&'static str] {
        match self {
            Self::EntitesJuridiques => &[ENTITE, NOM, STATUT],
            Self::Etablissements => &[ETABLISSEMENT, ENTITE, NOM, CATEGORIE],
        }
    }

    /// Whoever names an establishment or its category describes establishments.
    fn de(noms: &[String]) -> Self {
        let a = |titre: &str| noms.iter().any(|nom| nom == titre);
        if a(ETABLISSEMENT) || a(CATEGORIE) { Self::Etablissements } else { Self::EntitesJuridiques }
    }
}

impl Titres {
    /// # Errors
    /// With every title that lacks, and for one that stands twice.
    pub fn lire(ligne: &StringRecord) -> Result<Self, FinessImportError> {
        let noms: Vec<String> = ligne.iter().map(|titre| titre.trim().to_lowercase()).collect();
        let sorte = Sorte::de(&noms);
        let manquent = sorte.necessaires().iter().copied().filter(|titre| !noms.iter().any(|nom| nom == titre));
        let manquent: Vec<_> = manquent.collect();
        if !manquent.is_empty() {
            return Err(FinessImportError::Colonnes(manquent));
        }
        let double = noms.iter().enumerate().find(|(place, nom)| !nom.is_empty() && noms[..*place].contains(nom));
        match double {
            Some((_, nom)) => Err(FinessImportError::EnDouble(nom.clone())),
            None => Ok(Self { sorte, noms }),
        }
    }

    /// What a row has under this title; empty where the file has not got it.
    pub fn valeur<'a>(&self, ligne: &'a StringRecord, titre: &str) -> &'a str {
        let place = self.noms.iter().position(|nom| nom == titre);
        place.and_then(|place| ligne.get(place)).unwrap_or_default().trim()
    }

    /// How many fields a row has.
    pub const fn largeur(&self) -> usize {
        self.noms.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire(titres: &[&str]) -> Result<Titres, FinessImportError> {
        Titres::lire(&StringRecord::from(titres.to_vec()))
    }

    // requirement: CON-14
    #[test]
    fn every_title_that_lacks_is_told_at_once() {
        let manquent = |titres: &[&str]| match lire(titres) {
            Err(FinessImportError::Colonnes(manquent)) => manquent,
            autre => panic!("{autre:?}"),
        };
        assert_eq!(manquent(&["nofinesset", "rs"]), [ENTITE, CATEGORIE]);
        assert_eq!(manquent(&["rs", "adresse"]), [ENTITE, STATUT]);
        assert_eq!(lire(&["NOFINESSEJ", " rs", "statutjuridique", "siren"]).unwrap().sorte, Sorte::EntitesJuridiques);
        assert!(matches!(
            lire(&["nofinessej", "rs", "statutjuridique", "RS"]),
            Err(FinessImportError::EnDouble(titre)) if titre == "rs"
        ));
    }
}

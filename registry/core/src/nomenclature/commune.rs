use super::departement;
use super::terme::Periode;

/// A commune of the COG, today's or a former one: communes merge, places of birth stay. One that goes on as part of another is
/// one commune still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    /// Five characters, `2A004` included.
    pub code: String,
    pub libelle: String,
    /// What it is, or last was.
    pub genre: GenreCommune,
    /// As long as the code had this name.
    pub periode: Periode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GenreCommune {
    Actuelle,
    /// A municipal district of Paris, Lyon or Marseille.
    Arrondissement,
    Deleguee,
    Associee,
}

impl Commune {
    /// `Saint-Denis (93066)`: the code tells homonyms apart (COL-06). One that ended says when.
    pub fn intitule(&self) -> String {
        let fin = self.periode.dernier_jour().map(|jour| format!(", jusqu’en {}", jour.year())).unwrap_or_default();
        format!("{} ({}){fin}", self.libelle, self.code)
    }

    /// `Saint-Denis (75066), Seine, jusqu’en 1967`: beside other communes of that name.
    pub fn situee(&self) -> String {
        let departement = self.departement_nomme();
        let virgule = if departement.is_empty() { "" } else { ", " };
        format!("{} ({}){virgule}{departement}{}", self.libelle, self.code, self.annees())
    }

    /// The code of the department: `93`, `2A`, `974`.
    pub fn departement(&self) -> &str {
        departement::code(&self.code)
    }

    /// Its name, as it was when the commune ended.
    pub fn departement_nomme(&self) -> &'static str {
        departement::nom(&self.code, self.periode)
    }

    fn annees(&self) -> String {
        let dernier = self.periode.dernier_jour().map(|jour| jour.year());
        match (self.periode.du.map(|du| du.year()), dernier) {
            (None, None) => String::new(),
            (None, Some(fin)) => format!(", jusqu’en {fin}"),
            (Some(debut), None) => format!(", depuis {debut}"),
            (Some(debut), Some(fin)) => format!(", de {debut} à {fin}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn evry(code: &str, du: Option<i16>, au: Option<i16>) -> Commune {
        let periode = Periode { du: du.map(|annee| date(annee, 1, 1)), au: au.map(|annee| date(annee, 1, 1)) };
        Commune { code: code.to_owned(), libelle: "Évry".to_owned(), genre: GenreCommune::Actuelle, periode }
    }

    // requirement: COL-06 COL-17
    #[test]
    fn homonyms_are_told_apart_by_code_department_and_years() {
        assert_eq!(evry("89162", None, None).situee(), "Évry (89162), Yonne");
        assert_eq!(evry("78228", None, Some(1968)).situee(), "Évry (78228), Seine-et-Oise, jusqu’en 1967");
        assert_eq!(evry("91228", Some(1968), Some(2019)).situee(), "Évry (91228), Essonne, de 1968 à 2018");
        assert_eq!(evry("91228", Some(1968), None).situee(), "Évry (91228), Essonne, depuis 1968");
        assert_eq!(evry("91228", Some(1968), Some(2019)).intitule(), "Évry (91228), jusqu’en 2018");
        assert_eq!(evry("91228", Some(1968), None).intitule(), "Évry (91228)");
    }

    #[test]
    fn a_code_says_its_department() {
        let departement = |code: &str| evry(code, None, None).departement().to_owned();
        assert_eq!([departement("2A004"), departement("97411"), departement("93066")], ["2A", "974", "93"]);
    }
}

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// A sheet as a file holds it: the first row names the columns, each other one is a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Feuille {
    pub entete: Vec<Case>,
    /// Without the empty ones.
    pub rangs: Vec<Rang>,
    /// How the file numbers its days; `None` for a text, which has no numbers.
    pub calendrier: Option<Calendrier>,
    /// Names of other sheets that anybody sees and that hold something: nothing of them was read.
    pub autres: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rang {
    /// As the spreadsheet shows it: the row of the columns' names is 1.
    pub ligne: u32,
    pub cases: Vec<Case>,
}

/// One cell, never evaluated.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Case {
    #[default]
    Vide,
    Texte(String),
    /// A number, or a day by its number.
    Nombre(f64),
    Formule,
    /// `#N/A`, `#REF!`.
    EnErreur,
    /// More than [`super::LONGUEUR`] characters: they are not kept.
    TropLongue,
    /// Part of a merged range.
    Fusionnee,
}

/// From when a workbook counts its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendrier {
    /// 1 is 1 January 1900, and 60 a 29 February 1900 that never was.
    De1900,
    /// 0 is 1 January 1904.
    De1904,
}

impl Case {
    pub fn vide(&self) -> bool {
        match self {
            Self::Vide => true,
            Self::Texte(texte) => texte.trim().is_empty(),
            _ => false,
        }
    }
}

impl Calendrier {
    /// The day of that number, whatever the hour; `None` for a number that is no day.
    pub fn jour(self, nombre: f64) -> Option<Date> {
        if !(0.0..2_958_466.0).contains(&nombre) {
            return None;
        }
        let entier = nombre.floor() as i64;
        let (origine, jours) = match (self, entier) {
            (Self::De1904, jours) => (date(1904, 1, 1), jours),
            (Self::De1900, 0 | 60) => return None,
            (Self::De1900, jours @ 1..60) => (date(1899, 12, 31), jours),
            (Self::De1900, jours) => (date(1899, 12, 30), jours),
        };
        origine.checked_add(jours.days()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_from_1900_or_from_1904() {
        assert_eq!(Calendrier::De1900.jour(1.0), Some(date(1900, 1, 1)));
        assert_eq!(Calendrier::De1900.jour(59.0), Some(date(1900, 2, 28)));
        assert_eq!(Calendrier::De1900.jour(60.0), None);
        assert_eq!(Calendrier::De1900.jour(61.0), Some(date(1900, 3, 1)));
        assert_eq!(Calendrier::De1900.jour(33_005.75), Some(date(1990, 5, 12)));
        assert_eq!(Calendrier::De1904.jour(33_005.0 - 1_462.0), Some(date(1990, 5, 12)));
        for absurde in [-1.0, f64::NAN, f64::INFINITY, 1e12] {
            assert_eq!(Calendrier::De1900.jour(absurde), None, "{absurde}");
        }
    }
}

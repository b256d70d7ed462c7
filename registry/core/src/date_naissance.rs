//! A birth, as far as its day is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day, the month of a year, or a year alone: a civil status from abroad may know no more (docs/decisions/0022). Written
/// `1988-02-04`, `1971-05-00`, `1971-00-00`, which sort as the values do: what is known less of comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateNaissance {
    /// The first day that it may be.
    premier: Date,
    connu: Connu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Connu {
    Annee,
    Mois,
    Jour,
}

#[derive(Debug, thiserror::Error)]
#[error("a date of birth is like 1988-02-04, 1971-05-00 or 1971-00-00")]
pub struct PasUneNaissance;

impl DateNaissance {
    /// Before it is nobody's birth who is written down today: 00/00/0000 is how files say that they know nothing.
    pub const PREMIERE_ANNEE: i16 = 1850;

    /// 0 for a day or a month that nobody knows. `None`: there is no such day, it has no month, or it is of another time.
    pub fn new(annee: i16, mois: i8, jour: i8) -> Option<Self> {
        if annee < Self::PREMIERE_ANNEE {
            return None;
        }
        let connu = match (mois, jour) {
            (0, 0) => Connu::Annee,
            (0, _) => return None,
            (_, 0) => Connu::Mois,
            _ => Connu::Jour,
        };
        let premier = |rang: i8| if rang == 0 { 1 } else { rang };
        Date::new(annee, premier(mois), premier(jour)).ok().map(|premier| Self { premier, connu })
    }

    /// A text that a store holds. Former releases took days of any year from a file: those say nothing of a birth.
    ///
    /// # Errors
    /// Neither a birth nor such a day.
    pub fn gardee(texte: &str) -> Result<Option<Self>, PasUneNaissance> {
        match texte.parse() {
            Ok(naissance) => Ok(Some(naissance)),
            Err(_) if texte.parse::<Date>().is_ok_and(|jour| jour.year() < Self::PREMIERE_ANNEE) => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    /// The day, where it is known.
    pub fn jour(self) -> Option<Date> {
        (self.connu == Connu::Jour).then_some(self.premier)
    }

    pub fn mois(self) -> Option<i8> {
        (self.connu != Connu::Annee).then(|| self.premier.month())
    }

    pub fn annee(self) -> i16 {
        self.premier.year()
    }

    /// The first day that it may be.
    pub fn au_plus_tot(self) -> Date {
        self.premier
    }

    /// The last day that it may be.
    pub fn au_plus_tard(self) -> Date {
        match self.connu {
            Connu::Annee => self.premier.last_of_year(),
            Connu::Mois => self.premier.last_of_month(),
            Connu::Jour => self.premier,
        }
    }

    /// Whether both may be of one day.
    pub fn compatible(self, autre: Self) -> bool {
        self.au_plus_tot() <= autre.au_plus_tard() && autre.au_plus_tot() <= self.au_plus_tard()
    }
}

impl From<Date> for DateNaissance {
    fn from(jour: Date) -> Self {
        Self { premier: jour, connu: Connu::Jour }
    }
}

impl fmt::Display for DateNaissance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mois, jour) = (self.mois().unwrap_or(0), self.jour().map_or(0, Date::day));
        write!(f, "{:04}-{mois:02}-{jour:02}", self.annee())
    }
}

impl FromStr for DateNaissance {
    type Err = PasUneNaissance;

    fn from_str(texte: &str) -> Result<Self, PasUneNaissance> {
        let octets = texte.as_bytes();
        let forme = octets.len() == 10
            && octets.iter().enumerate().all(|(place, octet)| match place {
                4 | 7 => *octet == b'-',
                _ => octet.is_ascii_digit(),
            });
        if !forme {
            return Err(PasUneNaissance);
        }
        let (annee, mois, jour) = (texte[..4].parse(), texte[5..7].parse(), texte[8..].parse());
        let (Ok(annee), Ok(mois), Ok(jour)) = (annee, mois, jour) else { return Err(PasUneNaissance) };
        Self::new(annee, mois, jour).ok_or(PasUneNaissance)
    }
}

impl Serialize for DateNaissance {
    fn serialize<S: Serializer>(&self, vers: S) -> Result<S::Ok, S::Error> {
        vers.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateNaissance {
    fn deserialize<D: Deserializer<'de>>(depuis: D) -> Result<Self, D::Error> {
        String::deserialize(depuis)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn lue(texte: &str) -> DateNaissance {
        texte.parse().unwrap()
    }

    // requirement: COL-02
    #[test]
    fn what_is_known_of_a_birth_is_written_and_read_back() {
        for texte in ["1988-02-04", "1971-05-00", "1971-00-00", "2000-02-29"] {
            assert_eq!(lue(texte).to_string(), texte);
            assert_eq!(serde_json::to_string(&lue(texte)).unwrap(), format!("\"{texte}\""));
            assert_eq!(serde_json::from_str::<DateNaissance>(&format!("\"{texte}\"")).unwrap(), lue(texte));
        }
        assert_eq!(DateNaissance::from(date(1988, 2, 4)), lue("1988-02-04"));
        assert_eq!((lue("1988-02-04").jour(), lue("1971-05-00").jour()), (Some(date(1988, 2, 4)), None));
        assert_eq!((lue("1971-05-00").mois(), lue("1971-00-00").mois()), (Some(5), None));
    }

    // requirement: COL-02
    #[test]
    fn a_day_that_cannot_be_is_no_birth() {
        for texte in
            ["1971-02-31", "1971-13-00", "1971-00-12", "1971", "1971-05", "00/00/1971", "+971-00-00", "1971-0é-0", ""]
        {
            assert!(texte.parse::<DateNaissance>().is_err(), "{texte}");
        }
        assert!(DateNaissance::new(1971, -3, 0).is_none() && DateNaissance::new(1971, 2, -1).is_none());
    }

    // requirement: COL-02
    #[test]
    fn a_placeholder_and_another_time_are_no_birth() {
        for texte in ["0000-00-00", "0000-01-01", "0001-01-01", "1849-12-31", "1849-00-00"] {
            assert!(texte.parse::<DateNaissance>().is_err(), "{texte}");
        }
        assert!("1850-00-00".parse::<DateNaissance>().is_ok());
        assert_eq!(DateNaissance::gardee("0001-01-01").ok(), Some(None), "what a former release took");
        assert_eq!(DateNaissance::gardee("1971-05-00").ok(), Some("1971-05-00".parse().ok()));
        assert!(DateNaissance::gardee("1971-02-31").is_err() && DateNaissance::gardee("").is_err());
    }

    // requirement: COL-02
    #[test]
    fn texts_sort_as_births_do() {
        let textes = ["1970-12-31", "1971-00-00", "1971-01-00", "1971-01-01", "1971-02-00", "1971-02-28", "1972-00-00"];
        assert!(textes.is_sorted() && textes.map(lue).is_sorted());
    }

    // requirement: COL-02
    #[test]
    fn two_births_are_compatible_where_nothing_that_both_know_differs() {
        for (une, autre) in [
            ("1971-00-00", "1971-12-31"),
            ("1971-00-00", "1971-05-00"),
            ("1971-05-00", "1971-05-01"),
            ("1972-02-00", "1972-02-29"),
            ("1971-00-00", "1971-00-00"),
        ] {
            assert!(lue(une).compatible(lue(autre)) && lue(autre).compatible(lue(une)), "{une} {autre}");
        }
        for (une, autre) in [
            ("1971-00-00", "1972-01-01"),
            ("1971-05-00", "1971-06-01"),
            ("1971-05-00", "1971-04-30"),
            ("1988-02-04", "1988-02-05"),
        ] {
            assert!(!lue(une).compatible(lue(autre)) && !lue(autre).compatible(lue(une)), "{une} {autre}");
        }
        assert_eq!(lue("1972-02-00").au_plus_tard(), date(1972, 2, 29));
    }
}

//! Dates of a search (FHIR R4 §3.1.1.4.6): a text is the stretch of time that it names, a prefix says where an answer stands to it.

use ambient::Timestamp;
use jiff::civil::Date;
use registry_core::paris;

/// `[du, au[`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intervalle {
    pub du: Timestamp,
    pub au: Timestamp,
}

/// From the first instant on, before the last one.
pub fn lire(texte: &str) -> Option<Intervalle> {
    let (prefixe, reste) = match texte.get(..2).filter(|debut| debut.bytes().all(|octet| octet.is_ascii_lowercase())) {
        Some(prefixe) => (prefixe, &texte[2..]),
        None => ("eq", texte),
    };
    let Intervalle { du, au } = etendue(reste)?;
    let (toujours, jamais) = (Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX));
    Some(match prefixe {
        "eq" => Intervalle { du, au },
        "ge" => Intervalle { du, au: jamais },
        "gt" => Intervalle { du: au, au: jamais },
        "lt" => Intervalle { du: toujours, au: du },
        "le" => Intervalle { du: toujours, au },
        _ => return None,
    })
}

impl Intervalle {
    pub fn contient(&self, le: Timestamp) -> bool {
        self.du <= le && le < self.au
    }
}

/// A year, a month, a day of Paris, or an instant with its zone.
fn etendue(texte: &str) -> Option<Intervalle> {
    if texte.contains('T') {
        // a `+` that nobody encoded arrives as a blank
        let lu: jiff::Timestamp = texte.replace(' ', "+").parse().ok()?;
        let du = lu.as_millisecond();
        let pas = if texte.contains('.') { 1 } else { 1_000 };
        return Some(Intervalle { du: Timestamp::from_millis(du), au: Timestamp::from_millis(du + pas) });
    }
    let jour = |texte: &str| -> Option<Date> { texte.parse().ok() };
    let (premier, suivant) = match texte.len() {
        4 => {
            let premier = jour(&format!("{texte}-01-01"))?;
            (premier, premier.checked_add(jiff::Span::new().years(1)).ok()?)
        }
        7 => {
            let premier = jour(&format!("{texte}-01"))?;
            (premier, premier.checked_add(jiff::Span::new().months(1)).ok()?)
        }
        10 => {
            let premier = jour(texte)?;
            (premier, premier.tomorrow().ok()?)
        }
        _ => return None,
    };
    Some(Intervalle { du: paris::debut(premier)?, au: paris::debut(suivant)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::ressource::instant;

    fn dite(texte: &str) -> (String, String) {
        let lu = lire(texte).unwrap();
        (instant(lu.du), instant(lu.au))
    }

    #[test]
    fn a_day_is_one_of_paris_and_a_prefix_stands_before_or_after_the_whole_of_it() {
        let jour = ("2026-11-22T23:00:00.000Z".to_owned(), "2026-11-23T23:00:00.000Z".to_owned());
        assert_eq!(dite("2026-11-23"), jour);
        assert_eq!(dite("eq2026-11-23"), jour);
        assert_eq!(lire("ge2026-11-23").unwrap().du, lire("2026-11-23").unwrap().du);
        assert_eq!(lire("gt2026-11-23").unwrap().du, lire("2026-11-23").unwrap().au);
        assert_eq!(lire("lt2026-11-23").unwrap().au, lire("2026-11-23").unwrap().du);
        assert_eq!(dite("2026-02").1, "2026-02-28T23:00:00.000Z");
        assert_eq!(dite("2026").0, "2025-12-31T23:00:00.000Z");
    }

    #[test]
    fn an_instant_has_its_zone_and_nothing_else_is_a_date() {
        assert_eq!(dite("2026-11-23T04:15:00+01:00").0, "2026-11-23T03:15:00.000Z");
        assert_eq!(lire("gt2026-11-23T04:15:00 01:00"), lire("gt2026-11-23T04:15:00+01:00"));
        for texte in ["", "ne2026", "sa2026-01-01", "hier", "2026-13-01", "2026-11-23T04:15:00", "99999999999", "ééé"]
        {
            assert_eq!(lire(texte), None, "{texte}");
        }
    }
}

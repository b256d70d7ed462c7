//! When somebody was born.

use jiff::civil::Date;

use super::lieu::Lieu;
use super::objection::Objection;
use crate::date_naissance::DateNaissance;

/// Years: the Labour Code's age, and an age that is more often a slip than a worker's.
const TROP_JEUNE: i16 = 16;
const TROP_AGE: i16 = 100;

/// `04/02/1988`, `4-2-1988` or `1988-02-04`; `00` for a day or a month that the civil status does not know.
pub fn date(champ: &'static str, saisi: &str, aujourd_hui: Date) -> Result<Option<DateNaissance>, Objection> {
    let saisi = saisi.trim();
    if saisi.is_empty() {
        let phrase = "Renseignez la date de naissance, par exemple 04/02/1988.";
        return Err(Objection::new(champ, "obligatoire", phrase));
    }
    let Some((annee, mois, jour)) = decouper(saisi) else {
        let phrase = "Écrivez le jour, le mois et l'année sur quatre chiffres, par exemple 04/02/1988. Ce que l'état civil ne connaît pas s'écrit 00.";
        return Err(Objection::new(champ, "date_mal_formee", phrase));
    };
    if mois == 0 && jour != 0 {
        let phrase =
            "Un jour ne s'écrit pas sans son mois. Si l'état civil ne connaît que l'année, écrivez 00/00 devant elle.";
        return Err(Objection::new(champ, "date_incomplete", phrase));
    }
    if annee < DateNaissance::PREMIERE_ANNEE {
        return Err(trop_age(champ));
    }
    let Some(naissance) = DateNaissance::new(annee, mois, jour) else {
        let phrase = "Ce jour n'existe pas. Recopiez la date de la pièce d'identité.";
        return Err(Objection::new(champ, "date_impossible", phrase));
    };
    age(champ, naissance, aujourd_hui)?;
    Ok(Some(naissance))
}

/// Of whom the day is not known, whoever may be old enough and may be young enough is taken.
fn age(champ: &'static str, naissance: DateNaissance, aujourd_hui: Date) -> Result<(), Objection> {
    if naissance.au_plus_tot() > aujourd_hui {
        return Err(Objection::new(champ, "date_future", "Cette date est à venir. Vérifiez l'année."));
    }
    if annees(naissance.au_plus_tot(), aujourd_hui) < TROP_JEUNE {
        let phrase = format!("La personne aurait moins de {TROP_JEUNE} ans. Vérifiez l'année.");
        return Err(Objection::new(champ, "trop_jeune", phrase).nommant("ans", TROP_JEUNE));
    }
    if annees(naissance.au_plus_tard(), aujourd_hui) > TROP_AGE {
        return Err(trop_age(champ));
    }
    Ok(())
}

fn trop_age(champ: &'static str) -> Objection {
    let phrase = format!("La personne aurait plus de {TROP_AGE} ans. Vérifiez l'année.");
    Objection::new(champ, "trop_age", phrase).nommant("ans", TROP_AGE)
}

fn annees(naissance: Date, aujourd_hui: Date) -> i16 {
    let a_venir = (aujourd_hui.month(), aujourd_hui.day()) < (naissance.month(), naissance.day());
    aujourd_hui.year() - naissance.year() - i16::from(a_venir)
}

/// In mainland France the record of a birth bears its day (Civil Code, articles 55 and 57, and 58 for a foundling): what is
/// missing there was not copied.
pub fn entiere_en_metropole(
    champ: &'static str,
    naissance: Option<DateNaissance>,
    lieu: &Lieu,
) -> Result<(), Objection> {
    let partielle = naissance.is_some_and(|naissance| naissance.jour().is_none());
    if partielle && lieu.en_metropole() {
        let phrase = "Une naissance en France métropolitaine a une date complète. Recopiez celle de la pièce d'identité, ou demandez à un gestionnaire de le faire.";
        return Err(Objection::new(champ, "date_entiere_attendue", phrase));
    }
    Ok(())
}

/// The date as far as it can be read, whatever is objected to it.
pub fn lue(saisi: &str) -> Option<DateNaissance> {
    let (annee, mois, jour) = decouper(saisi.trim())?;
    DateNaissance::new(annee, mois, jour)
}

fn decouper(saisi: &str) -> Option<(i16, i8, i8)> {
    let parts: Vec<&str> = saisi.split(['/', '-', '.']).collect();
    let [premiere, mois, derniere] = parts[..] else { return None };
    let (annee, jour) = if premiere.len() == 4 { (premiere, derniere) } else { (derniere, premiere) };
    let chiffres = |texte: &str, longueurs: &[usize]| {
        longueurs.contains(&texte.len()) && texte.bytes().all(|octet| octet.is_ascii_digit())
    };
    if !chiffres(annee, &[4]) || !chiffres(mois, &[1, 2]) || !chiffres(jour, &[1, 2]) {
        return None;
    }
    Some((annee.parse().ok()?, mois.parse().ok()?, jour.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as jour;

    use super::*;
    use crate::nomenclature::FRANCE;

    const AUJOURD_HUI: Date = jour(2026, 11, 22);

    fn lue(saisi: &str) -> Result<DateNaissance, &'static str> {
        date("naissance", saisi, AUJOURD_HUI).map(Option::unwrap).map_err(|objection| objection.code)
    }

    #[test]
    fn a_day_is_read_as_people_and_as_browsers_write_it() {
        for saisi in ["04/02/1988", "4/2/1988", "1988-02-04", "04.02.1988", " 4-2-1988 "] {
            assert_eq!(lue(saisi), Ok(jour(1988, 2, 4).into()), "{saisi}");
        }
    }

    #[test]
    fn a_day_that_cannot_be_is_refused_by_its_reason() {
        for saisi in ["30/02/1988", "29/02/1900", "31/04/1990", "01/13/1990", "00/13/1990", "1971-13-00", "1971-02-31"]
        {
            assert_eq!(lue(saisi), Err("date_impossible"), "{saisi}");
        }
        for saisi in ["4 février 1988", "04/02/88", "19880204", "+4/02/1988", "04/02/19888", "//", "²/02/1988", "1971"]
        {
            assert_eq!(lue(saisi), Err("date_mal_formee"), "{saisi}");
        }
        assert_eq!(lue(""), Err("obligatoire"));
        assert_eq!(lue("23/11/2026"), Err("date_future"));
        assert_eq!((lue("12/00/1971"), lue("1971-00-12")), (Err("date_incomplete"), Err("date_incomplete")));
    }

    // requirement: COL-02
    #[test]
    fn a_birth_of_unknown_day_or_month_is_read_as_franceconnect_and_as_people_write_it() {
        for (saisie, attendue) in [
            ("1971-00-00", "1971-00-00"),
            ("00/00/1971", "1971-00-00"),
            ("1971-03-00", "1971-03-00"),
            ("00/03/1971", "1971-03-00"),
            ("0/3/1971", "1971-03-00"),
        ] {
            assert_eq!(lue(saisie).map(|lue| lue.to_string()).as_deref(), Ok(attendue), "{saisie}");
        }
        assert_eq!(lue("01/01/1971"), Ok(jour(1971, 1, 1).into()), "as residence permits write it");
    }

    #[test]
    fn the_age_is_counted_to_the_day() {
        assert_eq!(lue("22/11/2010"), Ok(jour(2010, 11, 22).into()));
        assert_eq!(lue("23/11/2010"), Err("trop_jeune"));
        assert_eq!(lue("23/11/1925"), Ok(jour(1925, 11, 23).into()));
        assert_eq!(lue("22/11/1925"), Err("trop_age"));
    }

    // requirement: COL-02
    #[test]
    fn an_age_that_nobody_can_count_is_refused_where_no_day_would_do() {
        for saisie in ["00/00/2010", "00/11/2010", "00/00/1925", "00/11/1925"] {
            assert!(lue(saisie).is_ok(), "{saisie}");
        }
        for (saisie, attendu) in [
            ("00/00/2011", "trop_jeune"),
            ("00/12/2010", "trop_jeune"),
            ("00/00/2026", "trop_jeune"),
            ("00/12/2026", "date_future"),
            ("00/00/2027", "date_future"),
            ("00/00/1924", "trop_age"),
            ("00/10/1925", "trop_age"),
            ("00/00/1899", "trop_age"),
            ("04/02/1788", "trop_age"),
            ("00/00/0000", "trop_age"),
        ] {
            assert_eq!(lue(saisie), Err(attendu), "{saisie}");
        }
    }

    // requirement: COL-02
    #[test]
    fn a_birth_in_mainland_france_has_a_day_and_one_abroad_or_overseas_may_have_none() {
        let ne = |naissance: &str, pays: &str, commune: &str| {
            let lieu = Lieu { commune: commune.to_owned(), pays: pays.to_owned(), lieu: String::new() };
            entiere_en_metropole("naissance", naissance.parse().ok(), &lieu).map_err(|objection| objection.code)
        };
        for naissance in ["1971-00-00", "1971-05-00"] {
            assert_eq!(ne(naissance, FRANCE, "69123"), Err("date_entiere_attendue"));
            assert_eq!(ne(naissance, "99352", ""), Ok(()));
            assert_eq!(ne(naissance, FRANCE, "97608"), Ok(()), "Mayotte");
        }
        assert_eq!(ne("1971-05-12", FRANCE, "69123"), Ok(()));
    }
}

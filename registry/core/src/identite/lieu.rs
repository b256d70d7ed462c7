//! Where somebody was born.

use jiff::civil::Date;

use super::nom::ecriture;
use super::objection::Objection;
use crate::date_naissance::DateNaissance;
use crate::nomenclature::{FRANCE, Pays, Referentiel};

/// Characters of a place abroad.
const LONGUEUR: usize = 100;

/// Checked and consistent (COL-17).
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lieu {
    pub commune: String,
    pub pays: String,
    pub lieu: String,
}

impl Lieu {
    /// Not overseas, where many were registered late and by the year alone.
    pub fn en_metropole(&self) -> bool {
        self.pays == FRANCE && !self.commune.starts_with("97") && !self.commune.starts_with("98")
    }
}

/// In France a commune of the list, whose code names the place; abroad a country and a place in words. Both are of the day of
/// birth: FranceConnect gives Tchécoslovaquie in a field that nobody changes. A commune of today is taken as well, for files
/// write it; one that ended before the day is not. Without a day, any commune is taken, and any country that was one at some time
/// of the month or the year.
pub fn lieu(referentiel: &Referentiel, saisis: [&str; 3], naissance: Option<DateNaissance>) -> Result<Lieu, Objection> {
    let [pays, commune, lieu] = saisis.map(str::trim);
    let (commune, lieu) = (commune.to_ascii_uppercase(), ecriture(lieu));
    if pays.is_empty() {
        return Err(Objection::new("pays_naissance", "obligatoire", "Choisissez le pays de naissance."));
    }
    let Some(connu) = referentiel.pays(pays) else {
        let phrase = format!("Le code de pays « {pays} » n'existe pas. Choisissez un pays dans la liste.");
        return Err(Objection::new("pays_naissance", "pays_inconnu", phrase).nommant("code", pays));
    };
    if naissance.is_some_and(|naissance| !etait_alors(connu, naissance)) {
        let phrase = format!("« {} » n'existait plus à cette date. Choisissez le pays d'alors.", connu.libelle);
        return Err(Objection::new("pays_naissance", "pays_retire", phrase).nommant("pays", &connu.libelle));
    }
    if connu.code == FRANCE {
        en_france(referentiel, commune, &lieu, naissance.and_then(DateNaissance::jour))
    } else {
        a_l_etranger(&connu.code, &commune, lieu)
    }
}

fn etait_alors(pays: &Pays, naissance: DateNaissance) -> bool {
    pays.periode.touche(naissance.au_plus_tot(), naissance.au_plus_tard())
}

fn en_france(referentiel: &Referentiel, code: String, lieu: &str, naissance: Option<Date>) -> Result<Lieu, Objection> {
    let champ = "commune_naissance";
    if code.is_empty() {
        let phrase = "Cherchez la commune de naissance et choisissez-la dans la liste.";
        return Err(Objection::new(champ, "obligatoire", phrase));
    }
    let Some(commune) = referentiel.commune_le(&code, naissance) else {
        return Err(sans_commune(referentiel, &code));
    };
    if !lieu.is_empty() && !referentiel.commune_porte(&code, lieu, naissance) {
        let phrase =
            format!("Le code {code} désigne {}, et non {lieu}. Choisissez la commune dans la liste.", commune.libelle);
        let objection = Objection::new(champ, "commune_incoherente", phrase);
        return Err(objection.nommant("code", &code).nommant("commune", &commune.libelle).nommant("nom", lieu));
    }
    let lieu = if lieu.is_empty() { commune.libelle.clone() } else { lieu.to_owned() };
    Ok(Lieu { commune: code, pays: FRANCE.to_owned(), lieu })
}

/// Nothing had this code on that day, and nothing has it today.
fn sans_commune(referentiel: &Referentiel, code: &str) -> Objection {
    let champ = "commune_naissance";
    match referentiel.commune(code) {
        Some(autre) => {
            let phrase = format!(
                "« {} » n'existait pas à cette date. Vérifiez la date, ou cherchez la commune par son nom.",
                autre.situee()
            );
            Objection::new(champ, "commune_d_un_autre_temps", phrase).nommant("commune", autre.situee())
        }
        None => {
            let phrase = format!("Aucune commune n'a le code INSEE « {code} ». Cherchez-la par son nom.");
            Objection::new(champ, "commune_inconnue", phrase).nommant("cherche", code)
        }
    }
}

fn a_l_etranger(pays: &str, commune: &str, lieu: String) -> Result<Lieu, Objection> {
    if !commune.is_empty() {
        let phrase = "Une naissance à l'étranger n'a pas de commune française. Videz ce champ ou choisissez la France.";
        return Err(Objection::new("commune_naissance", "commune_hors_de_france", phrase));
    }
    if lieu.is_empty() {
        let phrase = "Écrivez la ville de naissance, en lettres latines.";
        return Err(Objection::new("lieu_naissance", "obligatoire", phrase));
    }
    if lieu.chars().count() > LONGUEUR {
        let phrase = format!("Écrivez au plus {LONGUEUR} caractères.");
        return Err(Objection::new("lieu_naissance", "lieu_trop_long", phrase).nommant("nombre", LONGUEUR));
    }
    if lieu.chars().any(|signe| signe.is_control() || "<>|=;".contains(signe)) {
        let phrase = "Écrivez la ville avec des lettres, des chiffres, des tirets et des apostrophes.";
        return Err(Objection::new("lieu_naissance", "lieu_signe", phrase));
    }
    Ok(Lieu { commune: String::new(), pays: pays.to_owned(), lieu })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::nomenclature::Periode;

    const AUJOURD_HUI: Date = date(2026, 11, 22);

    fn lieu_lu(pays: &str, commune: &str, texte: &str) -> Result<Lieu, (&'static str, &'static str)> {
        lieu(&Referentiel::embarque(), [pays, commune, texte], Some(AUJOURD_HUI.into())).map_err(|o| (o.champ, o.code))
    }

    // requirement: COL-17
    #[test]
    fn a_birth_in_france_has_a_commune_of_the_list() {
        let lu = lieu_lu("99000", "2a004", "AJACCIO").unwrap();
        assert_eq!((lu.commune.as_str(), lu.pays.as_str(), lu.lieu.as_str()), ("2A004", "99100", "AJACCIO"));
        assert_eq!(lieu_lu("99100", "93066", "").unwrap().lieu, "Saint-Denis");
        assert!(lieu_lu("99100", "93066", "St Denis").is_ok());
        assert_eq!(lieu_lu("99100", "", "Metz"), Err(("commune_naissance", "obligatoire")));
        assert_eq!(lieu_lu("99100", "99999", ""), Err(("commune_naissance", "commune_inconnue")));
        assert_eq!(lieu_lu("99100", "93066", "Saint-Pierre"), Err(("commune_naissance", "commune_incoherente")));
    }

    // requirement: COL-17
    #[test]
    fn a_commune_is_one_of_the_day_of_birth_or_of_today() {
        let ne = |code: &str, texte: &str, annee| {
            let lu = lieu(&Referentiel::embarque(), ["99100", code, texte], Some(date(annee, 6, 15).into()));
            lu.map(|lu| lu.lieu).map_err(|objection| objection.code)
        };
        assert_eq!(ne("91228", "", 1985), Ok("Évry".to_owned()), "named as it was");
        assert_eq!(ne("91228", "Évry-Courcouronnes", 1985), Ok("Évry-Courcouronnes".to_owned()));
        assert_eq!(ne("78228", "", 1966), Ok("Évry".to_owned()));
        assert_eq!(ne("78228", "", 1985), Err("commune_d_un_autre_temps"));
        assert_eq!(
            (ne("60696", "", 1942), ne("60696", "", 1944)),
            (Ok("Voisinlieu".to_owned()), Err("commune_d_un_autre_temps"))
        );
        assert_eq!(ne("93066", "Saint-Denis", 1960), Ok("Saint-Denis".to_owned()), "a file of today");
        assert_eq!(ne("22055", "Étables", 1985), Err("commune_incoherente"));
        assert_eq!(ne("22055", "Étables-sur-Mer", 1985), Ok("Étables-sur-Mer".to_owned()));
    }

    // requirement: COL-17
    #[test]
    fn a_birth_abroad_has_a_country_and_a_place_in_words() {
        let lu = lieu_lu("99352", "", " Béjaïa ").unwrap();
        assert_eq!((lu.commune.as_str(), lu.pays.as_str(), lu.lieu.as_str()), ("", "99352", "Béjaïa"));
        assert_eq!(lieu_lu("99352", "93066", "Alger"), Err(("commune_naissance", "commune_hors_de_france")));
        assert_eq!(lieu_lu("99352", "", ""), Err(("lieu_naissance", "obligatoire")));
        assert_eq!(lieu_lu("99352", "", "=cmd()"), Err(("lieu_naissance", "lieu_signe")));
        assert_eq!(lieu_lu("", "", "Alger"), Err(("pays_naissance", "obligatoire")));
        assert_eq!(lieu_lu("99998", "", "Alger"), Err(("pays_naissance", "pays_inconnu")));
        assert_eq!(lieu_lu("99115", "", "Brno"), Err(("pays_naissance", "pays_retire")));
    }

    // requirement: COL-17
    #[test]
    fn a_country_is_one_of_the_day_of_birth() {
        let ne = |le| lieu(&Referentiel::embarque(), ["99115", "", "Brno"], le).map(|lu| lu.pays).map_err(|o| o.code);
        assert_eq!(ne(Some(date(1985, 3, 4).into())), Ok("99115".to_owned()));
        assert_eq!(ne(Some(AUJOURD_HUI.into())), Err("pays_retire"));
        for (naissance, attendu) in [("2016-00-00", Ok("99115".to_owned())), ("2017-00-00", Err("pays_retire"))] {
            assert_eq!(ne(naissance.parse().ok()), attendu, "{naissance}");
        }
        assert_eq!(ne(None), Ok("99115".to_owned()), "the day is objected to by itself");
    }

    // requirement: COL-17
    #[test]
    fn a_country_of_some_days_of_the_year_is_one_of_that_year() {
        let periode = Periode { du: Some(date(1971, 3, 4)), au: Some(date(1971, 10, 2)) };
        let pays = Pays { code: "99999".to_owned(), libelle: "Bref".to_owned(), periode, remplacant: None };
        for (naissance, alors) in [
            ("1971-00-00", true),
            ("1971-03-00", true),
            ("1971-10-00", true),
            ("1971-02-00", false),
            ("1971-11-00", false),
            ("1971-10-01", true),
            ("1971-10-02", false),
            ("1971-03-03", false),
            ("1972-00-00", false),
        ] {
            assert_eq!(etait_alors(&pays, naissance.parse().unwrap()), alors, "{naissance}");
        }
    }
}

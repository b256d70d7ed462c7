//! What a cell says, whatever the spreadsheet made of it.

use jiff::civil::Date;

use crate::lot::{Calendrier, Case, Colonne, Ecart};

/// The text of a cell, without the spaces around it.
pub fn texte(colonne: Colonne, case: &Case) -> Result<String, Ecart> {
    match case {
        Case::Vide => Ok(String::new()),
        Case::Texte(texte) => du_texte(colonne, texte.trim()),
        Case::Nombre(nombre) => entier(*nombre).ok_or_else(|| notation(colonne)),
        Case::Formule => Err(formule(colonne)),
        Case::EnErreur => {
            Err(Ecart::sur(colonne, "case_en_erreur", "Le tableur n’a pas pu calculer cette case. Écrivez la valeur."))
        }
        Case::TropLongue => {
            Err(Ecart::sur(colonne, "case_trop_longue", "Cette case contient trop de texte. Gardez la seule valeur."))
        }
        Case::Fusionnee => Err(Ecart::sur(
            colonne,
            "case_fusionnee",
            "Cette case est fusionnée avec une autre. Défaites la fusion, puis remplissez chaque case.",
        )),
    }
}

/// A day, as `04/02/1988`; what cannot be read stays as it was typed, for the check of the field to tell.
pub fn jour(colonne: Colonne, case: &Case, calendrier: Option<Calendrier>) -> Result<String, Ecart> {
    if let (Case::Nombre(nombre), Some(calendrier)) = (case, calendrier) {
        let jour = calendrier.jour(*nombre).ok_or_else(|| numero_de_jour(colonne))?;
        return Ok(ecrire(jour));
    }
    let texte = texte(colonne, case)?;
    // a text that holds a number of days: from which year it counts, nobody can say
    if (4..=6).contains(&texte.len()) && texte.bytes().all(|octet| octet.is_ascii_digit()) {
        return Err(numero_de_jour(colonne));
    }
    let sans_heure = texte.split_once([' ', 'T']).filter(|(_, heure)| heure.starts_with("00:00"));
    Ok(sans_heure.map_or_else(|| texte.clone(), |(jour, _)| jour.to_owned()))
}

/// `04/02/1988`, `4-2-1988`, `1988-02-04`.
pub fn jour_lu(texte: &str) -> Option<Date> {
    let parts: Vec<&str> = texte.split(['/', '-', '.']).collect();
    let [premiere, mois, derniere] = parts[..] else { return None };
    let (annee, jour) = if premiere.len() == 4 { (premiere, derniere) } else { (derniere, premiere) };
    if annee.len() != 4 {
        return None;
    }
    Date::new(annee.parse().ok()?, mois.parse().ok()?, jour.parse().ok()?).ok()
}

pub fn ecrire(jour: Date) -> String {
    jour.strftime("%d/%m/%Y").to_string()
}

fn du_texte(colonne: Colonne, texte: &str) -> Result<String, Ecart> {
    let indicatif = colonne == Colonne::Telephone && texte.starts_with('+');
    // what a spreadsheet would take for a formula, here or where our answers are opened
    if texte.starts_with(['=', '@', '＝', '＠']) || (texte.starts_with(['+', '-', '＋', '－']) && !indicatif) {
        return Err(formule(colonne));
    }
    if scientifique(texte) {
        return Err(notation(colonne));
    }
    Ok(texte.to_owned())
}

fn formule(colonne: Colonne) -> Ecart {
    let phrase = "Cette case contient une formule, ou commence par un signe de formule. Écrivez la valeur seule.";
    Ecart::sur(colonne, "case_formule", phrase)
}

fn notation(colonne: Colonne) -> Ecart {
    let phrase =
        "Le tableur a arrondi ce nombre. Mettez la colonne au format « Texte », puis recopiez tous les chiffres.";
    Ecart::sur(colonne, "nombre_arrondi", phrase)
}

fn numero_de_jour(colonne: Colonne) -> Ecart {
    let phrase = "Le tableur a écrit un numéro à la place du jour. Écrivez le jour, par exemple 04/02/1988.";
    Ecart::sur(colonne, "numero_de_jour", phrase)
}

/// `8,99E+11`, `6.4E8`.
fn scientifique(texte: &str) -> bool {
    let Some((mantisse, exposant)) = texte.split_once(['E', 'e']) else { return false };
    let chiffres = |texte: &str| !texte.is_empty() && texte.bytes().all(|octet| octet.is_ascii_digit());
    let mantisse = mantisse.split_once([',', '.']);
    mantisse.is_some_and(|(entiere, decimale)| chiffres(entiere) && chiffres(decimale))
        && chiffres(exposant.trim_start_matches(['+', '-']))
}

/// Every digit, if the number has no others.
fn entier(nombre: f64) -> Option<String> {
    (nombre.fract() == 0.0 && (0.0..1e15).contains(&nombre)).then(|| format!("{nombre:.0}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(colonne: Colonne, case: &Case) -> String {
        texte(colonne, case).unwrap_err().code
    }

    fn dit(texte: &str) -> Case {
        Case::Texte(texte.to_owned())
    }

    // requirement: R07
    #[test]
    fn a_formula_is_refused_and_never_evaluated() {
        for texte in ["=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)", "+33-1", "-2", "\t=1", "＝1"] {
            assert_eq!(code(Colonne::NomNaissance, &dit(texte)), "case_formule", "{texte}");
        }
        assert_eq!(code(Colonne::Role, &Case::Formule), "case_formule");
        assert_eq!(texte(Colonne::Telephone, &dit("+33 6 39 98 00 01")).unwrap(), "+33 6 39 98 00 01");
        assert_eq!(code(Colonne::Telephone, &dit("=A1")), "case_formule");
    }

    #[test]
    fn a_number_keeps_its_digits_or_is_told_to_have_lost_them() {
        assert_eq!(texte(Colonne::NumeroRpps, &Case::Nombre(899_900_000_011.0)).unwrap(), "899900000011");
        assert_eq!(texte(Colonne::Profession, &Case::Nombre(313.0)).unwrap(), "313");
        for case in [Case::Nombre(3.5), Case::Nombre(1e20), Case::Nombre(-3.0), Case::Nombre(f64::NAN)] {
            assert_eq!(code(Colonne::NumeroRpps, &case), "nombre_arrondi", "{case:?}");
        }
        for texte in ["8,9990E+11", "6.4E8", "1,0e+3"] {
            assert_eq!(code(Colonne::NumeroRpps, &dit(texte)), "nombre_arrondi", "{texte}");
        }
        for nom in ["D’EON", "2E004", "Ève", "E"] {
            assert_eq!(texte(Colonne::NomNaissance, &dit(nom)).unwrap(), nom);
        }
    }

    #[test]
    fn a_day_is_read_from_its_number_only_where_the_workbook_says_how_it_counts() {
        let lu = |case: &Case, calendrier| jour(Colonne::DateDebut, case, calendrier).map_err(|ecart| ecart.code);
        assert_eq!(lu(&Case::Nombre(33_005.0), Some(Calendrier::De1900)).as_deref(), Ok("12/05/1990"));
        assert_eq!(lu(&Case::Nombre(31_543.0), Some(Calendrier::De1904)).as_deref(), Ok("12/05/1990"));
        assert_eq!(lu(&dit("33005"), None).unwrap_err(), "numero_de_jour");
        assert_eq!(lu(&Case::Nombre(-4.0), Some(Calendrier::De1900)).unwrap_err(), "numero_de_jour");
        assert_eq!(lu(&dit("1990-05-12 00:00:00"), None).as_deref(), Ok("1990-05-12"));
        assert_eq!(lu(&dit("1990-05-12T00:00:00"), None).as_deref(), Ok("1990-05-12"));
        assert_eq!(lu(&dit("12 mai 1990"), None).as_deref(), Ok("12 mai 1990"));
    }

    #[test]
    fn what_the_spreadsheet_broke_is_told() {
        let cas = [(Case::EnErreur, "case_en_erreur"), (Case::TropLongue, "case_trop_longue")];
        for (case, attendu) in cas.into_iter().chain([(Case::Fusionnee, "case_fusionnee")]) {
            assert_eq!(code(Colonne::NomNaissance, &case), attendu);
        }
        assert_eq!(jour_lu("31/11/2026"), None);
        assert_eq!(jour_lu("1/12/26"), None);
    }
}

//! What a gestionnaire takes away: the empty template, and the report of a file. A spreadsheet that opens them evaluates nothing.

use crate::lot::{Colonne, Issue, LigneDeLot};

/// So that spreadsheets read UTF-8.
const MARQUE: &str = "\u{feff}";
const COLONNES: [&str; 8] = ["ligne", "nom", "prenom", "finess", "resultat", "numero_rpps", "colonne", "explication"];

/// The first row, and nothing under it: an example would be registered one day.
pub fn modele() -> String {
    let noms = Colonne::TOUTES.map(Colonne::nom);
    format!("{MARQUE}{}", rangee(noms))
}

/// Every line, and one row more for each further objection.
pub fn compte_rendu(lignes: &[LigneDeLot]) -> String {
    let mut texte = format!("{MARQUE}{}", rangee(COLONNES));
    for ligne in lignes {
        for (colonne, explication) in explications(ligne) {
            let structure = ligne.structure.as_ref().map(ToString::to_string).unwrap_or_default();
            let (numero, rang) = (numero(ligne), ligne.ligne.to_string());
            let cases = [
                rang.as_str(),
                &ligne.nom,
                &ligne.prenom,
                &structure,
                ligne.etat().phrase(),
                &numero,
                colonne,
                &explication,
            ];
            texte.push_str(&rangee(cases));
        }
    }
    texte
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe, which it shows as a text.
pub fn neutraliser(case: &str) -> String {
    let formule = |signe: char| "=+-@\t\r\n|%＝＋－＠".contains(signe);
    let debut = case.trim_start_matches([' ', '\u{a0}', '"', '\'']).chars().next();
    match case.chars().next().is_some_and(formule) || debut.is_some_and(formule) {
        true => format!("'{case}"),
        false => case.to_owned(),
    }
}

fn explications(ligne: &LigneDeLot) -> Vec<(&'static str, String)> {
    let ecarts = ligne.ecarts();
    if ecarts.is_empty() {
        return vec![("", ligne.remarques.join(" "))];
    }
    ecarts.iter().map(|ecart| (ecart.colonne.map_or("", Colonne::nom), ecart.phrase.clone())).collect()
}

/// Eleven digits, as people write it: they do not fit a number of fifteen digits, and a spreadsheet keeps them.
fn numero(ligne: &LigneDeLot) -> String {
    match &ligne.issue {
        Some(Issue::Inscrite { personne } | Issue::Rattachee { personne }) => {
            personne.rpps().map(ToString::to_string).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn rangee<'a>(cases: impl IntoIterator<Item = &'a str>) -> String {
    let cases = cases.into_iter().map(|case| format!("\"{}\"", neutraliser(case).replace('"', "\"\"")));
    format!("{}\r\n", cases.collect::<Vec<_>>().join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lot::{Constat, Ecart};

    fn ligne(nom: &str, constat: Constat, issue: Option<Issue>) -> LigneDeLot {
        let structure = "690990114".parse().ok();
        let (nom, prenom) = (nom.to_owned(), "Lucie".to_owned());
        LigneDeLot { ligne: 2, nom, prenom, structure, contenu: None, constat, remarques: Vec::new(), issue }
    }

    // requirement: R07
    #[test]
    fn nothing_that_we_write_is_a_formula() {
        for case in ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "\"=1", "'=1", "|calc"] {
            assert_eq!(neutraliser(case), format!("'{case}"), "{case}");
        }
        for case in ["", "FICTIF-LUCE", "d’Ormesson", "690990114", "3-4"] {
            assert_eq!(neutraliser(case), case);
        }
        let ecarts = vec![Ecart::sur(Colonne::NomNaissance, "c", "La case « =1+1 » contient une \"formule\".")];
        let texte = compte_rendu(&[ligne("=cmd|' /C calc'!A0", Constat::Refusee { ecarts }, None)]);
        assert!(texte.contains("\"'=cmd|' /C calc'!A0\""), "{texte}");
        assert!(texte.contains("\"\"formule\"\""), "{texte}");
    }

    #[test]
    fn the_report_gives_the_number_and_one_row_for_each_objection() {
        let personne = "899900000011".parse().unwrap();
        let inscrite = ligne("FICTIF-LUCE", Constat::Prete, Some(Issue::Inscrite { personne }));
        let ecarts = vec![
            Ecart::sur(Colonne::Role, "role_manquant", "Choisissez un rôle."),
            Ecart::de_la_ligne("ligne_en_double", "Gardez une ligne."),
        ];
        let refusee = ligne("FICTIF-NOE", Constat::Refusee { ecarts }, None);
        let texte = compte_rendu(&[inscrite, refusee]);
        let rangees: Vec<&str> = texte.split("\r\n").collect();
        assert_eq!(rangees.len(), 5);
        assert!(rangees[1].contains("\"Inscrite\";\"99900000011\""), "{texte}");
        assert!(rangees[2].contains("\"role\";\"Choisissez un rôle.\"") && rangees[3].contains("\"\";\"Gardez"));
    }

    #[test]
    fn the_template_is_the_list_of_columns_alone() {
        let modele = modele();
        assert!(modele.starts_with("\u{feff}\"numero_rpps\";\"civilite\";") && modele.ends_with("\"date_fin\"\r\n"));
        assert_eq!(modele.matches(';').count(), Colonne::TOUTES.len() - 1);
    }
}

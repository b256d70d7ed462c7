//! A date of birth as pages write it.

use pages::Cadre;
use registry_core::DateNaissance;

use crate::lieu;

/// `04/02/1988`; « 1971 (jour et mois inconnus) » where the civil status knows no more.
pub fn dite(cadre: &Cadre, naissance: DateNaissance) -> String {
    match (naissance.jour(), naissance.mois()) {
        (Some(jour), _) => lieu::ecrit(jour),
        (None, Some(mois)) => cadre.t1("naissance-mois", "mois", format!("{mois:02}/{}", naissance.annee())),
        (None, None) => cadre.t1("naissance-annee", "annee", naissance.annee().to_string()),
    }
}

/// As a field takes it: `04/02/1988`, `00/05/1971`, `00/00/1971`.
pub fn saisie(naissance: DateNaissance) -> String {
    let ecrite = naissance.to_string();
    ecrite.split('-').rev().collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use pages::Langue;

    use super::*;
    use crate::etat::TEXTES;

    // requirement: COL-02
    #[test]
    fn what_nobody_knows_of_a_birth_is_said_in_words_and_written_with_zeros() {
        let [fr, en] = [Langue::Fr, Langue::En].map(|langue| Cadre::new(langue, &TEXTES, "Portail RPPS+"));
        for (naissance, francaise, anglaise, champ) in [
            ("1988-02-04", "04/02/1988", "04/02/1988", "04/02/1988"),
            ("1971-05-00", "05/1971 (jour inconnu)", "05/1971 (day unknown)", "00/05/1971"),
            ("1971-00-00", "1971 (jour et mois inconnus)", "1971 (day and month unknown)", "00/00/1971"),
        ] {
            let lue: DateNaissance = naissance.parse().unwrap();
            assert_eq!((dite(&fr, lue).as_str(), dite(&en, lue).as_str()), (francaise, anglaise));
            assert_eq!(saisie(lue), champ);
        }
    }
}

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::objection::{Objection, Objections};
use super::{lieu, naissance, nom};
use crate::date_naissance::DateNaissance;
use crate::nomenclature::{Liste, Referentiel};
use crate::personne::EtatCivil;

/// Civil status as somebody typed it (COL-02): nothing of it is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EtatCivilSaisi {
    /// Birth name.
    pub nom: String,
    /// In the order of the identity document.
    pub prenoms: Vec<String>,
    /// M or MME.
    pub code_civilite: String,
    /// M or F; empty when it was not asked.
    pub code_sexe: String,
    /// `04/02/1988` or `1988-02-04`; `00` for a day or a month that nobody knows.
    pub naissance: String,
    /// INSEE code; empty for a birth abroad.
    pub commune_naissance: String,
    /// COG code; 99000 is read, 99100 kept.
    pub pays_naissance: String,
    /// In words; empty in France, where the commune names it.
    pub lieu_naissance: String,
}

impl EtatCivilSaisi {
    /// Given names typed in one field: apart by commas, or by spaces where there is no comma.
    pub fn prenoms_de(texte: &str) -> Vec<String> {
        let separateur = |signe: char| if texte.contains(',') { signe == ',' } else { signe.is_whitespace() };
        texte.split(separateur).map(str::trim).filter(|prenom| !prenom.is_empty()).map(ToOwned::to_owned).collect()
    }

    /// A date of birth typed in one field, where it can be read: among the communes of its day a birthplace is looked up.
    pub fn naissance_de(texte: &str) -> Option<DateNaissance> {
        naissance::lue(texte)
    }

    /// Every field checked: all objections at once, in the order of the form. `aujourd_hui` is the day in Paris.
    pub fn verifier(&self, referentiel: &Referentiel, aujourd_hui: Date) -> Result<EtatCivil, Vec<Objection>> {
        let mut objections = Objections::default();
        let code_civilite = objections.garder(self.civilite(referentiel));
        let nom = objections.garder(nom::nom("nom", &self.nom));
        let prenoms = objections.garder(nom::prenoms("prenoms", &self.prenoms));
        let code_sexe = objections.garder(self.sexe());
        let ne_le = objections.garder(naissance::date("naissance", &self.naissance, aujourd_hui));
        let saisis = [&self.pays_naissance, &self.commune_naissance, &self.lieu_naissance].map(String::as_str);
        let lieu = objections.garder(lieu::lieu(referentiel, saisis, ne_le));
        objections.garder(naissance::entiere_en_metropole("naissance", ne_le, &lieu));
        objections.ou(EtatCivil {
            nom,
            prenoms,
            code_civilite,
            code_sexe,
            naissance: ne_le,
            commune_naissance: lieu.commune,
            pays_naissance: lieu.pays,
            lieu_naissance: lieu.lieu,
        })
    }

    fn civilite(&self, referentiel: &Referentiel) -> Result<String, Objection> {
        let code = self.code_civilite.trim();
        if referentiel.terme(Liste::Civilite, code).is_none() {
            let phrase = "Choisissez une civilité : Monsieur ou Madame.";
            return Err(Objection::new("code_civilite", "civilite_inconnue", phrase));
        }
        Ok(code.to_owned())
    }

    fn sexe(&self) -> Result<String, Objection> {
        match self.code_sexe.trim() {
            code @ ("" | "M" | "F") => Ok(code.to_owned()),
            _ => Err(Objection::new("code_sexe", "sexe_inconnu", "Choisissez M ou F, ou laissez ce champ vide.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn saisie() -> EtatCivilSaisi {
        EtatCivilSaisi {
            nom: "d’Ormesson".to_owned(),
            prenoms: vec!["Anne-Lise".to_owned(), "Zoé".to_owned()],
            code_civilite: "MME".to_owned(),
            code_sexe: "F".to_owned(),
            naissance: "04/02/1988".to_owned(),
            commune_naissance: "93066".to_owned(),
            pays_naissance: "99000".to_owned(),
            lieu_naissance: String::new(),
        }
    }

    // requirement: COL-02
    #[test]
    fn what_holds_becomes_a_civil_status() {
        let lu = saisie().verifier(&Referentiel::embarque(), date(2026, 11, 22)).unwrap();
        let attendu = EtatCivil {
            nom: "d'Ormesson".to_owned(),
            prenoms: vec!["Anne-Lise".to_owned(), "Zoé".to_owned()],
            code_civilite: "MME".to_owned(),
            code_sexe: "F".to_owned(),
            naissance: Some(date(1988, 2, 4).into()),
            commune_naissance: "93066".to_owned(),
            pays_naissance: "99100".to_owned(),
            lieu_naissance: "Saint-Denis".to_owned(),
        };
        assert_eq!(lu, attendu);
    }

    // requirement: COL-01
    #[test]
    fn an_empty_form_hears_of_every_field_at_once() {
        let objections = EtatCivilSaisi::default().verifier(&Referentiel::embarque(), date(2026, 11, 22)).unwrap_err();
        let champs: Vec<&str> = objections.iter().map(|objection| objection.champ).collect();
        assert_eq!(champs, ["code_civilite", "nom", "prenoms", "naissance", "pays_naissance"]);
        assert!(objections.iter().all(|objection| objection.phrase.ends_with('.')));
        let autre = EtatCivilSaisi { code_sexe: "X".to_owned(), code_civilite: "Mme".to_owned(), ..saisie() };
        let objections = autre.verifier(&Referentiel::embarque(), date(2026, 11, 22)).unwrap_err();
        let codes: Vec<&str> = objections.iter().map(|objection| objection.code).collect();
        assert_eq!(codes, ["civilite_inconnue", "sexe_inconnu"]);
    }

    // requirement: COL-02
    #[test]
    fn a_civil_status_without_a_day_is_taken_abroad_and_objected_to_in_mainland_france() {
        let abroad = EtatCivilSaisi {
            naissance: "1971-00-00".to_owned(),
            commune_naissance: String::new(),
            pays_naissance: "99352".to_owned(),
            lieu_naissance: "Béjaïa".to_owned(),
            ..saisie()
        };
        let lu = abroad.verifier(&Referentiel::embarque(), date(2026, 11, 22)).unwrap();
        assert_eq!((lu.naissance, lu.jour_de_naissance()), ("1971-00-00".parse().ok(), None));
        let ici = EtatCivilSaisi { naissance: "00/05/1971".to_owned(), ..saisie() };
        let objections = ici.verifier(&Referentiel::embarque(), date(2026, 11, 22)).unwrap_err();
        let dites: Vec<_> = objections.iter().map(|objection| (objection.champ, objection.code)).collect();
        assert_eq!(dites, [("naissance", "date_entiere_attendue")]);
    }

    #[test]
    fn given_names_in_one_field_are_told_apart() {
        assert_eq!(EtatCivilSaisi::prenoms_de("Jean-Pierre  Marie"), ["Jean-Pierre", "Marie"]);
        assert_eq!(EtatCivilSaisi::prenoms_de("Jean Pierre, Marie,"), ["Jean Pierre", "Marie"]);
    }
}

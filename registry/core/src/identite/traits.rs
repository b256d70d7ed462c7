use std::fmt::Write as _;

use crate::date_naissance::DateNaissance;
use crate::nomenclature::FRANCE;
use crate::personne::{EtatCivil, Professionnel};
use crate::pli::plier;

/// What of a person is compared with others: folded names, the day and the place of birth. No sex and no civility: they
/// change, and are typed carelessly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traits {
    /// The birth name first, then those of exercise, none twice.
    noms: Vec<String>,
    /// Civil ones in their order, then those of exercise, none twice.
    prenoms: Vec<String>,
    naissance: Option<DateNaissance>,
    /// The commune, a municipal district taken for its city; the country for a birth abroad.
    lieu: Option<String>,
}

impl Traits {
    /// `exercices`: the name and the given name of each exercise.
    pub fn de<'a>(etat_civil: &EtatCivil, exercices: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut traits =
            Self { noms: Vec::new(), prenoms: Vec::new(), naissance: etat_civil.naissance, lieu: lieu(etat_civil) };
        ajouter(&mut traits.noms, &etat_civil.nom);
        etat_civil.prenoms.iter().for_each(|prenom| ajouter(&mut traits.prenoms, prenom));
        for (nom, prenom) in exercices {
            ajouter(&mut traits.noms, nom);
            ajouter(&mut traits.prenoms, prenom);
        }
        traits
    }

    pub fn de_professionnel(professionnel: &Professionnel) -> Self {
        let exercices = professionnel.exercices.iter();
        Self::de(&professionnel.etat_civil, exercices.map(|exercice| (exercice.nom.as_str(), exercice.prenom.as_str())))
    }

    pub fn noms(&self) -> &[String] {
        &self.noms
    }

    pub fn prenoms(&self) -> &[String] {
        &self.prenoms
    }

    pub fn naissance(&self) -> Option<DateNaissance> {
        self.naissance
    }

    pub fn lieu(&self) -> Option<&str> {
        self.lieu.as_deref()
    }

    /// One line of text, as it is stored: `noms|prenoms|day|place`, names apart by `;`, which no folded name contains.
    pub fn ligne(&self) -> String {
        let mut ligne = format!("{}|{}|", self.noms.join(";"), self.prenoms.join(";"));
        if let Some(naissance) = self.naissance {
            let _ = write!(ligne, "{naissance}");
        }
        let _ = write!(ligne, "|{}", self.lieu.as_deref().unwrap_or_default());
        ligne
    }

    /// Reads [`Self::ligne`] back; `None` for anything else.
    pub fn lus(ligne: &str) -> Option<Self> {
        let parts: Vec<&str> = ligne.split('|').collect();
        let [noms, prenoms, naissance, lieu] = parts[..] else { return None };
        let liste = |texte: &str| texte.split(';').filter(|nom| !nom.is_empty()).map(ToOwned::to_owned).collect();
        let naissance = if naissance.is_empty() { None } else { DateNaissance::gardee(naissance).ok()? };
        let lieu = Some(lieu.to_owned()).filter(|lieu| !lieu.is_empty());
        Some(Self { noms: liste(noms), prenoms: liste(prenoms), naissance, lieu })
    }
}

fn ajouter(liste: &mut Vec<String>, texte: &str) {
    let plie = plier(texte);
    if !plie.is_empty() && !liste.contains(&plie) {
        liste.push(plie);
    }
}

fn lieu(etat_civil: &EtatCivil) -> Option<String> {
    let (commune, pays) = (etat_civil.commune_naissance.as_str(), etat_civil.pays_naissance.as_str());
    match (commune, pays) {
        ("", "" | FRANCE | "99000") => None,
        ("", pays) => Some(pays.to_owned()),
        (commune, _) => Some(ville(commune).to_owned()),
    }
}

/// Documents name the city or the district, as it comes.
fn ville(commune: &str) -> &str {
    match commune.as_bytes() {
        [b'7', b'5', b'1', ..] => "75056",
        [b'6', b'9', b'3', b'8', _] => "69123",
        [b'1', b'3', b'2', ..] => "13055",
        _ => commune,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn etat_civil() -> EtatCivil {
        EtatCivil {
            nom: "D'Ormesson".to_owned(),
            prenoms: vec!["Anne-Lise".to_owned(), "Zoé".to_owned()],
            code_civilite: "MME".to_owned(),
            code_sexe: String::new(),
            naissance: Some(date(1988, 2, 4).into()),
            commune_naissance: "75115".to_owned(),
            pays_naissance: "99100".to_owned(),
            lieu_naissance: "PARIS 15".to_owned(),
        }
    }

    #[test]
    fn names_of_birth_and_of_exercise_stand_together() {
        let traits = Traits::de(&etat_civil(), [("MARTIN", "ANNE LISE"), ("D ORMESSON", "Zoe")]);
        assert_eq!(traits.noms(), ["D ORMESSON", "MARTIN"]);
        assert_eq!(traits.prenoms(), ["ANNE LISE", "ZOE"]);
        assert_eq!(traits.lieu(), Some("75056"));
    }

    #[test]
    fn what_is_stored_reads_back() {
        let entiers = Traits::de(&etat_civil(), [("MARTIN", "ANNE")]);
        let etranger =
            EtatCivil { commune_naissance: String::new(), pays_naissance: "99352".to_owned(), ..etat_civil() };
        let inconnus =
            EtatCivil { naissance: None, pays_naissance: String::new(), prenoms: Vec::new(), ..etranger.clone() };
        let sans_jour = EtatCivil { naissance: "1971-00-00".parse().ok(), ..etranger.clone() };
        for traits in [entiers, Traits::de(&etranger, []), Traits::de(&inconnus, []), Traits::de(&sans_jour, [])] {
            assert_eq!(Traits::lus(&traits.ligne()), Some(traits));
        }
        assert_eq!(Traits::lus("a|b"), None);
        assert_eq!(Traits::lus("A|B|1988-02-30|"), None);
    }
}

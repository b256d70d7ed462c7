use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::exercice::ExerciceProfessionnel;
use crate::identite::Objection;
use crate::nomenclature::{Avertissement, Referentiel};
use crate::paris;
use crate::periode::Periode;
use crate::situation_acte::Lieu;

/// The public names of an exercise (IDN-03).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noms {
    /// May be empty.
    pub code_civilite: String,
    pub nom: String,
    pub prenom: String,
}

/// A situation as people ask for it (COL-13, COL-14): days, codes, names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationDemandee {
    pub noms: Noms,
    /// TRE_R85: what the person is (ROL-05).
    pub profession: String,
    /// TRE_R22: what the person does there.
    pub role: String,
    #[serde(with = "crate::jour")]
    pub debut: Date,
    /// Last day, included.
    #[serde(with = "crate::jour::facultatif")]
    pub fin: Option<Date>,
}

impl Noms {
    pub fn de(exercice: &ExerciceProfessionnel) -> Self {
        Self {
            code_civilite: exercice.code_civilite.clone(),
            nom: exercice.nom.clone(),
            prenom: exercice.prenom.clone(),
        }
    }

    /// As they are from now on where `connu` stands: what was typed, and what was left empty as it was.
    #[must_use]
    pub fn completes(&self, connu: &ExerciceProfessionnel) -> Self {
        let choisir = |tape: &str, connu: &str| if tape.trim().is_empty() { connu } else { tape.trim() }.to_owned();
        Self {
            code_civilite: choisir(&self.code_civilite, &connu.code_civilite),
            nom: choisir(&self.nom, &connu.nom),
            prenom: choisir(&self.prenom, &connu.prenom),
        }
    }

    pub fn verifier(&self) -> Vec<Objection> {
        let champs = [
            (&self.nom, "nom_exercice", "Indiquez le nom d'exercice."),
            (&self.prenom, "prenom_exercice", "Indiquez le prénom d'exercice."),
        ];
        let vide = |nom: &str| nom.trim().is_empty() || nom.chars().any(char::is_control) || nom.chars().count() > 80;
        let refuses = champs.into_iter().filter(|(nom, ..)| vide(nom));
        refuses.map(|(_, champ, phrase)| Objection::new(champ, "nom_exercice_absent", phrase)).collect()
    }
}

impl SituationDemandee {
    /// Everything that does not hold, at once, or what should be thought about (ELI-06).
    pub fn verifier(
        &self,
        referentiel: &Referentiel,
        lieu: &Lieu,
        le: Date,
    ) -> Result<Vec<Avertissement>, Vec<Objection>> {
        let mut objections = self.noms.verifier();
        let branche = referentiel.branche(&lieu.secteur);
        let avertissement = referentiel.admet_profession(&self.profession, branche, le);
        if let Err(refus) = &avertissement {
            objections.push(refus.objection("profession"));
        }
        if let Err(refus) = referentiel.admet_role(&self.role, branche, le) {
            objections.push(refus.objection("role"));
        }
        objections.extend(dates(Some(self.debut), self.fin));
        // without a branch no rule of one was looked at: silence would say that they hold
        let secteur = branche.is_none().then_some(Avertissement::SecteurInconnu);
        let avertissements = avertissement.ok().flatten().into_iter().chain(secteur).collect();
        if objections.is_empty() { Ok(avertissements) } else { Err(objections) }
    }

    /// For somebody who would get a number: nobody is registered for a time that is over (ELI-01).
    pub fn deja_finie(&self, le: Date) -> Option<Objection> {
        let phrase = "Cette activité est déjà finie : un numéro s'attribue à qui exerce. Vérifiez la date de fin.";
        self.fin.filter(|fin| *fin < le).map(|_| Objection::new("fin", "periode_passee", phrase))
    }

    /// From 00:00 on the first day to 00:00 on the day after the last, in Paris.
    pub fn periode(&self) -> Periode {
        Periode { debut: paris::debut(self.debut), fin: self.fin.and_then(paris::fin_incluse) }
    }
}

/// What does not hold in two days.
pub fn dates(debut: Option<Date>, fin: Option<Date>) -> Option<Objection> {
    let lointain = |jour: &Date| !(1900..=2200).contains(&jour.year());
    if debut.as_ref().is_some_and(lointain) {
        return Some(Objection::new("debut", "date_lointaine", "Vérifiez l'année du début."));
    }
    if fin.as_ref().is_some_and(lointain) {
        return Some(Objection::new("fin", "date_lointaine", "Vérifiez l'année de la fin."));
    }
    let inversees = debut.zip(fin).is_some_and(|(debut, fin)| fin < debut);
    inversees
        .then(|| Objection::new("fin", "dates_inversees", "La fin précède le début. Choisissez une date plus tardive."))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::structure::{CleStructure, GenreStructure, Structure};

    const LE: Date = date(2026, 11, 22);

    fn demandee(profession: &str, fin: Option<Date>) -> SituationDemandee {
        let noms = Noms { code_civilite: String::new(), nom: "FICTIF-LUCE".to_owned(), prenom: "Lucie".to_owned() };
        let (profession, role) = (profession.to_owned(), "GENR08".to_owned());
        SituationDemandee { noms, profession, role, debut: date(2026, 1, 5), fin }
    }

    fn dits(secteur: &str, profession: &str) -> Vec<&'static str> {
        let details = annuaire::Structure::default();
        let structure = Structure { cle: CleStructure::from("F1"), genre: GenreStructure::EntiteGeographique, details };
        let lieu = Lieu { structure, secteur: secteur.to_owned() };
        let verifiee = demandee(profession, None).verifier(&Referentiel::embarque(), &lieu, LE);
        verifiee.unwrap().iter().map(Avertissement::code).collect()
    }

    // requirement: ELI-06 ROL-03
    #[test]
    fn rules_of_a_branch_are_not_silent_where_the_branch_is_not_known() {
        assert_eq!(dits("SA17", "313"), Vec::<&str>::new());
        assert_eq!(dits("SA01", "313"), ["profession_hors_pilote"]);
        for secteur in ["", "SA62"] {
            assert_eq!(dits(secteur, "313"), ["secteur_inconnu"], "{secteur}");
        }
    }

    #[test]
    fn a_time_that_is_over_gives_no_number() {
        let finie = |fin| demandee("313", fin).deja_finie(LE).map(|objection| (objection.champ, objection.code));
        assert_eq!(finie(Some(date(2026, 11, 21))), Some(("fin", "periode_passee")));
        assert_eq!((finie(Some(LE)), finie(None)), (None, None));
    }
}

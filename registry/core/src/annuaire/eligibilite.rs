use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::exercice::CleExercice;
use crate::situation::SituationExercice;

/// Professions by role that may exchange health data, JDV_J71 as of 2023-10-30: a later list was not read, and what is not in this one is
/// refused (facts/registry.md §12).
const PROFESSIONS_ADMISES: [&str; 19] = [
    "307", "312", "313", "314", "315", "316", "317", "318", "319", "320", "321", "322", "323", "324", "325", "326",
    "327", "328", "329",
];

/// Roles whose holders exchange health data for care, follow-up or coordination (USE-02): administrative and other activities are left out.
const ROLES_ADMIS: [&str; 5] = ["GENR01", "GENR08", "GENR10", "GENR11", "GENR12"];

/// Civil, public agent, civil servant: students are not admitted.
const CATEGORIES_ADMISES: [&str; 3] = ["C", "M", "F"];

/// Whether somebody may have a nominative mailbox of MSSanté; no reason against it: they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibilite {
    raisons: Vec<Raison>,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raison {
    /// USE-01
    SansRpps,
    Inconnue,
    HorsActivite,
    SansActivite,
    /// USE-02: a student, or a profession that the list has not got.
    Categorie,
    /// USE-02: no current role is one of care, follow-up or coordination.
    Usage,
}

impl Raison {
    pub const TOUTES: [Self; 6] =
        [Self::SansRpps, Self::Inconnue, Self::HorsActivite, Self::SansActivite, Self::Categorie, Self::Usage];

    pub const fn code(self) -> &'static str {
        match self {
            Self::SansRpps => "mssante_sans_rpps",
            Self::Inconnue => "mssante_personne_inconnue",
            Self::HorsActivite => "mssante_hors_activite",
            Self::SansActivite => "mssante_sans_activite",
            Self::Categorie => "mssante_categorie",
            Self::Usage => "mssante_usage",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::SansRpps => {
                "Une boîte nominative demande un numéro RPPS. Faites d’abord inscrire la personne, ou ouvrez une boîte organisationnelle."
            }
            Self::Inconnue => {
                "L’annuaire ne connaît personne sous ce numéro. Vérifiez-le, ou revenez 24 h après l’inscription."
            }
            Self::HorsActivite => "Cette personne n’exerce plus. Son autorité d’enregistrement peut la rétablir.",
            Self::SansActivite => {
                "Cette personne n’a aucune activité en cours. Son employeur peut lui ajouter un lieu de travail."
            }
            Self::Categorie => {
                "Ni les étudiants ni cette profession n’échangent des données de santé. Vérifiez la profession avec l’employeur."
            }
            Self::Usage => {
                "Aucun de ses rôles ne sert au soin, au suivi ou à la coordination. Vérifiez le rôle avec son employeur."
            }
        }
    }
}

impl Eligibilite {
    pub fn sans_rpps() -> Self {
        Self { raisons: vec![Raison::SansRpps] }
    }

    pub fn inconnue() -> Self {
        Self { raisons: vec![Raison::Inconnue] }
    }

    /// The reasons in the order in which they are looked at: a later one is told only where the earlier ones let pass.
    pub fn de<'a>(
        personne: &IdentifiantNational,
        active: bool,
        (situations, maintenant): (impl Iterator<Item = (&'a CleExercice, &'a SituationExercice)>, Timestamp),
    ) -> Self {
        if personne.rpps().is_none() {
            return Self::sans_rpps();
        }
        let en_cours: Vec<_> = situations.filter(|(_, situation)| situation.en_cours(maintenant)).collect();
        let admise = |cle: &CleExercice, situation: &SituationExercice| {
            let profession = !cle.par_role() || PROFESSIONS_ADMISES.contains(&situation.code_role.as_str());
            profession && CATEGORIES_ADMISES.contains(&cle.code_categorie.as_str())
        };
        // an Order or an ARS registers for a profession of care; the others are known by their role
        let sert = |cle: &CleExercice, situation: &SituationExercice| {
            !cle.par_role() || ROLES_ADMIS.contains(&situation.code_genre.as_str())
        };
        let raison = if !active {
            Some(Raison::HorsActivite)
        } else if en_cours.is_empty() {
            Some(Raison::SansActivite)
        } else if !en_cours.iter().any(|(cle, situation)| admise(cle, situation)) {
            Some(Raison::Categorie)
        } else if !en_cours.iter().any(|(cle, situation)| admise(cle, situation) && sert(cle, situation)) {
            Some(Raison::Usage)
        } else {
            None
        };
        Self { raisons: raison.into_iter().collect() }
    }

    pub fn eligible(&self) -> bool {
        self.raisons.is_empty()
    }

    pub fn raisons(&self) -> &[Raison] {
        &self.raisons
    }
}

#[cfg(test)]
mod tests {
    use sante::SituationId;

    use super::*;
    use crate::situation::Fin;
    use crate::source::Source;

    const LE: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn situation(genre: &str, fin: Option<Timestamp>) -> SituationExercice {
        SituationExercice {
            id: SituationId::from("s"),
            source: Source::Portail,
            code_mode: "S".to_owned(),
            code_secteur: "SA17".to_owned(),
            code_section_pharmacien: String::new(),
            code_role: "313".to_owned(),
            code_genre: genre.to_owned(),
            autorite: String::new(),
            structure: None,
            debut: None,
            fin: fin.map(|le| Fin { le, par: Source::Portail }),
        }
    }

    fn cle(profession: &str, categorie: &str) -> CleExercice {
        CleExercice { code_profession: profession.to_owned(), code_categorie: categorie.to_owned() }
    }

    fn raisons(numero: &str, active: bool, siennes: &[(CleExercice, SituationExercice)]) -> Vec<Raison> {
        let siennes = siennes.iter().map(|(cle, situation)| (cle, situation));
        Eligibilite::de(&numero.parse().unwrap(), active, (siennes, LE)).raisons().to_vec()
    }

    // requirement: USE-01 USE-02
    #[test]
    fn each_reason_keeps_a_mailbox_from_somebody() {
        let numero = "899900000011";
        let soin = [(cle("99", "C"), situation("GENR11", None))];
        assert_eq!(raisons(numero, true, &soin), []);
        assert_eq!(raisons("3690990114/42", true, &soin), [Raison::SansRpps]);
        assert_eq!(raisons(numero, false, &soin), [Raison::HorsActivite]);
        assert_eq!(raisons(numero, true, &[]), [Raison::SansActivite]);
        assert_eq!(raisons(numero, true, &[(cle("99", "C"), situation("GENR11", Some(LE)))]), [Raison::SansActivite]);
        assert_eq!(raisons(numero, true, &[(cle("10", "E"), situation("GENR01", None))]), [Raison::Categorie]);
        let coordonne = SituationExercice { code_role: "330".to_owned(), ..situation("GENR08", None) };
        assert_eq!(raisons(numero, true, &[(cle("99", "C"), coordonne)]), [Raison::Categorie]);
        for genre in ["GENR09", "GENR13", "GENR99", ""] {
            assert_eq!(raisons(numero, true, &[(cle("99", "C"), situation(genre, None))]), [Raison::Usage], "{genre}");
        }
    }

    // requirement: USE-02
    #[test]
    fn one_role_of_care_among_others_is_enough_and_a_regulated_profession_needs_none() {
        let deux = [(cle("99", "C"), situation("GENR09", None)), (cle("99", "C"), situation("GENR08", None))];
        assert_eq!(raisons("899900000011", true, &deux), []);
        assert_eq!(raisons("899900000011", true, &[(cle("60", "C"), situation("", None))]), []);
    }

    #[test]
    fn every_reason_says_what_to_do() {
        assert!(Raison::TOUTES.iter().all(|raison| raison.phrase().trim_end_matches('.').contains(". ")));
    }
}

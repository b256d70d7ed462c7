/// Somebody invented, with the identity that FranceConnect vouches for (« identité pivot »).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Personne {
    /// What the page's form sends.
    pub cle: &'static str,
    /// At birth.
    pub nom: &'static str,
    pub prenoms: &'static [&'static str],
    /// `preferred_username`: the name that the person goes by, when it is another one.
    pub nom_usage: Option<&'static str>,
    /// `female` or `male`.
    pub genre: &'static str,
    /// `2001-05-17`; a month or a day that the civil registry does not know is `00`.
    pub naissance: &'static str,
    /// INSEE code; empty for a birth abroad.
    pub commune: &'static str,
    /// COG code.
    pub pays: &'static str,
    pub courriel: &'static str,
    /// What this person is good for in a trial: a key of the texts.
    pub essai: &'static str,
}

/// Those whom the page offers, each for a trial of its own.
pub const fn population() -> &'static [Personne] {
    POPULATION
}

const FRANCE: &str = "99100";

const POPULATION: &[Personne] = &[
    Personne {
        cle: "lina",
        nom: "FICTIF-OUEDRAOGO",
        prenoms: &["Lina", "Aminata"],
        nom_usage: None,
        genre: "female",
        naissance: "1996-05-17",
        commune: "69123",
        pays: FRANCE,
        courriel: "lina.ouedraogo@exemple.test",
        essai: "essai-nouvelle",
    },
    Personne {
        cle: "theo",
        nom: "FICTIF-GARNIER",
        prenoms: &["Théo", "Jean-Baptiste"],
        nom_usage: None,
        genre: "male",
        naissance: "1989-11-02",
        commune: "75120",
        pays: FRANCE,
        courriel: "theo.garnier@exemple.test",
        essai: "essai-nouvelle",
    },
    Personne {
        cle: "clara",
        nom: "FICTIF-HOARAU",
        prenoms: &["Clara", "Marie"],
        nom_usage: Some("FICTIF-D’ALMEIDA"),
        genre: "female",
        naissance: "1991-03-27",
        commune: "97411",
        pays: FRANCE,
        courriel: "clara.hoarau@exemple.test",
        essai: "essai-usage",
    },
    Personne {
        cle: "soren",
        nom: "FICTIF-ØSTERGÅRD",
        prenoms: &["Søren"],
        nom_usage: None,
        genre: "male",
        naissance: "1984-02-29",
        commune: "",
        pays: "99101",
        courriel: "soren.ostergard@exemple.test",
        essai: "essai-etranger",
    },
    Personne {
        cle: "yacine",
        nom: "FICTIF-BEN AÏSSA",
        prenoms: &["Yacine"],
        nom_usage: None,
        genre: "male",
        naissance: "1971-00-00",
        commune: "",
        pays: "99352",
        courriel: "yacine.benaissa@exemple.test",
        essai: "essai-date",
    },
    Personne {
        cle: "alba",
        nom: "FICTIF-MARTEL",
        prenoms: &["Alba", "Rose"],
        nom_usage: None,
        genre: "female",
        naissance: "1988-02-04",
        commune: "2B033",
        pays: FRANCE,
        courriel: "alba.martel@exemple.test",
        essai: "essai-connue",
    },
    Personne {
        cle: "alba-proche",
        nom: "FICTIF MARTEL",
        prenoms: &["Rose", "Alba"],
        nom_usage: None,
        genre: "female",
        naissance: "1988-04-02",
        commune: "2B033",
        pays: FRANCE,
        courriel: "rose.martel@exemple.test",
        essai: "essai-proche",
    },
    Personne {
        cle: "lucie-homonyme",
        nom: "FICTIF-GARNIER",
        prenoms: &["Lucie", "Marguerite"],
        nom_usage: None,
        genre: "female",
        naissance: "1972-09-30",
        commune: "97411",
        pays: FRANCE,
        courriel: "lucie.homonyme@exemple.test",
        essai: "essai-homonyme",
    },
];

impl Personne {
    pub fn de(cle: &str) -> Option<&'static Self> {
        POPULATION.iter().find(|personne| personne.cle == cle)
    }

    /// « Alba FICTIF-MARTEL ».
    pub fn nom_complet(&self) -> String {
        format!("{} {}", self.prenoms.first().copied().unwrap_or_default(), self.nom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn everybody_is_invented_and_has_a_key_of_their_own() {
        assert!(POPULATION.iter().all(|personne| personne.nom.starts_with("FICTIF")));
        assert!(POPULATION.iter().all(|personne| personne.courriel.ends_with(".test")));
        let cles: BTreeSet<_> = POPULATION.iter().map(|personne| personne.cle).collect();
        assert_eq!(cles.len(), POPULATION.len());
    }

    #[test]
    fn a_commune_is_told_for_births_in_france_alone() {
        assert!(POPULATION.iter().all(|personne| (personne.pays == FRANCE) != personne.commune.is_empty()));
    }
}

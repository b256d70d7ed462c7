//! Every scenario, family by family, in the order in which they are played.

mod demander;
mod discretion;
mod durer;
mod entrer;
mod jeton;
mod panne;
mod personne;
mod revenir;
mod sortir;

use crate::scenario::Scenario;

const FAMILLES: [&[Scenario]; 11] = [
    entrer::SCENARIOS,
    entrer::SANS_NAVIGATEUR,
    demander::SCENARIOS,
    revenir::SCENARIOS,
    jeton::SIGNATURES,
    jeton::CONTENU,
    personne::SCENARIOS,
    durer::SCENARIOS,
    panne::SCENARIOS,
    sortir::SCENARIOS,
    discretion::SCENARIOS,
];

pub fn tous() -> impl Iterator<Item = &'static Scenario> {
    FAMILLES.into_iter().flatten()
}

pub fn trouver(id: &str) -> Option<&'static Scenario> {
    tous().find(|scenario| scenario.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_scenario_has_a_name_of_its_own_and_says_everything() {
        let noms: HashSet<_> = tous().map(|scenario| scenario.id).collect();
        assert_eq!(noms.len(), tous().count());
        assert!(noms.len() >= 50, "{}", noms.len());
        for scenario in tous() {
            let textes =
                [scenario.titre, scenario.regle, scenario.source, scenario.jeu, scenario.attendu, scenario.remede];
            assert!(textes.iter().all(|texte| texte.len() > 5), "{} leaves a text empty", scenario.id);
            assert!(!scenario.etapes.is_empty() && !scenario.controles.is_empty(), "{}", scenario.id);
            let nom = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(scenario.id.chars().all(nom), "{}", scenario.id);
        }
    }
}

use annuaire::{Exercice, Situation};
use idp_core::ciba::Metiers;
use pages::Langue;

use crate::textes::TEXTES;

/// « Aide-soignant. Rôle : accompagnement au soin. », from the codes of the registry; empty where they have no words.
pub fn dits(langue: Langue, exercice: &Exercice, situation: &Situation) -> String {
    let word = |key: String| TEXTES.texte(langue, &key, &[]);
    let profession = word(format!("profession-{}", exercice.code_profession)).map(|words| format!("{words}."));
    let role = word(format!("role-{}", situation.code_genre_activite));
    let role = role.and_then(|role| TEXTES.texte(langue, "lieu-role", &[("role", role.into())]));
    [profession, role].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// For the phone, which is French.
pub struct Mots;

impl Metiers for Mots {
    fn dits(&self, exercice: &Exercice, situation: &Situation) -> String {
        dits(Langue::Fr, exercice, situation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fakes::{ALBA, FakeAnnuaire, TILLEULS};

    #[test]
    fn two_roles_in_one_place_are_said_differently() {
        let mut person = FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]);
        let mut exercice = person.exercices.remove(0);
        exercice.code_profession = "313".to_owned();
        let mut situation = exercice.situations.remove(0);
        let mut of = |role: &str| {
            situation.code_genre_activite = role.to_owned();
            Mots.dits(&exercice, &situation)
        };
        let (care, lead) = (of("GENR11"), of("GENR12"));
        assert!(care.starts_with("Aide-soignant.") && care.contains("accompagnement au soin"), "{care}");
        assert_ne!(care, lead);
    }
}

//! A profession, and how and where it is practised: what one CPS stands for.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use ambient::Timestamp;

use super::Carte;
use crate::exercice::{CleExercice, ExerciceProfessionnel};
use crate::idempotence::empreinte;
use crate::personne::{Personne, Professionnel};

/// The regulated practice of one day: a card is for one profession in one category, and follows what is digested here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pratique {
    pub cle: CleExercice,
    /// Of the names and of the places where it goes on.
    pub empreinte: String,
}

impl Pratique {
    /// Those of somebody today; none: a role holder, who has no card, or nobody who practises.
    ///
    /// A role that a structure adds to a professional (ELI-04) is another exercise, and changes no card.
    pub(super) fn toutes(personne: &Personne, maintenant: Timestamp) -> Vec<Self> {
        let Personne::Professionnel(professionnel) = personne else { return Vec::new() };
        regles(professionnel).map(|exercice| Self::de(exercice, maintenant)).collect()
    }

    fn de(exercice: &ExerciceProfessionnel, maintenant: Timestamp) -> Self {
        let en_cours = exercice.situations.iter().filter(|une| une.en_cours(maintenant));
        let lieux: BTreeSet<_> = en_cours
            .map(|une| (une.structure.as_ref().map(ToString::to_string).unwrap_or_default(), une.code_mode.clone()))
            .collect();
        let dit = (&exercice.nom, &exercice.prenom, lieux);
        let empreinte = empreinte(serde_json::to_string(&dit).unwrap_or_default().as_bytes());
        Self { cle: exercice.cle.clone(), empreinte }
    }

    /// `60`, or `60/M` where somebody has one profession in two categories.
    pub(super) fn dite(&self, profession: &str) -> bool {
        let CleExercice { code_profession, code_categorie } = &self.cle;
        *code_profession == profession || format!("{code_profession}/{code_categorie}") == profession
    }
}

/// As it is stored: `60/C/` and the digest.
impl fmt::Display for Pratique {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.cle.code_profession, self.cle.code_categorie, self.empreinte)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a practice is a profession, a category and a digest")]
pub struct PasUnePratique;

impl FromStr for Pratique {
    type Err = PasUnePratique;

    fn from_str(texte: &str) -> Result<Self, PasUnePratique> {
        let [code_profession, code_categorie, empreinte] = texte.split('/').collect::<Vec<_>>()[..] else {
            return Err(PasUnePratique);
        };
        let cle =
            CleExercice { code_profession: code_profession.to_owned(), code_categorie: code_categorie.to_owned() };
        Ok(Self { cle, empreinte: empreinte.to_owned() })
    }
}

/// What an Order or an ARS keeps.
fn regles(professionnel: &Professionnel) -> impl Iterator<Item = &ExerciceProfessionnel> {
    professionnel.exercices.iter().filter(|un| !un.cle.par_role() && un.retire_le.is_none())
}

/// The exercise that a card is for, while it goes on.
pub(super) fn exercice_de<'a>(professionnel: &'a Professionnel, carte: &Carte) -> Option<&'a ExerciceProfessionnel> {
    let cle = carte.metier()?;
    regles(professionnel).find(|un| un.cle == *cle)
}

/// What a card stands for today: the practice of its profession and category; where that one ended, one that no card is for
/// (`prises`), of the same profession first (MIE-14).
pub(super) fn pratique_de<'a>(
    carte: &Carte,
    prises: &[CleExercice],
    pratiques: &'a [Pratique],
) -> Option<&'a Pratique> {
    let cle = carte.metier()?;
    let libres = pratiques.iter().filter(|une| !prises.contains(&une.cle));
    let sienne = pratiques.iter().find(|une| une.cle == *cle);
    sienne.or_else(|| libres.min_by_key(|une| une.cle.code_profession != cle.code_profession))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_is_read_back_as_it_was_stored() {
        let cle = CleExercice { code_profession: "60".to_owned(), code_categorie: "C".to_owned() };
        let pratique = Pratique { cle, empreinte: "0a".to_owned() };
        assert_eq!(pratique.to_string(), "60/C/0a");
        assert_eq!("60/C/0a".parse(), Ok(pratique.clone()));
        assert_eq!("60/C".parse::<Pratique>(), Err(PasUnePratique));
        assert_eq!("60/C/0a/1".parse::<Pratique>(), Err(PasUnePratique));
        assert!(pratique.dite("60") && pratique.dite("60/C") && !pratique.dite("60/M"));
    }
}

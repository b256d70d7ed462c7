use std::collections::BTreeSet;

use sante::IdentifiantNational;

use super::RechercheError;
use crate::pli::plier;

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    Numero(IdentifiantNational),
    /// The longest first: it leaves the fewest people. Each of them is in a name, in any order.
    Nom(Vec<Mot>),
}

/// One folded word of a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mot {
    pub texte: String,
    /// A short word is a word of the name, a longer one begins one: `D` finds `D’Almeida` and not everybody in D.
    pub entier: bool,
}

/// Below it a word counts whole.
const DEBUT: usize = 3;
/// More words, or longer ones, are in no name.
const MOTS: usize = 8;
const LETTRES: usize = 40;

impl Question {
    /// As people type it: a number with or without spaces and its 8, or words of a name in any order, whatever the accents,
    /// the case and the hyphens.
    pub fn lue(texte: &str) -> Result<Self, RechercheError> {
        if let Some(numero) = IdentifiantNational::typed(texte).ok().filter(|lu| lu.rpps().is_some()) {
            return Ok(Self::Numero(numero));
        }
        let plie = plier(texte);
        let chiffres = plie.bytes().any(|octet| octet.is_ascii_digit());
        if chiffres && plie.bytes().all(|octet| octet.is_ascii_digit() || octet == b' ') {
            return Err(RechercheError::Numero);
        }
        let distincts: BTreeSet<&str> = plie.split(' ').filter(|mot| !mot.is_empty()).collect();
        let mut mots: Vec<Mot> = distincts.into_iter().take(MOTS).map(Mot::de).collect();
        mots.sort_by_key(|mot| std::cmp::Reverse(mot.texte.chars().count()));
        match mots.first() {
            Some(premier) if premier.texte.chars().count() > 1 => Ok(Self::Nom(mots)),
            _ => Err(RechercheError::TropCourte),
        }
    }
}

impl Mot {
    /// Of a name that somebody looks for in a list of their own: one letter is enough there.
    pub fn debuts(texte: &str) -> Vec<Self> {
        let plie = plier(texte);
        let distincts: BTreeSet<&str> = plie.split(' ').filter(|mot| !mot.is_empty()).collect();
        let debut = |mot: &str| Self { texte: mot.chars().take(LETTRES).collect(), entier: false };
        distincts.into_iter().take(MOTS).map(debut).collect()
    }

    fn de(mot: &str) -> Self {
        Self { texte: mot.chars().take(LETTRES).collect(), entier: mot.chars().count() < DEBUT }
    }
}

/// The words by which somebody is found, from the names and given names that they practise under.
pub fn mots_de<'a>(noms: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut mots = BTreeSet::new();
    for nom in noms {
        let plie = plier(nom);
        mots.extend(plie.split(' ').filter(|mot| !mot.is_empty()).map(|mot| mot.chars().take(LETTRES).collect()));
    }
    mots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mots(texte: &str) -> Vec<(String, bool)> {
        let Question::Nom(mots) = Question::lue(texte).unwrap() else { panic!("a number") };
        mots.into_iter().map(|mot| (mot.texte, mot.entier)).collect()
    }

    // requirement: GES-21
    #[test]
    fn accents_hyphens_case_and_order_do_not_matter() {
        let attendus = [("FICTIF".to_owned(), false), ("MARTEL".to_owned(), false), ("ALBA".to_owned(), false)];
        for texte in ["alba fictif-martel", "FICTIF MARTEL Alba", " Fïctif—Mârtel,  ALBA "] {
            assert_eq!(mots(texte), attendus, "{texte}");
        }
    }

    #[test]
    fn a_particle_counts_whole_and_letters_of_any_script_count() {
        assert_eq!(mots("d’Almeida"), [("ALMEIDA".to_owned(), false), ("D".to_owned(), true)]);
        assert_eq!(mots("Ly"), [("LY".to_owned(), true)]);
        assert_eq!(mots("Шевченко"), [("ШЕВЧЕНКО".to_owned(), false)]);
    }

    // requirement: GES-21
    #[test]
    fn a_number_is_found_however_it_was_written_and_a_wrong_one_is_told() {
        let attendu = Question::Numero("899900000011".parse().unwrap());
        for texte in ["899900000011", "99900000011", "999 0000 0011", "8 999 0000 0011"] {
            assert_eq!(Question::lue(texte).unwrap(), attendu, "{texte}");
        }
        for texte in ["9990000001", "999", "9 9 9"] {
            assert_eq!(Question::lue(texte).unwrap_err().code(), "recherche_numero", "{texte}");
        }
        for texte in ["", " ", "a", "a b", "%_", "'; --"] {
            assert_eq!(Question::lue(texte).unwrap_err().code(), "recherche_trop_courte", "{texte}");
        }
    }

    #[test]
    fn what_is_stored_is_what_is_looked_for() {
        let stockes = mots_de(["FICTIF-D’ALMEIDA", "Zoé"]);
        let Question::Nom(cherches) = Question::lue("zoe d'almeida fictif").unwrap() else { panic!("a number") };
        assert!(cherches.iter().all(|mot| stockes.contains(&mot.texte)), "{stockes:?} {cherches:?}");
    }
}

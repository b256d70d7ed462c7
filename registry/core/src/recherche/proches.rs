//! Words that one slip makes of one another: a letter too many, missing, mistaken, or two neighbours swapped.

use std::collections::BTreeSet;

use crate::doublon::distance;

/// A shorter word is as near to many others as to itself.
const LONGUEUR: usize = 4;
/// What is typed may be near to many words: no more are looked at.
const PROCHES: usize = 400;

/// The numbers by which a word is found again: its own, and one for each letter left out. None for a short word.
pub fn cles_de_pres(mot: &str) -> BTreeSet<i64> {
    let lettres: Vec<char> = mot.chars().collect();
    if lettres.len() < LONGUEUR {
        return BTreeSet::new();
    }
    let sans = |place: usize| {
        let restent = lettres.iter().enumerate().filter(|(rang, _)| *rang != place).map(|(_, lettre)| *lettre);
        restent.collect::<String>()
    };
    (0..lettres.len()).map(sans).chain([mot.to_owned()]).map(|texte| cle(&texte)).collect()
}

/// Those of `connus` that one slip makes of `mot`, the same word left out.
pub fn de_pres(mot: &str, connus: impl IntoIterator<Item = String>) -> Vec<String> {
    let proches: BTreeSet<String> = connus.into_iter().filter(|connu| distance(mot, connu) == 1).collect();
    proches.into_iter().take(PROCHES).collect()
}

/// FNV-1a, 64 bits: the same on every machine and in every release.
fn cle(texte: &str) -> i64 {
    let hache = texte
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hache, octet| (hache ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3));
    i64::from_be_bytes(hache.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn se_rencontrent(un: &str, autre: &str) -> bool {
        !cles_de_pres(un).is_disjoint(&cles_de_pres(autre))
    }

    // requirement: DIR-03
    #[test]
    fn two_words_that_one_slip_parts_meet_in_a_number() {
        for tape in ["DURIUEX", "DURIEU", "DURRIEUX", "DURIEUS", "URIEUX", "DURIEUXE"] {
            assert!(se_rencontrent(tape, "DURIEUX"), "{tape}");
            assert_eq!(de_pres(tape, ["DURIEUX".to_owned()]), ["DURIEUX"], "{tape}");
        }
        assert!(!se_rencontrent("DURIEUX", "MARTEL"));
    }

    #[test]
    fn two_slips_are_another_name_and_a_short_word_is_itself_alone() {
        assert_eq!(de_pres("DRUIEXU", ["DURIEUX".to_owned()]), [""; 0]);
        assert_eq!(de_pres("DURIEUX", ["DURIEUX".to_owned()]), [""; 0]);
        assert!(cles_de_pres("LYE").is_empty());
    }

    #[test]
    fn the_number_of_a_text_never_changes() {
        assert_eq!(cle("MARTEL"), cle("MARTEL"));
        assert_eq!(cle(""), i64::from_be_bytes(0xcbf2_9ce4_8422_2325_u64.to_be_bytes()));
    }
}

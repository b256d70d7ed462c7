//! A revocation list: whole, or its content under the authority's own signature. One that is kept is of this authority and not of
//! the future, the same one again changes nothing, and whoever it names stays named.

use carte_cps::{Classeur, Genre, RefusListe};

use crate::cards::{NOW, cards};

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    let cards = cards();
    if mode % 2 == 0 {
        assert!(cards.judge.liste(input, NOW).is_err(), "nobody here signed it");
        return;
    }
    let der = cards.signed(input);
    let Ok(list) = cards.judge.liste(&der, NOW) else { return };
    assert_eq!(list.nom, "TEST FORT PERSONNES");
    assert!(list.faite.seconds() <= NOW.seconds() + 300, "of the future");
    let mut kept = Classeur::default();
    let (lines, delta) = (list.lignes(), matches!(list.genre, Genre::Delta { .. }));
    match kept.ranger(list) {
        Ok(reception) => {
            assert!(!delta, "a delta needs its base");
            assert_eq!(reception.arretes.len(), lines);
            assert_eq!(kept.arretes().len(), lines);
        }
        Err(refusal) => assert!(delta && matches!(refusal, RefusListe::SansBase(_)), "{refusal}"),
    }
    if let Ok(again) = cards.judge.liste(&der, NOW)
        && let Ok(reception) = kept.ranger(again)
    {
        assert!(reception.connue, "the same list again");
    }
    // whatever the list says, judging by it ends
    let judge = kept.autorites(&cards.judge);
    assert!(judge.verifier(&[input], NOW).is_err());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::seed;

    #[test]
    fn a_right_list_is_accepted_so_that_the_promises_are_looked_at() {
        for (name, lines) in [("empty", 0), ("delta", 1), ("other", 1)] {
            let list = cards().judge.liste(&cards().signed(&seed("crl", name)), NOW).unwrap();
            assert_eq!(list.lignes(), lines, "{name}");
        }
    }
}

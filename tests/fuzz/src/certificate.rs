//! The certificate of a card: whole, or its content under the authority's own signature. What is read of a card that is accepted
//! stands in it, and the kind of card goes with the type of its identifier.

use crate::cards::{NOW, cards, holds};

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    let cards = cards();
    if mode % 2 == 0 {
        assert!(cards.judge.verifier(&[input], NOW).is_err(), "nobody here signed it");
        return;
    }
    let leaf = cards.signed(input);
    let Ok(card) = cards.judge.verifier(&[&leaf], NOW) else { return };
    assert!(card.famille.porte(&card.identifiant), "{:?} {}", card.famille, card.identifiant);
    for said in [card.identifiant.to_string(), card.nom, card.prenom] {
        assert!(holds(input, said.as_bytes()), "{said:?} stands nowhere in the certificate");
        assert!(!said.chars().any(char::is_control) && said.chars().count() <= 256, "{said:?}");
    }
    assert!(card.expire_le >= NOW, "it has ended");
    assert!((2..=42).contains(&card.serie.len()), "{}", card.serie);
    assert!(card.emetteur.contains("TEST FORT PERSONNES"), "{}", card.emetteur);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::seed;

    #[test]
    fn a_right_card_is_accepted_so_that_the_promises_are_looked_at() {
        for (name, identifier) in [("cps", "899900000011"), ("rsa", "899900000011")] {
            let leaf = cards().signed(&seed("certificate", name));
            assert_eq!(cards().judge.verifier(&[leaf], NOW).unwrap().identifiant.to_string(), identifier);
        }
    }
}

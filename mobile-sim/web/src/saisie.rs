use std::fmt;

use zeroize::Zeroizing;

/// Digits typed so far on a pad of `sur` places. Wiped when it goes, never printed, never stored.
#[derive(Clone)]
pub struct Saisie {
    chiffres: Zeroizing<String>,
    sur: usize,
}

impl Saisie {
    pub fn vide(sur: usize) -> Self {
        Self { chiffres: Zeroizing::new(String::with_capacity(sur)), sur }
    }

    /// Digits beyond the last place are dropped.
    pub fn taper(&mut self, chiffre: char) {
        if !self.pleine() && chiffre.is_ascii_digit() {
            self.chiffres.push(chiffre);
        }
    }

    pub fn effacer(&mut self) {
        self.chiffres.pop();
    }

    pub fn pleine(&self) -> bool {
        self.chiffres.len() == self.sur
    }

    pub fn tapes(&self) -> usize {
        self.chiffres.len()
    }

    pub fn sur(&self) -> usize {
        self.sur
    }

    pub fn chiffres(&self) -> &str {
        &self.chiffres
    }
}

impl fmt::Debug for Saisie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Saisie({}/{})", self.tapes(), self.sur)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pad_takes_as_many_digits_as_it_has_places() {
        let mut saisie = Saisie::vide(2);
        for touche in ['4', 'x', '7', '1'] {
            saisie.taper(touche);
        }
        assert_eq!((saisie.chiffres(), saisie.pleine()), ("47", true));
        saisie.effacer();
        assert_eq!((saisie.chiffres(), saisie.pleine()), ("4", false));
    }

    #[test]
    fn what_was_typed_is_never_printed() {
        let mut saisie = Saisie::vide(6);
        saisie.taper('9');
        assert_eq!(format!("{saisie:?}"), "Saisie(1/6)");
    }
}

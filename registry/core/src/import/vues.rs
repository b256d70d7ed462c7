use std::collections::HashSet;

use sante::IdentifiantNational;

/// Everyone in the file, in eight bytes each where the identifier is a number.
#[derive(Default)]
pub struct Vues {
    nombres: HashSet<u64>,
    autres: HashSet<Box<str>>,
}

impl Vues {
    pub fn noter(&mut self, personne: &IdentifiantNational) {
        let texte = personne.to_string();
        match nombre(&texte) {
            Some(nombre) => self.nombres.insert(nombre),
            None => self.autres.insert(texte.into()),
        };
    }

    pub fn contient(&self, personne: &IdentifiantNational) -> bool {
        let texte = personne.to_string();
        match nombre(&texte) {
            Some(nombre) => self.nombres.contains(&nombre),
            None => self.autres.contains(texte.as_str()),
        }
    }
}

/// With a 1 in front, so that a leading zero counts.
fn nombre(texte: &str) -> Option<u64> {
    let chiffres = texte.len() <= 18 && texte.bytes().all(|octet| octet.is_ascii_digit());
    chiffres.then(|| format!("1{texte}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_noted_is_there_and_nobody_else() {
        let [rpps, adeli, agent, autre] =
            ["899900000011", "0123456789", "3690990114/12", "899900000029"].map(|texte| texte.parse().unwrap());
        let mut vues = Vues::default();
        [&rpps, &adeli, &agent].into_iter().for_each(|personne| vues.noter(personne));
        assert!([&rpps, &adeli, &agent].into_iter().all(|personne| vues.contient(personne)));
        assert!(!vues.contient(&autre));
    }
}

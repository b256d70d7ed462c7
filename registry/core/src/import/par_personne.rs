use std::collections::HashMap;

use sante::IdentifiantNational;

/// Something of each of millions of people: eight bytes a person, where the identifier is a number, beside what is kept.
pub struct ParPersonne<V> {
    nombres: HashMap<u64, V>,
    autres: HashMap<Box<str>, V>,
}

impl<V> Default for ParPersonne<V> {
    fn default() -> Self {
        Self { nombres: HashMap::new(), autres: HashMap::new() }
    }
}

impl<V> ParPersonne<V> {
    pub fn noter(&mut self, personne: &IdentifiantNational, valeur: V) {
        let texte = personne.to_string();
        match nombre(&texte) {
            Some(nombre) => self.nombres.insert(nombre, valeur),
            None => self.autres.insert(texte.into(), valeur),
        };
    }

    pub fn de(&self, personne: &IdentifiantNational) -> Option<&V> {
        let texte = personne.to_string();
        match nombre(&texte) {
            Some(nombre) => self.nombres.get(&nombre),
            None => self.autres.get(texte.as_str()),
        }
    }

    pub fn contient(&self, personne: &IdentifiantNational) -> bool {
        self.de(personne).is_some()
    }
}

/// With a 1 in front, so that a leading zero counts.
fn nombre(texte: &str) -> Option<u64> {
    let chiffre = |nombre: u64, octet: u8| octet.is_ascii_digit().then(|| nombre * 10 + u64::from(octet - b'0'));
    (texte.len() <= 18).then(|| texte.bytes().try_fold(1, chiffre)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_there_and_nothing_else() {
        let [rpps, adeli, agent, autre] = ["899900000011", "0123456789", "3690990114/12", "899900000029"]
            .map(|texte| texte.parse::<IdentifiantNational>().unwrap());
        let mut notes = ParPersonne::default();
        [&rpps, &adeli, &agent].into_iter().enumerate().for_each(|(rang, personne)| notes.noter(personne, rang));
        assert_eq!([&rpps, &adeli, &agent].map(|personne| notes.de(personne).copied()), [Some(0), Some(1), Some(2)]);
        assert!(!notes.contient(&autre));
    }

    #[test]
    fn a_leading_zero_counts() {
        let lus = ["0123456789", "123456789", "3690990114/12"].map(nombre);
        assert_eq!(lus, [Some(10_123_456_789), Some(1_123_456_789), None]);
    }
}

//! What the team wrote down since the service started. A real one keeps it; this one says on its page that it does not.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::droits::Rubrique;

/// Characters of a note.
pub const LONGUEUR: usize = 1_000;

#[derive(Clone, Debug)]
pub struct Note {
    pub texte: String,
    pub auteur: String,
    /// As it is read: « 6 h 05 ».
    pub heure: String,
}

/// By room and part of the file.
#[derive(Default)]
pub struct Carnet(Mutex<HashMap<(u8, Rubrique), Vec<Note>>>);

impl Carnet {
    pub fn noter(&self, ou: (u8, Rubrique), note: Note) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(ou).or_default().push(note);
    }

    pub fn notes(&self, ou: (u8, Rubrique)) -> Vec<Note> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&ou).cloned().unwrap_or_default()
    }
}

/// The words as they are kept, or what is to be put right.
pub fn relire(texte: &str) -> Result<&str, String> {
    let texte = texte.trim();
    match texte.chars().count() {
        0 => Err("Écrivez quelques mots, puis enregistrez.".to_owned()),
        n if n > LONGUEUR => Err(format!("Votre texte a {n} signes. Gardez-en {LONGUEUR} au plus.")),
        _ => Ok(texte),
    }
}

/// Seconds since 1970, as an hour of mainland France.
pub fn heure(secondes: i64) -> String {
    let quand = jiff::Timestamp::from_second(secondes);
    let ici = quand.and_then(|quand| quand.in_tz("Europe/Paris")).map(|ici| (ici.hour(), ici.minute()));
    ici.map_or_else(|_| "à l’instant".to_owned(), |(heure, minute)| format!("{heure}\u{a0}h\u{a0}{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_stays_with_its_resident_and_part() {
        let carnet = Carnet::default();
        let note = Note { texte: "mange bien".to_owned(), auteur: "Lucie".to_owned(), heure: heure(1_795_410_300) };
        assert_eq!(note.heure, "6\u{a0}h\u{a0}05");
        carnet.noter((12, Rubrique::Soins), note);
        assert_eq!(carnet.notes((12, Rubrique::Soins)).len(), 1);
        assert!(carnet.notes((12, Rubrique::Vie)).is_empty() && carnet.notes((14, Rubrique::Soins)).is_empty());
    }

    #[test]
    fn nothing_and_too_much_are_told_apart() {
        assert_eq!(relire("  a bien dormi "), Ok("a bien dormi"));
        assert!(relire(" \n").unwrap_err().contains("quelques mots"));
        assert!(relire(&"é".repeat(LONGUEUR)).is_ok());
        assert!(relire(&"é".repeat(LONGUEUR + 1)).unwrap_err().contains("1001"));
    }
}

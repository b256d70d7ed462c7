//! What to correct, in French. The errors themselves write it in English ([`idp_core::explain`]); here is each sentence once, under
//! its English one, so that no code is listed a second time. A test of the house holds the two together.

use std::collections::HashMap;
use std::sync::OnceLock;

use pages::Langue;

/// A sentence, and below it, indented, the same in French.
static SENTENCES: &str = include_str!("../locales/fr/remedes.txt");

/// Each remedy in English with its French.
pub fn remedes() -> &'static HashMap<&'static str, &'static str> {
    static READ: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    READ.get_or_init(|| {
        let lines: Vec<&str> = SENTENCES.lines().collect();
        lines.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, pair.get(1)?.trim_start()))).collect()
    })
}

/// As it is read on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remede {
    pub texte: String,
    pub langue: Langue,
}

impl Remede {
    /// In the reader's language; one that nobody wrote in French yet stays in English, and says so to a screen reader.
    pub fn of(english: &str, langue: Langue) -> Self {
        match (langue, remedes().get(english)) {
            (Langue::Fr, Some(french)) => Self { texte: (*french).to_owned(), langue },
            _ => Self { texte: english.to_owned(), langue: Langue::En },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_stands_above_its_french() {
        let lines: Vec<&str> = SENTENCES.lines().collect();
        assert_eq!(lines.len(), 2 * remedes().len(), "none is there twice, and none is alone");
        for (n, line) in lines.iter().enumerate() {
            assert_eq!(line.starts_with("  "), n % 2 == 1, "{line}");
        }
    }

    #[test]
    fn a_page_in_french_tells_what_to_correct_in_french() {
        let english = "Ask again without prompt=none.";
        let read = Remede::of(english, Langue::Fr);
        assert_eq!(read, Remede { texte: "Demandez de nouveau sans prompt=none.".into(), langue: Langue::Fr });
        assert_eq!(Remede::of(english, Langue::En).texte, english);
        assert_eq!(Remede::of("Nobody wrote this one.", Langue::Fr).langue, Langue::En);
    }
}

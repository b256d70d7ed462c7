//! Texts folded for comparison: no accent, no case, no sign between words.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `Lœïc d’Ar-Mor` becomes `LOEIC D AR MOR`: capital letters and digits, words apart by one space.
pub fn plier(texte: &str) -> String {
    let mut plie = String::with_capacity(texte.len());
    for lettre in texte.nfkd().filter(|lettre| !is_combining_mark(*lettre)) {
        match latine(lettre) {
            Some(lettres) => plie.push_str(lettres),
            None if lettre.is_alphanumeric() => plie.extend(lettre.to_uppercase()),
            None if plie.ends_with(' ') || plie.is_empty() => {}
            None => plie.push(' '),
        }
    }
    if plie.ends_with(' ') {
        plie.pop();
    }
    plie
}

/// Letters that no decomposition takes apart.
const fn latine(lettre: char) -> Option<&'static str> {
    Some(match lettre {
        'œ' | 'Œ' => "OE",
        'æ' | 'Æ' => "AE",
        'ß' | 'ẞ' => "SS",
        'ø' | 'Ø' => "O",
        'ł' | 'Ł' => "L",
        'đ' | 'Đ' | 'ð' | 'Ð' => "D",
        'þ' | 'Þ' => "TH",
        'ı' => "I",
        'ħ' | 'Ħ' => "H",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_signs_fold_away() {
        assert_eq!(plier("  Lœïc d’Ar--Mor "), "LOEIC D AR MOR");
        assert_eq!(plier("Šimůnková"), plier("SIMUNKOVA"));
        assert_eq!(plier("e\u{301}lodie"), plier("Élodie"));
        assert_eq!(plier("Straße Łódź Ørsted"), "STRASSE LODZ ORSTED");
        assert_eq!(plier("— ' -"), "");
    }
}

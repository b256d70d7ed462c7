use std::fmt;

use ambient::Chance;
use serde::{Deserialize, Serialize};

/// RFC 8628 §6.1: consonants only, so that no word appears and no letter is taken for a digit.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;

/// What the person carries from the device to the browser: 20^8, over 34 bits, which a limit on wrong codes protects (§5.1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserCode(String);

impl UserCode {
    pub fn draw(chance: &dyn Chance) -> Self {
        let letter = |_| char::from(LETTERS[chance.below(20) as usize]);
        Self((0..LENGTH).map(letter).collect())
    }

    /// As typed: in any case, with or without the dash and spaces.
    pub fn typed(text: &str) -> Option<Self> {
        let bare: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).map(|c| c.to_ascii_uppercase()).collect();
        let ours = bare.len() == LENGTH && bare.bytes().all(|byte| LETTERS.contains(&byte));
        ours.then_some(Self(bare))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As shown: `WDJB-MJHT`.
impl fmt::Display for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.0.split_at(LENGTH / 2);
        write!(f, "{left}-{right}")
    }
}

impl fmt::Debug for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use ambient::SystemChance;

    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = UserCode::draw(&SystemChance);
        let shown = code.to_string();
        assert_eq!((shown.len(), shown.find('-')), (9, Some(4)));
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('-', "")] {
            assert_eq!(UserCode::typed(&typed), Some(code.clone()), "{typed}");
        }
        for other in ["", "WDJB", "AEIO-UYAE", "WDJB-MJH1", "WDJB-MJHT-W", "WDJB-MJHÉ"] {
            assert_eq!(UserCode::typed(other), None, "{other}");
        }
        assert!(!format!("{code:?}").contains(code.as_str()));
    }
}

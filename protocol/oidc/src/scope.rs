//! `scope`: RFC 6749 §3.3.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Scope words in order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scope(Vec<String>);

impl Scope {
    pub const OPENID: &str = "openid";
    /// OpenID Connect Core 1.0 §11.
    pub const OFFLINE_ACCESS: &str = "offline_access";

    /// Reads words between spaces; a repeated word counts once.
    pub fn parse(text: &str) -> Self {
        text.split(' ').filter(|word| !word.is_empty()).collect()
    }

    pub fn has(&self, word: &str) -> bool {
        self.0.iter().any(|known| known == word)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub fn words(&self) -> Vec<String> {
        self.0.clone()
    }

    /// Whether every word of `other` is here: what a refresh may ask at most.
    pub fn covers(&self, other: &Self) -> bool {
        other.iter().all(|word| self.has(word))
    }
}

impl<T: AsRef<str>> FromIterator<T> for Scope {
    fn from_iter<I: IntoIterator<Item = T>>(words: I) -> Self {
        let mut scope = Self::default();
        for word in words {
            if !scope.has(word.as_ref()) {
                scope.0.push(word.as_ref().to_owned());
            }
        }
        scope
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_keeps_its_order_and_says_each_word_once() {
        let scope = Scope::parse("openid  scope_all openid identity");
        assert_eq!(scope.to_string(), "openid scope_all identity");
        assert!(scope.covers(&Scope::parse("identity openid")));
        assert!(!scope.covers(&Scope::parse("openid situation")));
    }
}

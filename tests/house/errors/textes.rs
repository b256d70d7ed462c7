//! The French words of pages.

use std::collections::BTreeMap;

use crate::tree;

pub struct Textes(BTreeMap<String, String>);

impl Textes {
    pub fn read() -> Self {
        Self::of("idp/web/locales/fr/")
    }

    /// Those of another service.
    pub fn of(folder: &str) -> Self {
        let files = tree::files().into_iter().filter(|file| file.starts_with(folder));
        let text: String = files.map(|file| tree::read(&file)).collect::<Vec<_>>().join("\n");
        let pairs = text.lines().filter_map(|line| line.split_once(" = "));
        Self(pairs.map(|(key, words)| (key.to_owned(), words.to_owned())).collect())
    }

    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).unwrap_or_else(|| panic!("the French words lack {key}"))
    }

    /// The title, what happened, then what to do, as the page has them.
    pub fn page(&self, key: &str, then: &str) -> String {
        let title = self.0.get(&format!("{key}-titre")).map(|title| format!("{title}. ")).unwrap_or_default();
        format!("{title}{} {}", self.get(&format!("{key}-phrase")), self.get(then))
    }
}

/// The beginning of the keys of a code's texts.
pub fn key(code: &str) -> String {
    code.to_ascii_lowercase().replace(['.', '_'], "-")
}

use std::fmt;
use std::path::{Path, PathBuf};

use super::{Contradiction, Place};

/// Why a service does not start on this file. Its text is for the operator: place, reason, remedy.
#[derive(Debug, PartialEq, Eq)]
pub enum ConfigError {
    Unreadable { path: PathBuf, cause: String },
    Malformed { path: PathBuf, place: Option<Place>, reason: String, remedy: &'static str },
    Contradictory { path: PathBuf, contradictions: Vec<Contradiction>, places: Vec<Option<Place>> },
}

impl std::error::Error for ConfigError {}

impl ConfigError {
    /// Stable, for the catalogue and for support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "configuration.illisible",
            Self::Malformed { .. } => "configuration.mal-formee",
            Self::Contradictory { .. } => "configuration.contradictoire",
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, cause } => write!(
                f,
                "{}: the configuration cannot be read: {cause}\nRemedy: name a file that exists and that this process may read.",
                path.display()
            ),
            Self::Malformed { path, place, reason, remedy } => {
                told(f, path, place.as_ref(), reason)?;
                write!(f, "Remedy: {remedy}")
            }
            Self::Contradictory { path, contradictions, places } => {
                for (number, (found, place)) in contradictions.iter().zip(places).enumerate() {
                    let gap = if number == 0 { "" } else { "\n\n" };
                    write!(f, "{gap}")?;
                    told(f, path, place.as_ref(), &format!("{}: {}", found.key, found.reason))?;
                    write!(f, "Remedy: {}", found.remedy)?;
                }
                Ok(())
            }
        }
    }
}

fn told(f: &mut fmt::Formatter<'_>, path: &Path, place: Option<&Place>, reason: &str) -> fmt::Result {
    match place {
        Some(place) => writeln!(f, "{}:{}:{}: {reason}\n{place}", path.display(), place.line, place.column),
        None => writeln!(f, "{}: {reason}", path.display()),
    }
}

pub(super) fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let reason = error.message().to_owned();
    let place = error.span().map(|span| Place::at(text, span.start));
    ConfigError::Malformed { path: path.to_owned(), place, remedy: remedy(&reason), reason }
}

/// serde's own words tell the kind of mistake; there is no other way to learn it.
fn remedy(reason: &str) -> &'static str {
    if reason.starts_with("unknown field") {
        "correct the name of the key, or remove it: a key that is not known would be ignored without a word."
    } else if reason.starts_with("unknown variant") {
        "write one of the values that are named above."
    } else if reason.starts_with("missing field") {
        "add this key to the table."
    } else if reason.starts_with("invalid type") || reason.starts_with("invalid value") {
        "write a value of the kind that is expected here; texts stand between quotation marks, numbers do not."
    } else if reason.contains("duplicate key") {
        "keep one of the two lines."
    } else {
        "correct this line; the form of the file is TOML 1.0 (https://toml.io/fr/v1.0.0)."
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::super::{Check, parse};
    use super::*;

    #[derive(Debug, Deserialize, PartialEq, Eq)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        name: String,
        carte: Carte,
    }

    #[derive(Debug, Deserialize, PartialEq, Eq)]
    #[serde(deny_unknown_fields)]
    struct Carte {
        port: u16,
        web: u16,
    }

    impl Check for Settings {
        fn check(&self) -> Vec<Contradiction> {
            let same = self.carte.port == self.carte.web;
            same.then(|| {
                Contradiction::new("carte.port", "the card host has the port of the web host", "choose another port")
            })
            .into_iter()
            .collect()
        }
    }

    fn refusal(text: &str) -> String {
        parse::<Settings>(Path::new("idp.toml"), text).unwrap_err().to_string()
    }

    #[test]
    fn an_unknown_key_is_refused_at_its_place() {
        let told = refusal("name = \"x\"\n[carte]\nport = 1\nwbe = 2\n");
        assert!(told.starts_with("idp.toml:4:1: unknown field `wbe`"), "{told}");
        assert!(told.contains("   4 | wbe = 2\n     | ^\nRemedy: correct the name"), "{told}");
    }

    #[test]
    fn a_wrong_kind_of_value_is_refused_at_its_place() {
        let told = refusal("name = \"x\"\n[carte]\nport = \"1\"\nweb = 2\n");
        assert!(told.starts_with("idp.toml:3:8: invalid type"), "{told}");
    }

    #[test]
    fn a_missing_key_and_a_broken_line_have_their_remedies() {
        assert!(refusal("name = \"x\"\n[carte]\nport = 1\n").contains("Remedy: add this key"));
        assert!(refusal("name = \n").contains("Remedy: correct this line"));
    }

    #[test]
    fn a_contradiction_is_refused_with_file_line_and_remedy() {
        let told = refusal("name = \"x\"\n[carte]\nport = 1\nweb = 1\n");
        assert!(told.starts_with("idp.toml:3:1: carte.port: the card host"), "{told}");
        assert!(told.ends_with("Remedy: choose another port"), "{told}");
    }

    #[test]
    fn a_right_file_is_read() {
        let read = parse::<Settings>(Path::new("idp.toml"), "name = \"x\"\n[carte]\nport = 1\nweb = 2\n");
        assert_eq!(read, Ok(Settings { name: "x".into(), carte: Carte { port: 1, web: 2 } }));
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let told = super::super::load::<Settings>(Path::new("/nowhere/idp.toml")).unwrap_err().to_string();
        assert!(told.starts_with("/nowhere/idp.toml: the configuration cannot be read"), "{told}");
    }
}

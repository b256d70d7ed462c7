use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A place in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The line itself.
    pub text: String,
}

impl Place {
    pub(super) fn at(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            text: line.to_owned(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>4} | {}", self.line, self.text)?;
        write!(f, "     | {:>1$}", "^", self.column)
    }
}

/// Where the key with this dotted path stands, or the nearest table above it; `None` when not even that is written.
pub(super) fn of_key(text: &str, key: &str) -> Option<Place> {
    let document = DeTable::parse(text).ok()?;
    let mut table = Some(document.get_ref());
    let mut found: Option<Range<usize>> = None;
    for part in key.split('.') {
        let Some((name, value)) = table.and_then(|table| entry(table, part)) else { break };
        found = Some(name.span());
        table = value.get_ref().as_table();
    }
    found.map(|span| Place::at(text, span.start))
}

fn entry<'t, 'i>(
    table: &'t DeTable<'i>,
    name: &str,
) -> Option<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>)> {
    table.iter().find(|(key, _)| key.get_ref() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "name = \"x\"\n\n[carte]\nport = 8442\n";

    #[test]
    fn a_key_is_found_by_its_path() {
        let place = of_key(TEXT, "carte.port").unwrap();
        assert_eq!((place.line, place.column, place.text.as_str()), (4, 1, "port = 8442"));
    }

    #[test]
    fn a_missing_key_is_shown_at_its_table() {
        assert_eq!(of_key(TEXT, "carte.authorities").unwrap().line, 3);
        assert_eq!(of_key(TEXT, "nothing.at.all"), None);
    }
}

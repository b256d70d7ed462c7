use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

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

/// Where the key with this dotted path stands, or the nearest table above it; `None` when not even that is written. A
/// number names a table of an array, counted from 0: `client.1.secret`.
pub(super) fn of_key(text: &str, key: &str) -> Option<Place> {
    let document = DeTable::parse(text).ok()?;
    let mut table = Some(document.get_ref());
    let mut array = None;
    let mut found: Option<Range<usize>> = None;
    for part in key.split('.') {
        let below = match array.take() {
            Some(items) => item(items, part).map(|value| (value.span(), value)),
            None => table.and_then(|table| entry(table, part)).map(|(name, value)| (name.span(), value)),
        };
        let Some((span, value)) = below else { break };
        found = Some(span);
        (table, array) = (value.get_ref().as_table(), value.get_ref().as_array());
    }
    found.map(|span| Place::at(text, span.start))
}

fn item<'t, 'i>(items: &'t DeArray<'i>, place: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    items.get(place.parse::<usize>().ok()?)
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
    fn a_table_of_an_array_is_found_by_its_number() {
        let text = "[[client]]\nid = \"a\"\n\n[[client]]\nid = \"b\"\n";
        assert_eq!(of_key(text, "client.1.id").unwrap().line, 5);
        assert_eq!(of_key(text, "client.1.secret").unwrap().line, 4);
        assert_eq!(of_key(text, "client.7.id").unwrap().line, 1);
    }

    #[test]
    fn a_missing_key_is_shown_at_its_table() {
        assert_eq!(of_key(TEXT, "carte.authorities").unwrap().line, 3);
        assert_eq!(of_key(TEXT, "nothing.at.all"), None);
    }
}

use std::cmp::Ordering;
use std::fmt;

/// The number of a list (RFC 5280 §5.2.3), which grows from one to the next: up to 20 octets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Numero(Vec<u8>);

/// What RFC 5280 demands that a reader can hold.
const OCTETS: usize = 20;

impl Numero {
    /// From the octets of a positive DER INTEGER.
    pub(crate) fn lire(octets: &[u8]) -> Option<Self> {
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        let negative = octets.first().is_some_and(|first| first & 0x80 != 0);
        let significant = &octets[zeros..];
        (!octets.is_empty() && !negative && significant.len() <= OCTETS).then(|| Self(significant.to_vec()))
    }
}

impl Ord for Numero {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0.len(), &self.0).cmp(&(other.0.len(), &other.0))
    }
}

impl PartialOrd for Numero {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Numero {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [] => f.write_str("0"),
            octets => octets.iter().try_for_each(|octet| write!(f, "{octet:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_by_value_whatever_their_length() {
        let of = |octets: &[u8]| Numero::lire(octets).unwrap();
        assert!(of(&[0x00, 0xff]) < of(&[0x01, 0x00]));
        assert!(of(&[0x00]) < of(&[0x01]));
        assert_eq!(of(&[0x00, 0x80]), of(&[0x00, 0x00, 0x80]));
        assert_eq!(of(&[0x00]).to_string(), "0");
        assert_eq!(of(&[0x01, 0x0a]).to_string(), "010A");
    }

    #[test]
    fn a_number_is_positive_and_bounded() {
        assert!(Numero::lire(&[]).is_none());
        assert!(Numero::lire(&[0x80]).is_none(), "negative");
        assert!(Numero::lire(&[0x7f; 20]).is_some());
        assert!(Numero::lire(&[0x7f; 21]).is_none());
    }
}

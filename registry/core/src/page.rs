//! Long lists, one page after the other: a page begins after a line, so that lines that come or go meanwhile neither repeat
//! nor hide another one.

use std::fmt;

use ambient::Timestamp;

/// How many lines a page holds.
pub const TAILLE: u32 = 50;

/// Where a page begins: after this line of its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repere {
    pub le: Timestamp,
    pub id: String,
}

/// What is asked of a list: the lines after this one, at most so many.
#[derive(Clone, Copy, Debug)]
pub struct Tranche<'a> {
    pub apres: Option<&'a Repere>,
    pub limite: u32,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    pub lignes: Vec<T>,
    /// In all pages.
    pub nombre: u32,
    /// Where the next page begins; `None`: this is the last one.
    pub suite: Option<Repere>,
}

impl Repere {
    /// Reads what `Display` wrote. An address may hold anything: what is no line is no place to begin at.
    pub fn lu(texte: &str) -> Option<Self> {
        let (le, id) = texte.split_once('.')?;
        let lisible = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'_' | b'-');
        let forme = (1..=64).contains(&id.len()) && id.bytes().all(lisible);
        let le = le.parse().ok().map(Timestamp::from_millis);
        le.filter(|_| forme).map(|le| Self { le, id: id.to_owned() })
    }
}

impl fmt::Display for Repere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.le.millis(), self.id)
    }
}

impl<'a> Tranche<'a> {
    /// One line more than a page holds: it tells whether there is a next one.
    pub const fn apres(apres: Option<&'a Repere>) -> Self {
        Self { apres, limite: TAILLE + 1 }
    }
}

impl<T> Page<T> {
    pub const fn vide() -> Self {
        Self { lignes: Vec::new(), nombre: 0, suite: None }
    }

    /// Of what a [`Tranche`] brought: `repere` tells the place of a line.
    pub fn de(mut lignes: Vec<T>, nombre: u32, repere: impl Fn(&T) -> Repere) -> Self {
        let davantage = lignes.len() > TAILLE as usize;
        lignes.truncate(TAILLE as usize);
        let suite = lignes.last().filter(|_| davantage).map(repere);
        Self { lignes, nombre, suite }
    }

    pub fn convertir<U>(self, convertir: impl Fn(T) -> U) -> Page<U> {
        Page { lignes: self.lignes.into_iter().map(convertir).collect(), nombre: self.nombre, suite: self.suite }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written_and_nothing_else_is() {
        let repere = Repere { le: Timestamp::from_millis(1_800_000_000_123), id: "aZ_-9".to_owned() };
        assert_eq!(repere.to_string(), "1800000000123.aZ_-9");
        assert_eq!(Repere::lu(&repere.to_string()), Some(repere));
        for texte in ["", ".", "12", "x.y", "12.", "12.a b", "12.'; --", &format!("1.{}", "a".repeat(65))] {
            assert_eq!(Repere::lu(texte), None, "{texte}");
        }
    }

    #[test]
    fn a_page_says_where_the_next_one_begins_only_when_there_is_one() {
        let repere = |n: &u32| Repere { le: Timestamp::from_millis(i64::from(*n)), id: n.to_string() };
        let pleine = Page::de((0..TAILLE).collect(), TAILLE, repere);
        assert_eq!((pleine.lignes.len(), pleine.suite), (TAILLE as usize, None));
        let suivie = Page::de((0..=TAILLE).collect(), 300, repere);
        assert_eq!((suivie.lignes.len(), suivie.suite), (TAILLE as usize, Some(repere(&(TAILLE - 1)))));
    }
}

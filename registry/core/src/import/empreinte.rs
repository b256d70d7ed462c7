use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use async_trait::async_trait;
use aws_lc_rs::digest;
use csv::ByteRecord;

use super::ParPersonne;
use crate::port::PortError;

/// What is counted in: a program that reads rows otherwise has another number, and compares everyone anew once.
/// 2: births whose day or month nobody knows are read, and none before 1850 is (docs/decisions/0022). The first reading refused
/// the former and took the latter.
const LECTURE: u8 = 2;

/// A digest of all that a file said of one person, 128 bits, written in hexadecimal. Who has the same the next day
/// has not changed: neither the rows are understood nor the registry asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empreinte([u8; 16]);

/// The digests of the last extraction, beside the people. One stands for as long as the registry says of the person
/// what these rows said, without anything to tell about them: any event about the person takes it away.
#[async_trait]
pub trait Empreintes: Send {
    /// All of them, in one reading: 25 bytes each, two million people in some 100 MB.
    async fn empreintes(&mut self) -> Result<ParPersonne<Empreinte>, PortError>;
}

/// What every digest of a file begins with. The titles count: the same fields in another order say something else.
#[derive(Clone)]
pub struct Titre(digest::Context);

impl Titre {
    pub fn de(titres: &ByteRecord) -> Self {
        let mut octets = vec![LECTURE];
        ajouter(titres, &mut octets);
        let mut contexte = digest::Context::new(&digest::SHA256);
        contexte.update(&octets);
        Self(contexte)
    }

    pub fn empreinte<'a>(&self, lignes: impl Iterator<Item = &'a ByteRecord>) -> Empreinte {
        let mut octets = Vec::with_capacity(1_024);
        lignes.for_each(|ligne| ajouter(ligne, &mut octets));
        let mut contexte = self.0.clone();
        contexte.update(&octets);
        let mut empreinte = [0; 16];
        empreinte.copy_from_slice(&contexte.finish().as_ref()[..16]);
        Empreinte(empreinte)
    }
}

/// The fields, each followed by what no field holds.
fn ajouter(ligne: &ByteRecord, octets: &mut Vec<u8>) {
    for champ in ligne {
        octets.extend_from_slice(champ);
        octets.push(b'|');
    }
    octets.push(b'\n');
}

/// As it is stored.
impl fmt::Display for Empreinte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl FromStr for Empreinte {
    type Err = ParseIntError;

    fn from_str(texte: &str) -> Result<Self, ParseIntError> {
        u128::from_str_radix(texte, 16).map(|nombre| Self(nombre.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn de(titres: &[&str], lignes: &[&[&str]]) -> Empreinte {
        let lignes: Vec<ByteRecord> = lignes.iter().map(|ligne| ByteRecord::from(ligne.to_vec())).collect();
        Titre::de(&ByteRecord::from(titres.to_vec())).empreinte(lignes.iter())
    }

    #[test]
    fn the_same_rows_under_the_same_titles_have_the_same_digest() {
        let premiere = de(&["a", "b"], &[&["1", "2"], &["3", ""]]);
        assert_eq!(premiere, de(&["a", "b"], &[&["1", "2"], &["3", ""]]));
        let ecrite = premiere.to_string();
        assert_eq!((ecrite.len(), ecrite.parse()), (32, Ok(premiere)));
        for autre in [
            de(&["b", "a"], &[&["1", "2"], &["3", ""]]),
            de(&["a", "b"], &[&["1", "2"], &["", "3"]]),
            de(&["a", "b"], &[&["12", ""], &["3", ""]]),
            de(&["a", "b"], &[&["1", "2"]]),
        ] {
            assert_ne!(autre, premiere);
        }
    }

    /// One who rests under the digest of another reading would stay as it left them.
    #[test]
    fn what_the_first_reading_wrote_of_the_same_rows_is_another_digest() {
        let par_la_premiere = "1dc1a6f3411e1d49c1f7d927d02ea3b5".parse();
        assert_ne!(Ok(de(&["a", "b"], &[&["1", "2"], &["3", ""]])), par_la_premiere);
    }
}

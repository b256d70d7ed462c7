//! In which letters a file is written. The titles tell: they have accents in UTF-8, and others in Windows-1252.

use std::io::{self, Read};

use encoding_rs::WINDOWS_1252;

/// How much is read at once.
const TRANCHE: usize = 64 * 1024;
/// A spreadsheet puts it before the first title.
const MARQUE: &[u8] = b"\xef\xbb\xbf";

/// UTF-8 as it stands, Windows-1252 converted on its way. `R` is read to its end, byte for byte.
pub struct Texte<R> {
    source: R,
    windows: bool,
    /// Read and not yet given.
    tampon: Vec<u8>,
    donnes: usize,
}

impl<R: Read> Texte<R> {
    /// Reads the first line, to tell the letters of the whole.
    pub fn ouvrir(mut source: R) -> io::Result<Self> {
        let mut debut = Vec::new();
        while !debut.contains(&b'\n') && debut.len() < TRANCHE {
            if tranche(&mut source, &mut debut)? == 0 {
                break;
            }
        }
        let titres = debut.split(|octet| *octet == b'\n').next().unwrap_or_default();
        let windows = std::str::from_utf8(titres).is_err();
        let donnes = if debut.starts_with(MARQUE) { MARQUE.len() } else { 0 };
        let tampon = if windows { convertir(&debut) } else { debut };
        Ok(Self { source, windows, tampon, donnes })
    }

    pub fn into_inner(self) -> R {
        self.source
    }
}

impl<R: Read> Read for Texte<R> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        if self.donnes == self.tampon.len() {
            if !self.windows {
                return self.source.read(place);
            }
            self.tampon.clear();
            tranche(&mut self.source, &mut self.tampon)?;
            self.tampon = convertir(&self.tampon);
            self.donnes = 0;
        }
        let lus = place.len().min(self.tampon.len() - self.donnes);
        place[..lus].copy_from_slice(&self.tampon[self.donnes..self.donnes + lus]);
        self.donnes += lus;
        Ok(lus)
    }
}

/// Adds what comes next to `tampon`; 0 at the end.
fn tranche(source: &mut impl Read, tampon: &mut Vec<u8>) -> io::Result<usize> {
    source.by_ref().take(TRANCHE as u64).read_to_end(tampon)
}

/// A letter is a byte: nothing is cut in two. The five bytes without a letter become control characters, which refuse
/// their row.
fn convertir(octets: &[u8]) -> Vec<u8> {
    WINDOWS_1252.decode_without_bom_handling(octets).0.into_owned().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lu(octets: &[u8]) -> String {
        let mut texte = String::new();
        Texte::ouvrir(octets).unwrap().read_to_string(&mut texte).unwrap();
        texte
    }

    #[test]
    fn both_ways_to_write_give_the_same_text() {
        let texte = "Prénoms|Code rôle|\nAnaïs|L’Œuvre|\n".repeat(20_000);
        let (windows, _, perdu) = WINDOWS_1252.encode(&texte);
        assert!(!perdu && windows.len() < texte.len());
        assert_eq!(lu(&windows), texte);
        assert_eq!(lu(texte.as_bytes()), texte);
    }

    #[test]
    fn the_mark_of_a_spreadsheet_is_no_part_of_the_first_title() {
        assert_eq!(lu(b"\xef\xbb\xbfNom|\nA|\n"), "Nom|\nA|\n");
    }

    #[test]
    fn a_byte_without_a_letter_is_a_control_character() {
        assert!(lu(b"Pr\xe9noms|\nA\x81|\n").chars().any(|lettre| lettre == '\u{81}'));
    }

    #[test]
    fn nothing_is_a_text_too() {
        assert_eq!(lu(b""), "");
    }
}

//! A whole file in memory: the two of the country hold some hundred thousand rows of two hundred bytes.

use std::collections::HashMap;
use std::io::Read as _;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::WINDOWS_1252;

use super::ligne::LigneFiness;
use super::titres::{ENTITE, ETABLISSEMENT, Sorte, Titres};
use super::{Faute, FinessImportError, RaisonFaute, RapportFiness};
use crate::idempotence::empreinte;
use crate::import::Fichier;
use crate::structure::CleStructure;

/// Millions of bytes.
const AU_PLUS: usize = 200;

pub struct Extrait {
    /// SHA-256 of the bytes, hexadecimal.
    pub empreinte: String,
    pub lignes: Vec<LigneFiness>,
    /// Rows read, and those that cannot be.
    pub rapport: RapportFiness,
}

impl Extrait {
    pub fn lire(fichier: &dyn Fichier) -> Result<Self, FinessImportError> {
        let mut octets = Vec::new();
        let borne = AU_PLUS * 1_000_000;
        fichier.ouvrir()?.take(borne as u64 + 1).read_to_end(&mut octets)?;
        if octets.len() > borne {
            return Err(FinessImportError::TropGros(AU_PLUS));
        }
        let texte = decoder(&octets)?;
        let separateur = if texte.lines().next().unwrap_or_default().contains(';') { b';' } else { b',' };
        let mut lecteur = ReaderBuilder::new()
            .delimiter(separateur)
            .flexible(true)
            .has_headers(false)
            .from_reader(texte.trim_start_matches('\u{feff}').as_bytes());
        let mut lignes = lecteur.records().map(|lue| lue.map_err(std::io::Error::from));
        let titres = Titres::lire(&lignes.next().ok_or(FinessImportError::Vide)??)?;
        let mut extrait = Self { empreinte: empreinte(&octets), lignes: Vec::new(), rapport: RapportFiness::default() };
        extrait.prendre(&titres, lignes)?;
        Ok(extrait)
    }

    /// One row a structure; the same row twice is one.
    fn prendre(
        &mut self,
        titres: &Titres,
        lignes: impl Iterator<Item = Result<StringRecord, std::io::Error>>,
    ) -> Result<(), FinessImportError> {
        let mut places: HashMap<CleStructure, usize> = HashMap::new();
        for ligne in lignes {
            let ligne = ligne?;
            self.rapport.lignes += 1;
            let numero = ligne.position().map_or(0, csv::Position::line);
            let lue = match LigneFiness::lire(titres, &ligne, numero) {
                Ok(lue) => lue,
                Err(faute) => {
                    self.rapport.signaler(faute);
                    continue;
                }
            };
            match places.get(&lue.structure.cle) {
                None => {
                    places.insert(lue.structure.cle.clone(), self.lignes.len());
                    self.lignes.push(lue);
                }
                Some(place) if memes(&self.lignes[*place], &lue) => {}
                Some(_) => self.rapport.signaler(double(titres, &lue)),
            }
        }
        Ok(())
    }
}

fn memes(une: &LigneFiness, autre: &LigneFiness) -> bool {
    une.structure == autre.structure && une.faits == autre.faits && une.secteur == autre.secteur
}

fn double(titres: &Titres, lue: &LigneFiness) -> Faute {
    let titre = if titres.sorte == Sorte::Etablissements { ETABLISSEMENT } else { ENTITE };
    Faute { ligne: lue.numero, titre, valeur: lue.structure.details.finess.clone(), raison: RaisonFaute::EnDouble }
}

/// UTF-8, else Windows-1252, which every byte is: so whatever looks like both is neither. A letter of two bytes in a file that is no UTF-8
/// would be read as two others, everywhere.
fn decoder(octets: &[u8]) -> Result<String, FinessImportError> {
    let ligne = |place: usize| 1 + octets[..place].iter().filter(|octet| **octet == b'\n').count();
    if let Some(place) = octets.iter().position(|octet| *octet == 0) {
        return Err(FinessImportError::Encodage(ligne(place)));
    }
    match std::str::from_utf8(octets) {
        Ok(texte) => Ok(texte.to_owned()),
        Err(faute) if octets[..faute.valid_up_to()].is_ascii() && !octets.utf8_chunks().any(etendu) => {
            Ok(WINDOWS_1252.decode(octets).0.into_owned())
        }
        Err(faute) => Err(FinessImportError::Encodage(ligne(faute.valid_up_to()))),
    }
}

/// Whether letters of several bytes stand here.
fn etendu(morceau: std::str::Utf8Chunk<'_>) -> bool {
    !morceau.valid().is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTETE: &str = "nofinesset;nofinessej;rs;categetab\n";

    fn lire(texte: &str) -> Extrait {
        Extrait::lire(&format!("{ENTETE}{texte}")).unwrap_or_else(|erreur| panic!("{erreur}"))
    }

    #[test]
    fn the_same_row_twice_is_one_and_another_one_is_a_fault() {
        let ligne = "690990114;690990015;EHPAD;500\n";
        let extrait = lire(&format!("{ligne}{ligne}690990114;690990015;AUTRE;500\n"));
        assert_eq!((extrait.lignes.len(), extrait.rapport.lignes), (1, 3));
        let faute = &extrait.rapport.premieres_fautes[0];
        assert_eq!((faute.ligne, faute.raison), (4, RaisonFaute::EnDouble));
    }

    #[test]
    fn letters_of_either_encoding_are_read() {
        assert_eq!(decoder(b"R\xc9SIDENCE").unwrap(), "RÉSIDENCE");
        assert_eq!(decoder("RÉSIDENCE".as_bytes()).unwrap(), "RÉSIDENCE");
    }

    #[test]
    fn a_file_of_no_encoding_or_of_two_is_refused_with_its_line() {
        let bon = format!("{ENTETE}690990114;690990015;RÉSIDENCE;500\n690990122;690990015;ÉTANG;500\n");
        let coupe = &bon.as_bytes()[..bon.rfind('É').unwrap() + 1];
        let melange = [bon.as_bytes(), b"690990130;690990015;\xc9TOILE;500\n"].concat();
        let utf16: Vec<u8> = bon.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (octets, ligne) in [(coupe.to_vec(), 3), (melange, 4), (utf16, 1)] {
            let refus = Extrait::lire(&Octets(octets)).map(|_| ()).unwrap_err();
            assert!(matches!(refus, FinessImportError::Encodage(dite) if dite == ligne), "{refus}");
        }
    }

    #[test]
    fn a_row_that_swallowed_others_or_was_cut_is_a_fault_and_no_row_is_lost_in_silence() {
        let suite = "690990122;690990015;IME;183\n";
        for (texte, raison) in [
            (format!("690990114;690990015;EHPAD;\"500\n{suite}"), RaisonFaute::Controle),
            (format!("{suite}690990114;6909900"), RaisonFaute::Tronquee),
            (format!("{suite}690990114;690990015;EHPAD;"), RaisonFaute::Code),
            (format!("690990114;690990015;EH\u{7}PAD;500\n{suite}"), RaisonFaute::Controle),
        ] {
            let extrait = lire(&texte);
            assert_eq!(extrait.rapport.premieres_fautes[0].raison, raison, "{texte}");
        }
    }

    struct Octets(Vec<u8>);

    impl Fichier for Octets {
        fn ouvrir(&self) -> std::io::Result<Box<dyn std::io::Read + Send + '_>> {
            Ok(Box::new(self.0.as_slice()))
        }
    }
}

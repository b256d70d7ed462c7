//! The archive that a workbook is, packed again: only parts in XML, each and all within bounds that were counted while they
//! were inflated, whatever the archive announces. What reads the workbook next sees nothing else: no macro, no picture, no
//! other workbook.

use std::io::{Cursor, Read as _, Write as _};

use registry_core::lot::FichierRefuse;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// All parts together, inflated. Five thousand people take a third of it.
const ETENDUE: u64 = 24 * 1_024 * 1_024;
/// Parts of one workbook.
const PARTIES: usize = 500;
/// How many strings the part of shared strings says to hold: memory is reserved for that many by what reads it.
const ANNONCE: &[u8] = b"uniqueCount";
/// Of the same length, and no name of anything.
const TUE: &[u8] = b"uniqueC0unt";

pub fn refaire(octets: &[u8]) -> Result<Vec<u8>, FichierRefuse> {
    let mut archive = ZipArchive::new(Cursor::new(octets)).map_err(abimee)?;
    if archive.len() > PARTIES {
        return Err(FichierRefuse::Gonfle);
    }
    let mut refaite = ZipWriter::new(Cursor::new(Vec::new()));
    let sans_compresser = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut reste = ETENDUE;
    let mut noms: Vec<String> = Vec::new();
    for rang in 0..archive.len() {
        let entree = archive.by_index(rang).map_err(abimee)?;
        if entree.encrypted() {
            return Err(FichierRefuse::Chiffre);
        }
        let nom = entree.name().map_err(abimee)?.into_owned();
        if !est_du_xml(&nom) || noms.contains(&nom.to_lowercase()) {
            continue;
        }
        noms.push(nom.to_lowercase());
        let mut partie = Vec::new();
        entree.take(reste + 1).read_to_end(&mut partie).map_err(abimee)?;
        reste = reste.checked_sub(partie.len() as u64).ok_or(FichierRefuse::Gonfle)?;
        verifier(&partie)?;
        desarmer(&mut partie);
        refaite.start_file(nom, sans_compresser).map_err(abimee)?;
        refaite.write_all(&partie).map_err(abimee)?;
    }
    Ok(refaite.finish().map_err(abimee)?.into_inner())
}

fn est_du_xml(nom: &str) -> bool {
    let bas = nom.to_lowercase();
    bas.ends_with(".xml") || bas.ends_with(".rels")
}

/// UTF-8, declared as nothing else: what is looked for in the bytes is then what a reader sees in the text.
fn verifier(partie: &[u8]) -> Result<(), FichierRefuse> {
    let autre = || FichierRefuse::Abime("a part is not in UTF-8".to_owned());
    let texte = std::str::from_utf8(partie).map_err(|_| autre())?;
    let texte = texte.strip_prefix('\u{feff}').unwrap_or(texte);
    let declaration = texte.strip_prefix("<?xml").and_then(|suite| suite.split_once("?>"));
    let (declaration, corps) = declaration.unwrap_or(("", texte));
    let declare = declaration.to_lowercase();
    let en_utf8 = declare.split_once("encoding").is_none_or(|(_, valeur)| valeur.contains("utf-8"));
    if !en_utf8 || corps.contains("<?xml") || texte.contains('\0') { Err(autre()) } else { Ok(()) }
}

fn desarmer(partie: &mut [u8]) {
    let mut debut = 0;
    while let Some(place) = partie[debut..].windows(ANNONCE.len()).position(|fenetre| fenetre == ANNONCE) {
        let la = debut + place;
        partie[la..la + TUE.len()].copy_from_slice(TUE);
        debut = la + TUE.len();
    }
}

fn abimee(cause: impl std::fmt::Display) -> FichierRefuse {
    FichierRefuse::Abime(cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(parties: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (nom, partie) in parties {
            archive.start_file(*nom, SimpleFileOptions::default()).unwrap();
            archive.write_all(partie).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    // requirement: R08
    #[test]
    fn a_bomb_is_told_before_it_fills_memory() {
        let bombe = vec![b' '; usize::try_from(ETENDUE).unwrap() / 2 + 1];
        let octets = archive(&[("xl/a.xml", &bombe), ("xl/b.xml", &bombe)]);
        assert!(octets.len() < 100_000, "{}", octets.len());
        assert_eq!(refaire(&octets), Err(FichierRefuse::Gonfle));
        let noms: Vec<String> = (0..=PARTIES).map(|rang| format!("{rang}.xml")).collect();
        let parties: Vec<(&str, &[u8])> = noms.iter().map(|nom| (nom.as_str(), b"".as_slice())).collect();
        assert_eq!(refaire(&archive(&parties)), Err(FichierRefuse::Gonfle));
    }

    #[test]
    fn only_parts_in_xml_are_kept() {
        let octets =
            archive(&[("xl/vbaProject.bin", b"macro"), ("xl/media/1.png", b"image"), ("xl/workbook.xml", b"<w/>")]);
        let refaite = refaire(&octets).unwrap();
        let mut lue = ZipArchive::new(Cursor::new(refaite)).unwrap();
        assert_eq!(lue.len(), 1);
        assert!(lue.by_name("xl/workbook.xml").is_ok());
    }

    #[test]
    fn what_a_part_announces_reserves_nothing() {
        let mut partie = b"<sst uniqueCount=\"9999999999999\" count='1' uniqueCount='2'>".to_vec();
        desarmer(&mut partie);
        assert!(!partie.windows(ANNONCE.len()).any(|fenetre| fenetre == ANNONCE));
        for hostile in [
            "<?xml version='1.0' encoding='UTF-16'?><sst/>".as_bytes().to_vec(),
            "<sst/><?xml version='1.0' encoding='UTF-16'?>".as_bytes().to_vec(),
            "<sst/>".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            vec![0xff, 0xfe, b'<', 0],
        ] {
            assert!(matches!(verifier(&hostile), Err(FichierRefuse::Abime(_))), "{hostile:?}");
        }
        assert_eq!(verifier("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?><sst/>".as_bytes()), Ok(()));
    }
}

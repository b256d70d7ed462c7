//! Workbooks that other programs wrote (`tests/data/README.md`).

use jiff::civil::date;
use registry_core::lot::{AutreGenre, Calendrier, Case, FichierRefuse};
use registry_tableur::lire;

const OPENPYXL: &[u8] = include_bytes!("../data/openpyxl.xlsx");
const FEUILLES: &[u8] = include_bytes!("../data/xlsxwriter-feuilles.xlsx");
const ODFPY: &[u8] = include_bytes!("../data/odfpy.ods");
const XLSXWRITER: &[u8] = include_bytes!("../data/xlsxwriter-1904.xlsx");

fn texte(dit: &str) -> Case {
    Case::Texte(dit.to_owned())
}

#[test]
fn a_workbook_of_openpyxl_is_read_cell_by_cell() {
    let feuille = lire(OPENPYXL).unwrap();
    assert_eq!((feuille.entete[0].clone(), feuille.calendrier), (texte("finess"), Some(Calendrier::De1900)));
    assert_eq!(feuille.rangs.len(), 4, "the first sheet alone");
    let [une, deux, trois, quatre] = [0, 1, 2, 3].map(|rang| feuille.rangs[rang].cases.clone());
    assert_eq!(une[..3], [texte("690990114"), texte("FICTIF-D’ÉLIE"), texte("0639980090")]);
    let Case::Nombre(naissance) = une[3] else { panic!("{:?}", une[3]) };
    assert_eq!(Calendrier::De1900.jour(naissance), Some(date(1990, 5, 12)));
    assert_eq!((deux[0].clone(), deux[2].clone()), (Case::Nombre(10_990_114.0), Case::Nombre(639_980_090.0)));
    assert_eq!(trois[2], Case::Formule);
    assert_eq!(quatre[1], Case::Fusionnee);
}

#[test]
fn a_workbook_of_1904_has_the_same_days_and_a_cached_value_is_not_believed() {
    let feuille = lire(XLSXWRITER).unwrap();
    let jours = [3, 6].map(|place| match feuille.rangs[0].cases[place] {
        Case::Nombre(nombre) => feuille.calendrier.unwrap().jour(nombre),
        _ => None,
    });
    assert_eq!(jours, [Some(date(1990, 5, 12)), Some(date(2026, 12, 1))]);
    assert_eq!(feuille.calendrier, Some(Calendrier::De1904));
    assert_eq!(feuille.rangs[1].cases[0], Case::Formule);
}

/// A hidden list, a page of explanations, the people, 300 rows that are only coloured, those who left, an empty sheet.
#[test]
fn the_sheet_of_the_people_is_found_among_others_which_are_told() {
    let feuille = lire(FEUILLES).unwrap();
    assert_eq!((feuille.entete[0].clone(), feuille.entete.len()), (texte("finess"), 8));
    let lignes: Vec<u32> = feuille.rangs.iter().map(|rang| rang.ligne).collect();
    assert_eq!(lignes, [2, 3, 4, 5], "rows that are only coloured are nobody");
    let [une, deux, trois, quatre] = [0, 1, 2, 3].map(|rang| feuille.rangs[rang].cases.clone());
    let jours = [3, 5].map(|place| match une[place] {
        Case::Nombre(nombre) => feuille.calendrier.unwrap().jour(nombre),
        _ => None,
    });
    assert_eq!(jours, [Some(date(2026, 12, 1)), Some(date(1990, 5, 12))], "days are serial numbers");
    assert_eq!((une[6].clone(), deux[4].clone()), (Case::Nombre(639_980_090.0), Case::Formule));
    assert_eq!((trois[0].clone(), quatre[0].clone()), (Case::Fusionnee, Case::Fusionnee));
    assert_eq!(feuille.autres, ["Lisez-moi", "Départs"], "what anybody sees and nobody read");
}

// requirement: R08
#[test]
fn a_document_of_libreoffice_is_named_and_says_what_to_send_instead() {
    let refus = lire(ODFPY).unwrap_err();
    assert_eq!(refus, FichierRefuse::Genre(AutreGenre::Ods));
    assert!(refus.phrase().contains("LibreOffice") && refus.phrase().contains("Excel 2007-365 (.xlsx)"));
}

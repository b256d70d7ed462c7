use registry_core::lot::{AutreGenre, Case, Feuille, FichierRefuse, LIGNES, LONGUEUR, POIDS};
use registry_tableur::lire;

const ENTETE: &str = "finess;profession;role;date_debut;nom_naissance";

fn dites(feuille: &Feuille, rang: usize) -> Vec<&str> {
    let cases = feuille.rangs[rang].cases.iter();
    cases.map(|case| if let Case::Texte(texte) = case { texte.as_str() } else { "" }).collect()
}

#[test]
fn the_three_separators_and_the_three_encodings_are_read() {
    let ligne = "690990114;313;GENR11;01/12/2026;Zoé";
    let texte = format!("{ENTETE}\n{ligne}\n");
    let windows = encoding_rs::WINDOWS_1252.encode(&texte).0.into_owned();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(texte.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (nom, octets) in [
        ("UTF-8", texte.clone().into_bytes()),
        ("with a mark", format!("\u{feff}{texte}").into_bytes()),
        ("Windows-1252", windows),
        ("UTF-16", utf16),
        ("commas", texte.replace(';', ",").into_bytes()),
        ("tabs", texte.replace(';', "\t").into_bytes()),
        ("said in front", format!("sep=,\r\n{}", texte.replace(';', ",")).into_bytes()),
        ("lines of Windows", texte.replace('\n', "\r\n").into_bytes()),
        ("lines of an old Mac", texte.replace('\n', "\r").into_bytes()),
        ("quotes", texte.replace("Zoé", "\"Zoé\"").into_bytes()),
    ] {
        let feuille = lire(&octets).unwrap();
        assert_eq!(dites(&feuille, 0), ["690990114", "313", "GENR11", "01/12/2026", "Zoé"], "{nom}");
        assert_eq!((feuille.entete.len(), feuille.calendrier), (5, None), "{nom}");
    }
}

#[test]
fn a_line_has_the_number_that_a_spreadsheet_shows() {
    let texte = format!("{ENTETE}\n\n;;;;\n1;2;3;4;\"deux\nlignes\"\n5;6;7;8;9\n");
    for texte in [texte.replace('\n', "\r\n"), texte] {
        let feuille = lire(texte.as_bytes()).unwrap();
        let lignes: Vec<u32> = feuille.rangs.iter().map(|rang| rang.ligne).collect();
        assert_eq!(lignes, [4, 5], "empty lines count, line breaks inside a cell do not");
    }
}

// requirement: R08
#[test]
fn what_is_too_large_is_told_and_never_kept() {
    assert_eq!(lire(&vec![b'a'; POIDS + 1]), Err(FichierRefuse::TropLourd));
    let longues = format!("{ENTETE}\n{}", "1;2;3;4;5\n".repeat(LIGNES + 1));
    assert_eq!(lire(longues.as_bytes()), Err(FichierRefuse::TropDeLignes));
    assert_eq!(lire(format!("{ENTETE}\n{}", "1;2;3;4;5\n".repeat(LIGNES)).as_bytes()).unwrap().rangs.len(), LIGNES);
    let large = format!("{ENTETE}\n1;2;3;4;{}", "é".repeat(LONGUEUR + 1));
    assert_eq!(lire(large.as_bytes()).unwrap().rangs[0].cases[4], Case::TropLongue);
    let ouverte = format!("{ENTETE}\n1;2;3;4;\"jamais fermé\n{}", "1;2;3;4;5\n".repeat(200));
    assert_eq!(lire(ouverte.as_bytes()).unwrap().rangs[0].cases[4], Case::TropLongue);
    let colonnes = format!("{ENTETE}{}\n{}", ";x".repeat(400), "1;".repeat(400));
    assert_eq!(lire(colonnes.as_bytes()).unwrap().entete.len(), 100);
}

// requirement: R08
#[test]
fn what_is_no_table_is_refused_by_what_it_is() {
    assert_eq!(lire(b""), Err(FichierRefuse::Vide));
    assert_eq!(lire(ENTETE.as_bytes()), Err(FichierRefuse::Vide));
    assert_eq!(lire(b"\n;;;\n \n"), Err(FichierRefuse::Vide));
    assert_eq!(lire(b"%PDF-1.7 ..."), Err(FichierRefuse::Genre(AutreGenre::Pdf)));
    assert_eq!(lire(b"GIF89a\0\0\0"), Err(FichierRefuse::Genre(AutreGenre::Inconnu)));
    for page in ["<html><table><tr><td>finess</td></tr></table></html>", "\u{feff}\r\n<?xml version='1.0'?><Workbook/>"]
    {
        assert_eq!(lire(page.as_bytes()), Err(FichierRefuse::Genre(AutreGenre::Page)), "{page}");
    }
    let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert_eq!(lire(&ole), Err(FichierRefuse::Genre(AutreGenre::Xls)));
    let chiffre: Vec<u8> =
        ole.into_iter().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(lire(&chiffre), Err(FichierRefuse::Chiffre));
}

#[test]
fn a_formula_of_a_text_stays_a_text() {
    let feuille = lire(format!("{ENTETE}\n=1+1;@SUM(A1);+2;-3;\"=HYPERLINK(\"\"x\"\")\"\n").as_bytes()).unwrap();
    assert_eq!(dites(&feuille, 0), ["=1+1", "@SUM(A1)", "+2", "-3", "=HYPERLINK(\"x\")"]);
}

/// As Excel saves a table in France: Windows-1252, semicolons, lines of Windows, and cells and rows that were only coloured.
#[test]
fn a_csv_of_excel_has_trailing_cells_and_rows_that_are_nobody() {
    let texte = "Numéro FINESS;Profession;Rôle;Date de début;Nom de naissance;;\r\n\
        690990114;Aide-soignant;GENR11;01/12/2026;\"FICTIF-L’ÉTÉ; dit Zoé\";;\r\n;;;;;;\r\n;;;;;;\r\n";
    let octets = encoding_rs::WINDOWS_1252.encode(texte).0.into_owned();
    assert!(std::str::from_utf8(&octets).is_err());
    let feuille = lire(&octets).unwrap();
    assert_eq!((feuille.rangs.len(), feuille.rangs[0].ligne), (1, 2));
    assert_eq!(dites(&feuille, 0)[4], "FICTIF-L’ÉTÉ; dit Zoé");
    assert_eq!(feuille.entete[0], Case::Texte("Numéro FINESS".to_owned()));
}

//! Workbooks made by hand, so that each oddity is in sight.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use ambient::{Chance, SeededChance};
use jiff::civil::date;
use registry_core::lot::{AutreGenre, Calendrier, Case, FichierRefuse, LIGNES, Tableur as _};
use registry_tableur::{Classeurs, lire};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of one sheet, in the parts that the reader asks for.
struct Classeur {
    rangs: String,
    apres: String,
    proprietes: &'static str,
    etat: &'static str,
    chaines: String,
}

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PRINCIPAL: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const ENTETE: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>finess</t></is></c>\
    <c r=\"B1\" t=\"inlineStr\"><is><t>profession</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>role</t></is></c>\
    <c r=\"D1\" t=\"inlineStr\"><is><t>date_debut</t></is></c></row>";

impl Classeur {
    fn de(rangs: &str) -> Self {
        Self {
            rangs: format!("{ENTETE}{rangs}"),
            apres: String::new(),
            proprietes: "",
            etat: "",
            chaines: "<sst><si><t>690990114</t></si></sst>".to_owned(),
        }
    }

    fn octets(&self) -> Vec<u8> {
        let relations = |cibles: &[(&str, &str)]| {
            let mut texte = "<Relationships>".to_owned();
            for (rang, (genre, cible)) in cibles.iter().enumerate() {
                write!(texte, "<Relationship Id=\"r{rang}\" Type=\"{TYPES}/{genre}\" Target=\"{cible}\"/>").unwrap();
            }
            texte + "</Relationships>"
        };
        let classeur = format!(
            "<workbook xmlns=\"{PRINCIPAL}\" xmlns:r=\"{TYPES}\"><workbookPr {}/><sheets><sheet name=\"Feuil1\" \
             sheetId=\"1\" {} r:id=\"r0\"/></sheets></workbook>",
            self.proprietes, self.etat
        );
        let styles =
            "<styleSheet><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
        let feuille =
            format!("<worksheet xmlns=\"{PRINCIPAL}\"><sheetData>{}</sheetData>{}</worksheet>", self.rangs, self.apres);
        let parties = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", classeur),
            ("xl/_rels/workbook.xml.rels", relations(&[("worksheet", "worksheets/sheet1.xml")])),
            ("xl/styles.xml", styles.to_owned()),
            ("xl/sharedStrings.xml", self.chaines.clone()),
            ("xl/worksheets/sheet1.xml", feuille),
        ];
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (nom, partie) in parties {
            archive.start_file(nom, SimpleFileOptions::default()).unwrap();
            archive.write_all(partie.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}

fn texte(dit: &str) -> Case {
    Case::Texte(dit.to_owned())
}

const LIGNE: &str = "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\"><v>313</v></c>\
    <c r=\"C3\" t=\"str\"><v>GENR11</v></c><c r=\"D3\" s=\"1\"><v>46357</v></c></row>";

#[test]
fn texts_numbers_and_days_are_read_as_they_are() {
    let feuille = lire(&Classeur::de(LIGNE).octets()).unwrap();
    assert_eq!(feuille.entete[3], texte("date_debut"));
    assert_eq!(feuille.rangs[0].ligne, 3, "as the spreadsheet shows it");
    assert_eq!(
        feuille.rangs[0].cases,
        [texte("690990114"), Case::Nombre(313.0), texte("GENR11"), Case::Nombre(46_357.0)]
    );
    assert_eq!(feuille.calendrier.unwrap().jour(46_357.0), Some(date(2026, 12, 1)));
}

#[test]
fn a_workbook_of_1904_says_so() {
    let classeur = Classeur { proprietes: "date1904=\"1\"", ..Classeur::de(LIGNE) };
    assert_eq!(lire(&classeur.octets()).unwrap().calendrier, Some(Calendrier::De1904));
}

// requirement: R07
#[test]
fn a_formula_is_told_whatever_value_it_had() {
    let rangs = "<row r=\"2\"><c r=\"A2\"><f>1+1</f><v>2</v></c><c r=\"B2\" t=\"str\"><f t=\"shared\" si=\"0\" ref=\"B2:B9\">A2</f>\
        <v>313</v></c><c r=\"C2\"><f t=\"shared\" si=\"99999999999\"/><v>2</v></c><c r=\"D2\" t=\"e\"><v>#N/A</v></c></row>";
    let feuille = lire(&Classeur::de(rangs).octets()).unwrap();
    assert_eq!(feuille.rangs[0].cases, [Case::Formule, Case::Formule, Case::Formule, Case::EnErreur]);
}

#[test]
fn merged_cells_are_told_in_every_row_that_they_touch() {
    let autre = LIGNE.replace('3', "4").replace("414", "313");
    let mut classeur = Classeur::de(&format!("{LIGNE}{autre}"));
    classeur.apres = "<mergeCells><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"B3:B3\"/></mergeCells>".to_owned();
    let feuille = lire(&classeur.octets()).unwrap();
    assert!(feuille.rangs.iter().all(|rang| rang.cases[0] == Case::Fusionnee), "{:?}", feuille.rangs);
    assert_eq!(feuille.rangs[0].cases[1], Case::Nombre(313.0), "one cell is not merged with itself");
    classeur.apres = format!("<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(2_001));
    assert_eq!(lire(&classeur.octets()), Err(FichierRefuse::Gonfle));
}

#[test]
fn strings_that_announce_a_billion_and_texts_repeated_everywhere_stay_within_bounds() {
    let mut classeur = Classeur::de(LIGNE);
    classeur.chaines = "<sst uniqueCount=\"999999999999\"><si><t>690990114</t></si></sst>".to_owned();
    assert_eq!(lire(&classeur.octets()).unwrap().rangs.len(), 1);
    classeur.chaines = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(390));
    let mut rangs = String::new();
    for ligne in 2..2_000 {
        write!(rangs, "<row r=\"{ligne}\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(20)).unwrap();
    }
    classeur.rangs.push_str(&rangs);
    assert_eq!(lire(&classeur.octets()), Err(FichierRefuse::Gonfle));
}

// requirement: R07
#[test]
fn a_hostile_sheet_is_refused_and_stops_nothing() {
    let rangs = |nombre: usize| {
        let mut rangs = String::new();
        for ligne in 2..nombre + 2 {
            write!(rangs, "<row r=\"{ligne}\"><c r=\"A{ligne}\"><v>1</v></c></row>").unwrap();
        }
        rangs
    };
    assert_eq!(lire(&Classeur::de(&rangs(LIGNES + 1)).octets()), Err(FichierRefuse::TropDeLignes));
    let entites = Classeur::de("<row r=\"2\"><c r=\"A2\" t=\"str\"><v>&bombe;</v></c></row>");
    assert!(matches!(lire(&entites.octets()), Err(FichierRefuse::Abime(_))));
    let coupe = Classeur { apres: "<mergeCells><mergeCell ref=\"ZZZZZ9:A".to_owned(), ..Classeur::de(LIGNE) };
    assert!(lire(&coupe.octets()).is_err());
    let loin = Classeur::de("<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>");
    assert_eq!(lire(&loin.octets()), Err(FichierRefuse::Vide), "past the columns that are looked at");
    let hors = Classeur::de("<row r=\"99999999\"><c r=\"ZZZZ99999999\"><v>1</v></c></row>");
    assert!(lire(&hors.octets()).is_err());
    let cachee = Classeur { etat: "state=\"hidden\"", ..Classeur::de(LIGNE) };
    assert_eq!(lire(&cachee.octets()), Err(FichierRefuse::Vide));
}

// requirement: R08
#[test]
fn an_archive_of_something_else_or_cut_in_the_middle_is_told() {
    let octets = Classeur::de(LIGNE).octets();
    assert!(matches!(lire(&octets[..octets.len() / 2]), Err(FichierRefuse::Abime(_))));
    for (partie, genre) in [
        ("content.xml", AutreGenre::Inconnu),
        ("xl/workbook.bin", AutreGenre::Xlsb),
        ("Index/Document.iwa", AutreGenre::Numbers),
    ] {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(partie, SimpleFileOptions::default()).unwrap();
        archive.write_all(b"<office/>").unwrap();
        assert_eq!(lire(&archive.finish().unwrap().into_inner()), Err(FichierRefuse::Genre(genre)), "{partie}");
    }
}

/// Parts with a few bytes changed, swapped or cut: whatever comes of it, the next file is read.
#[tokio::test]
async fn a_thousand_damaged_workbooks_stop_nothing() {
    let (classeurs, hasard) = (Classeurs::default(), SeededChance::new(4));
    let hasard: &dyn Chance = &hasard;
    let abimer = |texte: &str| {
        let mut octets = texte.as_bytes().to_vec();
        for _ in 0..=hasard.below(3) {
            let place = hasard.below(octets.len() as u32) as usize;
            match hasard.below(3) {
                0 => octets[place] = b"<>\"'&/=0AZ \xff"[hasard.below(12) as usize],
                1 => drop(octets.drain(place..(place + hasard.below(9) as usize).min(octets.len()))),
                _ => octets.splice(place..place, octets[place..].to_vec()).for_each(drop),
            }
            if octets.is_empty() {
                octets.push(b' ');
            }
        }
        String::from_utf8_lossy(&octets).into_owned()
    };
    let mut lus = 0;
    for tour in 0..1_000 {
        let mut classeur = Classeur::de(LIGNE);
        match tour % 3 {
            0 => classeur.rangs = abimer(&classeur.rangs),
            1 => classeur.chaines = abimer(&classeur.chaines),
            _ => classeur.apres = abimer("<mergeCells count=\"1\"><mergeCell ref=\"A3:B4\"/></mergeCells>"),
        }
        lus += usize::from(classeurs.lire(classeur.octets()).await.is_ok());
    }
    assert!((1..1_000).contains(&lus), "some hold and some do not: {lus}");
    assert!(classeurs.lire(Classeur::de(LIGNE).octets()).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_files_at_once_are_read_one_after_the_other() {
    let (classeurs, octets) = (Classeurs::default(), Classeur::de(LIGNE).octets());
    let taches: Vec<_> = (0..8)
        .map(|_| {
            let (classeurs, octets) = (classeurs.clone(), octets.clone());
            tokio::spawn(async move { classeurs.lire(octets).await })
        })
        .collect();
    for tache in taches {
        assert_eq!(tache.await.unwrap().unwrap().rangs.len(), 1);
    }
}

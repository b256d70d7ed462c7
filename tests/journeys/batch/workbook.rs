//! A workbook as Excel writes it: shared strings, days as serial numbers in a style of their own, a hidden sheet of lists in front,
//! a page of explanations, merged cells, rows that are only coloured.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::civil::{Date, date};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What one cell holds.
#[derive(Clone, Debug)]
pub enum Cell {
    Text(String),
    Number(u64),
    Day(Date),
    /// A formula, with the value that Excel kept of it.
    Formula(&'static str, &'static str),
}

/// The sheet of the people.
#[derive(Default)]
pub struct Workbook {
    pub rows: Vec<Vec<Cell>>,
    /// `A810:A811`.
    pub merged: Vec<String>,
    /// Rows under the last one that hold nothing but a colour.
    pub coloured: usize,
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const SHEETS: [(&str, &str); 3] = [("Listes", " state=\"hidden\""), ("Lisez-moi", ""), ("Personnel", "")];
/// 0: plain, 1: a day, 2: coloured.
const STYLES: &str =
    "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"0\" fillId=\"1\"/></cellXfs>";

impl Workbook {
    pub fn bytes(&self) -> Vec<u8> {
        let mut strings = Strings::default();
        let lists = sheet(&row(1, &[text("GENR11")], &mut strings));
        let cover = sheet(&row(1, &[text("Une ligne par personne, dans la feuille Personnel.")], &mut strings));
        let people = self.people(&mut strings);
        let kinds = ["worksheet", "worksheet", "worksheet", "styles", "sharedStrings"];
        let parts = ["worksheets/sheet1", "worksheets/sheet2", "worksheets/sheet3", "styles", "sharedStrings"];
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let mut part = |name: &str, xml: &str| {
            archive.start_file(name, SimpleFileOptions::default()).expect("a part");
            write!(archive, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{xml}").expect("its text");
        };
        part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        part("_rels/.rels", &links(&[("officeDocument", "xl/workbook.xml".to_owned())]));
        part("xl/workbook.xml", &index());
        let of_index: Vec<(&str, String)> = kinds.into_iter().zip(parts.map(|part| format!("{part}.xml"))).collect();
        part("xl/_rels/workbook.xml.rels", &links(&of_index));
        part("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"));
        for (at, xml) in [lists, cover, people].iter().enumerate() {
            part(&format!("xl/worksheets/sheet{}.xml", at + 1), xml);
        }
        part("xl/sharedStrings.xml", &strings.xml());
        archive.finish().expect("an archive").into_inner()
    }

    fn people(&self, strings: &mut Strings) -> String {
        let mut rows = String::new();
        for (at, cells) in self.rows.iter().enumerate() {
            rows.push_str(&row(at + 1, cells, strings));
        }
        for line in self.rows.len() + 1..=self.rows.len() + self.coloured {
            let cells: String = (0..18).map(|column| format!("<c r=\"{}{line}\" s=\"2\"/>", letter(column))).collect();
            let _ = write!(rows, "<row r=\"{line}\">{cells}</row>");
        }
        let ranges: String = self.merged.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        let merged = if ranges.is_empty() { ranges } else { format!("<mergeCells>{ranges}</mergeCells>") };
        format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{merged}</worksheet>")
    }
}

pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// Each text once, by its place.
#[derive(Default)]
struct Strings {
    list: Vec<String>,
    places: HashMap<String, usize>,
}

impl Strings {
    fn place(&mut self, text: &str) -> usize {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        self.list.push(text.to_owned());
        self.places.insert(text.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    fn xml(&self) -> String {
        let escape = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
        let items: String = self.list.iter().map(|text| format!("<si><t>{}</t></si>", escape(text))).collect();
        let count = self.list.len();
        format!("<sst xmlns=\"{MAIN}\" count=\"{count}\" uniqueCount=\"{count}\">{items}</sst>")
    }
}

fn row(line: usize, cells: &[Cell], strings: &mut Strings) -> String {
    let mut xml = format!("<row r=\"{line}\">");
    for (column, cell) in cells.iter().enumerate() {
        let place = format!("{}{line}", letter(column));
        let _ = match cell {
            Cell::Text(text) if text.is_empty() => write!(xml, "<c r=\"{place}\"/>"),
            Cell::Text(text) => write!(xml, "<c r=\"{place}\" t=\"s\"><v>{}</v></c>", strings.place(text)),
            Cell::Number(number) => write!(xml, "<c r=\"{place}\"><v>{number}</v></c>"),
            Cell::Day(day) => write!(xml, "<c r=\"{place}\" s=\"1\"><v>{}</v></c>", serial(*day)),
            Cell::Formula(formula, kept) => {
                write!(xml, "<c r=\"{place}\" t=\"str\"><f>{formula}</f><v>{kept}</v></c>")
            }
        };
    }
    xml + "</row>"
}

/// As Excel counts since 30 December 1899.
fn serial(day: Date) -> i32 {
    day.since(date(1899, 12, 30)).expect("two days").get_days()
}

fn letter(column: usize) -> char {
    char::from(b'A' + u8::try_from(column).expect("few columns"))
}

fn sheet(rows: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")
}

fn index() -> String {
    let mut sheets = String::new();
    for (at, (name, state)) in SHEETS.iter().enumerate() {
        let _ = write!(sheets, "<sheet name=\"{name}\" sheetId=\"{}\"{state} r:id=\"rId{}\"/>", at + 1, at + 1);
    }
    format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><workbookPr/><sheets>{sheets}</sheets></workbook>")
}

fn links(targets: &[(&str, String)]) -> String {
    let mut xml = format!("<Relationships xmlns=\"{PACKAGE}\">");
    for (at, (kind, target)) in targets.iter().enumerate() {
        let _ = write!(xml, "<Relationship Id=\"rId{}\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"/>", at + 1);
    }
    xml + "</Relationships>"
}

//! Extraction files as the real ones are delivered: titles, pipes, one more pipe at the end of each row, zipped.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use clap::{Args, ValueEnum};
use encoding_rs::WINDOWS_1252;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::names::Names;
use super::people::{self, Change, NEW};

/// The titles, and rows that are not used here.
const EXAMPLE: &str = include_str!("../../../sandbox/data/extraction-exemple.txt");
/// How much text waits before it is compressed.
const SLICE: usize = 256 * 1024;

/// An extraction of invented people, the same for the same seed.
#[derive(Args)]
pub struct Extraction {
    #[arg(long, default_value_t = 2_000_000)]
    pub people: u64,
    #[arg(long, default_value_t = 2_026)]
    pub seed: u64,
    /// The next day has one change in a hundred: new, changed, ended, disappeared.
    #[arg(long, value_enum, default_value_t = Day::First)]
    pub day: Day,
    #[arg(long, value_enum, default_value_t = Letters::Utf8)]
    pub letters: Letters,
    /// Where the zip goes; its name ends with _yyyyMMddHHmm.zip.
    pub file: std::path::PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Day {
    First,
    Next,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Letters {
    Utf8,
    Windows1252,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    pub people: u64,
    pub rows: u64,
    /// Not in the file of the day before.
    pub new: u64,
    /// The rows of those who are new.
    pub new_rows: u64,
    /// Whose rows are others than on the day before.
    pub changed: u64,
    pub gone: u64,
}

impl Extraction {
    pub fn run(&self) {
        let written = self.write().expect("the file is written");
        println!(
            "{}",
            json!({ "people": written.people, "rows": written.rows, "new": written.new,
            "changed": written.changed, "gone": written.gone })
        );
    }

    /// Holds one slice of the text, whatever the number of people.
    pub fn write(&self) -> io::Result<Written> {
        let mut zip = ZipWriter::new(BufWriter::new(File::create(&self.file)?));
        let options = SimpleFileOptions::default().compression_level(Some(1)).large_file(true);
        zip.start_file(inside(&self.file), options)?;
        let (names, mut text, mut written) = (Names::read(), String::with_capacity(2 * SLICE), Written::default());
        text.push_str(EXAMPLE.lines().next().unwrap_or_default());
        text.push('\n');
        let new = if self.day == Day::Next { self.people / NEW } else { 0 };
        for rank in 0..self.people + new {
            let change = self.change(rank, &mut written);
            let before = text.len();
            let rows = people::write(&names, (self.seed, rank), change, &mut text);
            if !matches!(change, Change::None | Change::Gone) {
                written.changed += u64::from(self.yesterday(&names, rank) != text[before..]);
            }
            written.new_rows += if rank < self.people { 0 } else { rows };
            written.rows += rows;
            written.people += u64::from(rows > 0);
            if text.len() >= SLICE {
                self.put(&mut text, &mut zip)?;
            }
        }
        self.put(&mut text, &mut zip)?;
        zip.finish()?.flush()?;
        Ok(written)
    }

    fn change(&self, rank: u64, written: &mut Written) -> Change {
        if self.day == Day::First {
            return Change::None;
        }
        if rank >= self.people {
            written.new += 1;
            return Change::None;
        }
        let change = Change::of(self.seed, rank);
        written.gone += u64::from(change == Change::Gone);
        change
    }

    /// The rows of the day before: a change may change nothing, as the name of somebody who wears it already.
    fn yesterday(&self, names: &Names, rank: u64) -> String {
        let mut text = String::new();
        people::write(names, (self.seed, rank), Change::None, &mut text);
        text
    }

    fn put(&self, text: &mut String, zip: &mut impl Write) -> io::Result<()> {
        match self.letters {
            Letters::Utf8 => zip.write_all(text.as_bytes())?,
            Letters::Windows1252 => {
                let (bytes, _, lost) = WINDOWS_1252.encode(text);
                assert!(!lost, "every letter of the names is in Windows-1252");
                zip.write_all(&bytes)?;
            }
        }
        text.clear();
        Ok(())
    }
}

fn inside(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    format!("{stem}.txt")
}

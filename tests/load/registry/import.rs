//! The real program over a file, watched from outside.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one import showed.
pub struct Imported {
    pub seconds: f64,
    /// The most that the process ever held, in MB of 1,000,000 bytes.
    pub peak_mb: f64,
    pub report: String,
}

/// A folder with a configuration over `database`, a URL.
pub fn configure(folder: &Path, database: &str) {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("the folder takes files");
    // 32 bytes that protect nothing
    write("key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    write("database", database);
    write(
        "registry.toml",
        "mode = \"sandbox\"\n[listen]\nweb = \"127.0.0.1:0\"\n[tls]\ncertificate_file = \"x\"\nkey_file = \"x\"\n\
         [store]\nsql_file = \"database\"\n[keys]\nrest_file = \"key\"\njournal_file = \"key\"\n",
    );
}

pub fn import(folder: &Path, file: &Path) -> Imported {
    let began = Instant::now();
    let mut child = Command::new(harness::program("registry-server"))
        .arg("import")
        .arg(file)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("registry-server starts");
    let mut peak_mb = 0.0;
    let status = loop {
        peak_mb = peak(child.id()).unwrap_or(peak_mb);
        if let Some(status) = child.try_wait().expect("the child is ours") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let seconds = began.elapsed().as_secs_f64();
    let mut report = String::new();
    child.stdout.take().expect("its output was asked for").read_to_string(&mut report).expect("its output is text");
    assert!(status.success(), "the import ended with {status}\n{report}");
    Imported { seconds, peak_mb, report }
}

fn peak(pid: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1_024.0 / 1e6)
}

impl Imported {
    /// The number that stands before `word` in the report.
    pub fn count(&self, word: &str) -> u64 {
        let words: Vec<&str> = self.report.split([' ', ',', '\n', ':']).filter(|part| !part.is_empty()).collect();
        let place = words.iter().position(|part| *part == word).expect("the report has the word");
        words[place - 1].parse().expect("a number stands before it")
    }

    /// The number that stands after `words` in the report.
    pub fn figure(&self, words: &str) -> u64 {
        let (_, after) = self.report.split_once(words).expect("the report has the words");
        let digits = after.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
        digits.parse().expect("a number stands after them")
    }
}

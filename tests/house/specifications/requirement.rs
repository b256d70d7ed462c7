//! Requirements as the sources of `tests/specifications` write them: `specification!(name, "…", [features], …)`.

use crate::tree;

pub struct Requirement {
    pub specification: String,
    pub section: String,
    pub level: String,
    pub what: String,
    pub file: String,
    pub name: String,
    pub control: Control,
}

pub enum Control {
    Holds,
    /// Run, and known not to hold.
    Differs(String),
    /// Not run: it has nothing of the kind.
    Alone(String),
}

pub fn all() -> Vec<Requirement> {
    let files = tree::files().into_iter().filter(|file| file.starts_with("tests/specifications/"));
    files.filter(|file| file.ends_with(".rs")).flat_map(|file| of(&file)).collect()
}

fn of(file: &str) -> Vec<Requirement> {
    let text = tree::read(file);
    text.split("\nspecification!(\n").skip(1).map(|call| one(file, call)).collect()
}

fn one(file: &str, call: &str) -> Requirement {
    let lines: Vec<&str> = call.lines().map(str::trim).take(12).collect();
    let name = lines[0].trim_end_matches(',').to_owned();
    let said = lines[1].trim_start_matches('"').trim_end_matches("\",");
    let (place, what) = said.split_once(": ").unwrap_or((said, ""));
    let (specification, place) = place.split_once(" §").unwrap_or((place, ""));
    let (section, level) = place.split_once(' ').unwrap_or((place, ""));
    Requirement {
        specification: specification.to_owned(),
        section: section.to_owned(),
        level: level.to_owned(),
        what: what.to_owned(),
        file: file.to_owned(),
        name,
        control: control(&lines[2..]),
    }
}

/// Between the features and the test; a long reason stands on a line of its own.
fn control(lines: &[&str]) -> Control {
    let head: Vec<_> = lines.iter().take_while(|line| !line.starts_with("async ")).copied().collect();
    let head = head.join(" ");
    let reason = |word: &str| {
        let (_, rest) = head.split_once(&format!("{word}("))?;
        Some(
            rest.trim_start_matches([' ', '"'])
                .split("\")")
                .next()?
                .trim_end_matches("\" )")
                .trim_end_matches("\",")
                .to_owned(),
        )
    };
    match (reason("differs"), reason("alone")) {
        (Some(reason), _) => Control::Differs(reason),
        (None, Some(reason)) => Control::Alone(reason),
        (None, None) => Control::Holds,
    }
}

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
    // the first line of a file may be one
    format!("\n{text}").split("\nspecification!(").skip(1).map(|call| one(file, call)).collect()
}

/// `call`: what follows the macro's parenthesis, on one line or on several.
fn one(file: &str, call: &str) -> Requirement {
    let (head, _) = call.split_once("async |").unwrap_or((call, ""));
    let (name, rest) = head.split_once(',').unwrap_or((head, ""));
    let said = rest.split('"').nth(1).unwrap_or_default();
    let (place, what) = said.split_once(": ").unwrap_or((said, ""));
    let (specification, place) = place.split_once(" §").unwrap_or((place, ""));
    let (section, level) = place.split_once(' ').unwrap_or((place, ""));
    Requirement {
        specification: specification.to_owned(),
        section: section.to_owned(),
        level: level.to_owned(),
        what: what.to_owned(),
        file: file.to_owned(),
        name: name.trim().to_owned(),
        control: control(head),
    }
}

/// Between the features and the test.
fn control(head: &str) -> Control {
    let reason = |word: &str| {
        let (_, rest) = head.split_once(&format!(" {word}("))?;
        Some(rest.split('"').nth(1)?.to_owned())
    };
    match (reason("differs"), reason("alone")) {
        (Some(reason), _) => Control::Differs(reason),
        (None, Some(reason)) => Control::Alone(reason),
        (None, None) => Control::Holds,
    }
}

//! `docs/specifications.md` is made from the black-box tests: `tests/specifications/README.md`.

mod requirement;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalogue;
use crate::tree;
use requirement::{Control, Requirement};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    specification: Vec<Specification>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Specification {
    name: String,
    title: String,
    support: String,
}

const LEVELS: [&str; 5] = ["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY"];

fn list() -> Vec<Specification> {
    let list: List =
        toml::from_str(&tree::read("tests/house/specifications.toml")).expect("the list of specifications");
    list.specification
}

#[test]
fn every_requirement_names_a_specification_of_the_list_a_section_and_a_level() {
    let known: Vec<_> = list().into_iter().map(|one| one.name).collect();
    let wrong: Vec<_> = requirement::all()
        .into_iter()
        .filter(|one| !known.contains(&one.specification) || !LEVELS.contains(&one.level.as_str()))
        .map(|one| format!("{} {}: {:?} {:?}", one.file, one.name, one.specification, one.level))
        .collect();
    assert!(wrong.is_empty(), "`SPECIFICATION §SECTION LEVEL: what`: {wrong:#?}");
}

#[test]
fn every_specification_of_the_list_is_tested() {
    let tested: Vec<_> = requirement::all().into_iter().map(|one| one.specification).collect();
    let silent: Vec<_> = list().into_iter().map(|one| one.name).filter(|name| !tested.contains(name)).collect();
    assert!(silent.is_empty(), "no test names {silent:?}");
}

#[test]
fn every_file_of_requirements_is_reached() {
    let files = tree::files().into_iter().filter(|file| file.starts_with("tests/specifications/"));
    let lost: Vec<_> = files.filter(|file| file.matches('/').count() == 3 && !declared(file)).collect();
    assert!(lost.is_empty(), "in no `mod` file: {lost:?}");
}

/// `tests/specifications/rfc9126/push.rs` stands as `mod push;` in `tests/specifications/rfc9126.rs`.
fn declared(file: &str) -> bool {
    let Some((folder, name)) = file.trim_end_matches(".rs").rsplit_once('/') else { return true };
    let owner = tree::read(&format!("{folder}.rs"));
    owner.lines().any(|line| line.trim_start_matches("pub ") == format!("mod {name};"))
}

#[test]
fn the_table_of_specifications_is_up_to_date() {
    let mut by_name: BTreeMap<String, Vec<Requirement>> = BTreeMap::new();
    for one in requirement::all() {
        by_name.entry(one.specification.clone()).or_default().push(one);
    }
    let mut text = String::from(
        "# Specifications\n\nEach requirement is shown from outside by a test of `tests/specifications`, on the sandbox and, where it has the \
         feature, on npm `oidc-provider` as a control. Generated from the tests: `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.\n\n\
         | specification | support | requirements tested | also held by the control |\n| --- | --- | --- | --- |\n",
    );
    let mut rooms = String::new();
    for Specification { name, title, support } in list() {
        let tests = by_name.remove(&name).unwrap_or_default();
        let held = tests.iter().filter(|one| matches!(one.control, Control::Holds)).count();
        text.push_str(&format!("| {name}, {title} | {support} | {} | {held} |\n", tests.len()));
        rooms.push_str(&room(&format!("{name}: {title}"), tests));
    }
    catalogue::hold("docs/specifications.md", &(text + &rooms));
}

fn room(title: &str, mut tests: Vec<Requirement>) -> String {
    tests.sort_by(|one, other| (section(one), &one.name).cmp(&(section(other), &other.name)));
    let mut text = format!("\n## {title}\n\n| § | | requirement | test | control |\n| --- | --- | --- | --- | --- |\n");
    for one in tests {
        let control = match &one.control {
            Control::Holds => "holds".to_owned(),
            Control::Differs(reason) => format!("differs: {reason}"),
            Control::Alone(reason) => format!("not asked: {reason}"),
        };
        let Requirement { section, level, what, file, name, .. } = one;
        let what = what.replace('|', "\\|");
        text.push_str(&format!("| {section} | {level} | {what} | `{file}` {} | {control} |\n", name.replace('_', " ")));
    }
    text
}

/// `4.1.2` as numbers, so that 10 follows 9.
fn section(one: &Requirement) -> Vec<u32> {
    one.section.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}

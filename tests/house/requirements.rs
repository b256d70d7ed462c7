//! `docs/requirements.md` is made from the list of requirements and from the tests that name them.
//!
//! A test names what it shows in a comment right above it: `// requirement: A01 A02`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalogue;
use crate::tree;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    /// 1: gates a release.
    priority: u8,
    text: String,
    /// The page that says how the row holds where no test can.
    documented: Option<String>,
    /// Why the row waits: what it speaks of is not built yet.
    later: Option<String>,
}

fn list() -> Vec<Row> {
    let list: List = toml::from_str(&tree::read("tests/house/requirements.toml")).expect("the list of requirements");
    list.row
}

/// Requirement → the tests that name it.
fn named() -> BTreeMap<String, Vec<String>> {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in tree::files().into_iter().filter(|file| file.ends_with(".rs")) {
        let text = tree::read(&file);
        let lines: Vec<&str> = text.lines().collect();
        for (place, line) in lines.iter().enumerate() {
            let Some(ids) = line.trim().strip_prefix("// requirement: ") else { continue };
            let test = lines[place..].iter().take(8).find_map(|line| function(line));
            let test = test.unwrap_or_else(|| panic!("{file}:{}: no test under this requirement", place + 1));
            for id in ids.split_whitespace() {
                named.entry(id.to_owned()).or_default().push(format!("`{file}` {test}"));
            }
        }
    }
    named
}

/// The name of a function, or of a black-box requirement, which stands on a line of its own.
fn function(line: &str) -> Option<String> {
    let call = line.strip_prefix("specification!(").and_then(|call| call.split(',').next());
    let name = call.or_else(|| line.strip_prefix("    ")?.strip_suffix(','));
    if let Some(name) =
        name.filter(|name| !name.is_empty() && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()))
    {
        return Some(name.replace('_', " "));
    }
    let (_, rest) = line.split_once("fn ")?;
    Some(rest.split(['(', '<']).next()?.trim().replace('_', " "))
}

/// What registration is made of: who, which data, by which flow, in which place and role, told to whom; what people sign in with,
/// the certificates of legal persons, contracts and habilitations, what services make of it, and the directory.
const WHOLE: &[&str] =
    &["ELI-", "COL-", "ENR-", "IDN-", "SIT-", "ROL-", "NOT-", "MIE-", "CRT-", "CON-", "GES-", "USE-", "DIR-"];

/// How many rows each of these has.
const ROWS: [(&str, usize); 13] = [
    ("ELI-", 11),
    ("COL-", 17),
    ("ENR-", 18),
    ("IDN-", 5),
    ("SIT-", 16),
    ("ROL-", 12),
    ("NOT-", 8),
    ("MIE-", 18),
    ("CRT-", 11),
    ("CON-", 17),
    ("GES-", 26),
    ("USE-", 11),
    ("DIR-", 5),
];

fn whole(row: &Row) -> bool {
    WHOLE.iter().any(|family| row.id.starts_with(family))
}

/// The first priority everywhere; the second too in what signs people in (sections A to G of the security checklist), in
/// the registry's portal (section H) and in operation (section I); every row of registration, of means and of certificates.
fn due(row: &Row) -> bool {
    let watched = row.id.len() == 3 && row.id.starts_with(['A', 'C', 'T', 'K', 'S', 'M', 'X', 'R', 'O']);
    row.priority == 1 || (row.priority == 2 && watched) || whole(row)
}

#[test]
fn every_requirement_has_a_test_or_says_why_not() {
    let named = named();
    let without: Vec<_> = list()
        .into_iter()
        .filter(due)
        .filter(|row| !named.contains_key(&row.id) && row.documented.is_none() && row.later.is_none())
        .map(|row| format!("{}: {}", row.id, row.text))
        .collect();
    assert!(without.is_empty(), "no test names: {without:#?}");
}

#[test]
fn the_families_of_registration_are_all_there_and_none_of_their_rows_waits() {
    let list = list();
    for (family, rows) in ROWS {
        for n in 1..=rows {
            let id = format!("{family}{n:02}");
            assert!(list.iter().any(|row| row.id == id), "no row {id}");
        }
        assert_eq!(list.iter().filter(|row| row.id.starts_with(family)).count(), rows, "{family}");
    }
    assert_eq!((ROWS.map(|(family, _)| family).as_slice(), list.iter().filter(|row| whole(row)).count()), (WHOLE, 175));
    let waiting: Vec<_> = list.iter().filter(|row| whole(row) && row.later.is_some()).map(|row| &row.id).collect();
    assert!(waiting.is_empty(), "tested or documented, never later: {waiting:?}");
}

/// Sections F (means), G (certificates) and I (operation) of the checklist: the last row of each priority.
const NEVER_LATER: [(char, [u8; 3]); 3] = [('M', [19, 24, 25]), ('X', [9, 13, 14]), ('O', [8, 14, 15])];

/// Rows that `docs/ecarts.md` relaxes: the first cell of each of its tables.
fn deviations() -> Vec<String> {
    let page = tree::read("docs/ecarts.md");
    let cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.split('|').next());
    cells.flat_map(|cell| cell.split(", ").map(|id| id.trim().to_owned()).collect::<Vec<_>>()).collect()
}

/// Here `later` excuses nothing: what signs people in, and what runs it, is tested, or a deviation with its reason.
#[test]
fn no_row_of_means_or_operation_is_missing_and_each_that_gates_is_tested_or_a_deviation() {
    let (list, named, deviations) = (list(), named(), deviations());
    for (section, [first, second, last]) in NEVER_LATER {
        for n in 1..=last {
            let id = format!("{section}{n:02}");
            let row = list.iter().find(|row| row.id == id).unwrap_or_else(|| panic!("no row {id}"));
            let priority = if n <= first {
                1
            } else if n <= second {
                2
            } else {
                3
            };
            assert_eq!(row.priority, priority, "{id}");
            let shown = named.contains_key(&id) || row.documented.is_some() || deviations.contains(&id);
            assert!(shown || priority == 3, "{id} has neither a test nor a row in docs/ecarts.md: {}", row.text);
        }
    }
}

/// The file that an authority signs maps each attacker to rows, and those rows exist; nobody else signs for it here.
// requirement: O14
#[test]
fn the_homologation_file_maps_each_attacker_to_rows_and_leaves_the_signature_to_the_operator() {
    let page = tree::read("docs/homologation.md");
    let (known, shown): (Vec<String>, _) = (list().into_iter().map(|row| row.id).collect(), named());
    let (deviations, mut attackers) = (deviations(), Vec::new());
    let (_, table) = page.split_once("## Who attacks").expect("the attackers");
    for line in table.split("\n## ").next().unwrap_or_default().lines().filter(|line| line.starts_with("| ")).skip(2) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        attackers.push(cells[1].split([',', ' ']).next().unwrap_or_default().to_owned());
        let ids: Vec<String> = cells[4].split(", ").filter(|id| *id != "see below").map(str::to_owned).collect();
        let wrong: Vec<_> = ids.iter().filter(|id| !known.contains(id)).collect();
        assert!(wrong.is_empty(), "no such rows: {wrong:?} in {line}");
        let open: Vec<_> = ids.iter().filter(|id| !shown.contains_key(*id) && !deviations.contains(id)).collect();
        assert!(open.is_empty(), "rows that nothing shows: {open:?} in {line}");
    }
    for model in ["A1", "A1a", "A2", "A3a", "A3b", "A5"] {
        assert!(
            attackers.iter().any(|attacker| attacker == model),
            "{model} of the FAPI attacker model: {attackers:?}"
        );
    }
    for part in ["## What is at stake", "## Levels", "## Measures", "## What remains", "## Decision", "**to sign**"] {
        assert!(page.contains(part), "no {part}");
    }
}

/// Whom to tell, by when and by which text; the page that a stranger finds first leads there.
// requirement: O11
#[test]
fn the_incident_procedure_says_whom_to_tell_by_when_and_every_alarm_of_an_attack_leads_to_it() {
    let page = tree::read("docs/exploitation.md");
    let (_, incident) = page.split_once("\n## An incident\n").expect("the procedure");
    let incident = incident.split("\n## ").next().unwrap_or_default();
    for text in ["GDPR art. 33", "GDPR art. 34", "NIS 2, art. 23", "eIDAS, art. 10", "L. 1111-8-2"] {
        let row = incident.lines().find(|line| line.starts_with("| ") && line.contains(text));
        let row = row.unwrap_or_else(|| panic!("nobody is told by {text}"));
        assert!(row.contains("hours") || row.contains("without delay"), "by when? {row}");
    }
    assert!(
        incident.contains("caducee-attack") && tree::read("deploy/prometheus/alerts.yml").contains("caducee-attack")
    );
    assert!(tree::read("SECURITY.md").contains("## To report a weakness"));
    assert!(tree::read("SECURITY.md").contains("docs/exploitation.md"));
}

#[test]
fn no_test_names_a_requirement_that_does_not_exist() {
    let known: Vec<String> = list().into_iter().map(|row| row.id).collect();
    let unknown: Vec<_> = named().into_iter().filter(|(id, _)| !known.contains(id)).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn a_row_is_tested_or_excused_not_both() {
    let named = named();
    let both: Vec<_> =
        list().into_iter().filter(|row| named.contains_key(&row.id) && row.later.is_some()).map(|row| row.id).collect();
    assert!(both.is_empty(), "tested, so no longer `later`: {both:?}");
}

#[test]
fn a_documented_row_is_named_on_its_page_and_such_rows_are_few() {
    let documented: Vec<_> = list().into_iter().filter_map(|row| Some((row.id, row.documented?))).collect();
    assert!(documented.len() <= 15, "a test is better than a page: {documented:#?}");
    let silent: Vec<_> = documented.iter().filter(|(id, page)| !tree::read(page).contains(id.as_str())).collect();
    assert!(silent.is_empty(), "the page does not name the row: {silent:#?}");
}

#[test]
fn the_matrix_of_requirements_is_up_to_date() {
    let named = named();
    let mut text = String::from(
        "# Requirements\n\nGenerated from `tests/house/requirements.toml` and from the tests that name an id. Made again by \
         `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.\n\n| id | requirement | shown by |\n| --- | --- | --- |\n",
    );
    for row in list().into_iter().filter(|row| due(row) || named.contains_key(&row.id)) {
        let shown = match (named.get(&row.id), &row.documented, &row.later) {
            (Some(tests), _, _) => tests.join("<br>"),
            (None, Some(page), _) => format!("documented: {page}"),
            (None, None, Some(reason)) => format!("later: {reason}"),
            (None, None, None) => "no test yet".to_owned(),
        };
        text.push_str(&format!("| {} | {} | {shown} |\n", row.id, row.text));
    }
    catalogue::hold("docs/requirements.md", &text);
}

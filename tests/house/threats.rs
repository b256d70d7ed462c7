//! `docs/threats.md` names a test beside each attack, and decision 0029 one beside each count: they exist, and there are enough.

use std::collections::BTreeSet;

use crate::tree;

/// The rows of the table with this head, their last cell.
fn rows(page: &str, head: &str) -> Vec<Vec<String>> {
    let page = tree::read(page);
    let (_, table) = page.split_once(head).unwrap_or_else(|| panic!("no table {head}"));
    let lines = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let names = |line: &str| {
        let cell = line.trim_end_matches('|').rsplit('|').next().unwrap_or_default().to_owned();
        cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    lines.map(names).collect()
}

/// Every row names a test or more, which exist.
fn hold(rows: &[Vec<String>], at_least: usize) {
    let sources = tree::files().into_iter().filter(|file| file.ends_with(".rs")).map(|file| tree::read(&file));
    let declared: BTreeSet<String> = sources.flat_map(|text| functions(&text)).collect();
    assert!(rows.len() >= at_least, "{} rows", rows.len());
    let missing: Vec<_> = rows.iter().flatten().filter(|name| !declared.contains(*name)).collect();
    assert!(missing.is_empty(), "no test has these names: {missing:?}");
    assert!(rows.iter().all(|row| !row.is_empty()), "a row names no test");
}

#[test]
fn every_attack_names_tests_that_exist() {
    hold(&rows("docs/threats.md", "| attack | what stops it | test |"), 25);
}

#[test]
fn every_count_names_tests_that_fill_it() {
    hold(&rows("docs/decisions/0029-throttles.md", "| not filled by | when it is full | test |"), 13);
}

/// Names of functions, and of requirements that are passed from outside.
fn functions(text: &str) -> Vec<String> {
    let after = text.split("fn ").skip(1).filter_map(|rest| rest.split_once('('));
    let outside = text.split("specification!(").skip(1).filter_map(|rest| rest.split_once(','));
    after.chain(outside).map(|(name, _)| name.trim().to_owned()).collect()
}

//! `docs/rgpd.md` has a row for each table, and what it says is removed has a statement that removes it. And migrations add:
//! the version before this one goes on beside it.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree;

const PAGE: &str = "docs/rgpd.md";

fn migrations() -> Vec<(String, String)> {
    let ours = |file: &String| file.starts_with("migrations/") && file.ends_with(".sql");
    tree::files()
        .into_iter()
        .filter(ours)
        .map(|file| (tree::read(&file), file))
        .map(|(text, file)| (file, text))
        .collect()
}

/// Of the provider, the journal and the outbox.
fn tables() -> BTreeSet<String> {
    let of = migrations().into_iter().filter(|(file, _)| !file.starts_with("migrations/registry/"));
    of.flat_map(|(_, text)| text.split("CREATE TABLE ").skip(1).map(name).collect::<Vec<_>>()).collect()
}

fn name(rest: &str) -> String {
    rest.chars().take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '_').collect()
}

/// Table → how long, as the page says it.
fn rows() -> BTreeMap<String, String> {
    let page = tree::read(PAGE);
    let (_, table) = page.split_once("| table | what of a person | how long | what removes it |").expect("the table");
    let lines = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let cells = lines.map(|line| line.split('|').map(str::trim).map(str::to_owned).collect::<Vec<_>>());
    cells.map(|cells| (cells[1].trim_matches('`').to_owned(), cells[3].clone())).collect()
}

/// Tables from which some statement of a store removes rows, or that go with the row that they belong to.
fn removed() -> BTreeSet<String> {
    let stores = ["idp/store/src/", "kit/outbox/src/", "kit/journal/src/"];
    let ours = |file: &String| file.ends_with(".rs") && stores.iter().any(|folder| file.starts_with(folder));
    let statements = tree::files().into_iter().filter(ours).map(|file| tree::read(&file));
    let mut removed: BTreeSet<String> =
        statements.flat_map(|text| text.split("DELETE FROM ").skip(1).map(name).collect::<Vec<_>>()).collect();
    for (_, text) in migrations() {
        let created = text.split("CREATE TABLE ").skip(1);
        removed.extend(
            created
                .filter(|rest| rest.split("\n);").next().unwrap_or_default().contains("ON DELETE CASCADE"))
                .map(name),
        );
    }
    removed
}

// requirement: R13
#[test]
fn the_page_of_retention_has_every_table_and_says_what_is_done() {
    let (rows, tables, removed) = (rows(), tables(), removed());
    assert_eq!(rows.keys().collect::<BTreeSet<_>>(), tables.iter().collect(), "one row a table");
    for (table, how_long) in &rows {
        match how_long.starts_with("until ") {
            true => assert!(removed.contains(table), "{table}: the page says \"{how_long}\", and nothing removes it"),
            false => {
                assert!(how_long.starts_with("stays"), "{table}: {how_long}");
                assert!(
                    !removed.contains(table),
                    "{table}: the page says \"{how_long}\", and a statement removes rows"
                );
            }
        }
    }
}

/// Expand first: a node of the version before reads and writes the same tables while nodes are replaced one by one.
#[test]
fn a_migration_takes_nothing_away_from_the_version_before() {
    let mut wrong = Vec::new();
    for (file, text) in migrations() {
        let code = text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
        for statement in code.split(';').map(str::to_uppercase) {
            let taken = ["DROP TABLE", "DROP COLUMN", "RENAME", "ALTER COLUMN", "TRUNCATE"];
            let taken = taken.iter().any(|words| statement.contains(words));
            let demanded =
                statement.contains("ADD COLUMN") && statement.contains("NOT NULL") && !statement.contains("DEFAULT");
            if taken || demanded {
                wrong.push(format!("{file}: {}", statement.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

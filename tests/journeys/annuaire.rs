//! The public directory as programs that nobody here wrote read it, and its extraction over the network.

use std::io::{Cursor, Read as _};
use std::time::Duration;

use harness::{Sandbox, node, succeed};
use serde_json::{Value, json};

use crate::surfer::Surfer;

/// The address of the directory's door, and something under it.
pub fn address(sandbox: &Sandbox, path: &str) -> String {
    format!("{}{path}", sandbox.text("/annuaire/url"))
}

// requirement: DIR-01 DIR-03
#[test]
fn a_fhir_client_reads_the_directory_and_a_validator_finds_nothing_wrong() {
    let sandbox = Sandbox::start();
    let person = sandbox.person("coordinatrice")["identifiant"].clone();
    let options = json!({ "annuaire": sandbox.manifest["annuaire"], "person": person });
    let said = succeed(&mut node(&sandbox, "clients/annuaire.mjs", &options));
    assert!(said.contains("resources are valid"), "{said}");
}

// requirement: DIR-01 DIR-02
#[tokio::test]
async fn the_extraction_of_the_day_is_listed_whole_and_in_the_real_layout() {
    let sandbox = Sandbox::start();
    let surfer = Surfer::new(&sandbox, None);
    let mut listed = Value::Null;
    for _ in 0..150 {
        listed = surfer.send(surfer.http.get(address(&sandbox, "extractions"))).await.json();
        if listed.as_array().is_some_and(|files| !files.is_empty()) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(400)).await;
    }
    let url = listed.pointer("/0/url").and_then(Value::as_str).expect("an extraction within a minute");
    let bytes = surfer.http.get(url).send().await.expect("the file").bytes().await.expect("all of it");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    assert_eq!(archive.len(), 3);
    let mut text = String::new();
    archive.by_index(0).expect("the activities").read_to_string(&mut text).expect("UTF-8");
    assert!(text.lines().count() > 20 && text.lines().all(|line| line.split('|').count() == 56));
    let person = sandbox.person("coordinatrice")["identifiant"].as_str().expect("a number").to_owned();
    assert!(text.contains(&person));
    assert!(!text.contains("+336"), "no mobile number of anybody");
}

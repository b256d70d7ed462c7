//! The sandbox's own promises: `try`, data that stay, another port base.

use harness::{Sandbox, program, succeed};
use serde_json::Value;

#[test]
fn try_does_the_main_job_three_times_in_a_row() {
    for run in 1..=3 {
        let printed = succeed(std::process::Command::new(program("caducee")).args(["try", "--json"]));
        let report: Value = serde_json::from_str(&printed).expect("try --json prints one JSON object");
        for means in ["ecps", "carte"] {
            for scope in ["sans_situation", "avec_situation"] {
                let part = &report[means][scope];
                let checks = part["checks"].as_array().unwrap_or_else(|| panic!("run {run}: {means}.{scope} has no checks"));
                assert!(checks.iter().all(|check| check["holds"] == true), "run {run}: {checks:#?}");
                assert!(part["id_token"]["claims"]["sub"].is_string() && part["userinfo"]["sub"].is_string());
            }
        }
    }
}

#[test]
fn started_again_it_keeps_its_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let ports = harness::free_ports();
    let first = Sandbox::start_again(&data, ports);
    let authority = std::fs::read(first.authority()).expect("the authority");
    let people = first.manifest["personnes"].clone();
    first.stop();
    let second = Sandbox::start_again(&data, ports);
    assert_eq!(std::fs::read(second.authority()).expect("the authority"), authority);
    assert_eq!(second.manifest["personnes"], people);
}

//! `idp-server doctor`, as an operator or a program runs it.

use crate::program::{installed, run};

#[test]
fn a_deployment_that_is_wrong_ends_with_one_and_says_what_to_do() {
    let folder = installed();
    let (holds, said, complaint) = run(folder.path(), &["doctor"]);
    assert!(!holds && complaint.is_empty(), "{complaint}");
    assert!(said.starts_with("ok       configuration: "), "{said}");
    assert!(said.contains("wrong    certificates: tls: ") && said.contains("         do: "), "{said}");
    assert!(!folder.path().join("idp.db").exists(), "looking makes no database");
}

#[test]
fn a_program_reads_the_same_as_one_object() {
    let folder = installed();
    let (holds, said, _) = run(folder.path(), &["doctor", "--json"]);
    let read: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((holds, read["verdict"].as_str()), (false, Some("wrong")));
    let findings = read["findings"].as_array().unwrap();
    let of = |name: &str| findings.iter().find(|one| one["check"] == name).unwrap_or_else(|| panic!("{name}: {said}"));
    assert_eq!(of("configuration")["verdict"], "ok");
    assert_eq!(of("secrets")["verdict"], "warning", "one key for every use");
    assert!(of("hosts")["remedy"].as_str().unwrap().contains("DNS"));
    assert!(findings.iter().all(|one| one["verdict"] == "ok" || one["means"].is_string()));
    assert!(!said.contains("BwcH"), "no key is told");
}

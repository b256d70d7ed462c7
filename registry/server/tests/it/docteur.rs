//! `registry-server doctor`, as an operator or a program runs it.

use std::process::Command;

use crate::maison::CLE_DE_REPOS;

fn installer() -> tempfile::TempDir {
    let dossier = tempfile::tempdir().unwrap();
    let texte = "mode = \"sandbox\"\n[listen]\nweb = \"127.0.0.1:8451\"\n[tls]\ncertificate_file = \"x\"\nkey_file = \"x\"\n\
                 [store]\nsql = \"sqlite:registre.db?mode=rwc\"\njournal = \"sqlite:journal.db?mode=rwc\"\n\
                 [keys]\nrest_file = \"cle\"\njournal_file = \"cle\"\n";
    std::fs::write(dossier.path().join("registry.toml"), texte).unwrap();
    std::fs::write(dossier.path().join("cle"), CLE_DE_REPOS).unwrap();
    dossier
}

fn lancer(dossier: &std::path::Path, arguments: &[&str]) -> (bool, String) {
    let mut programme = Command::new(env!("CARGO_BIN_EXE_registry-server"));
    let sortie = programme.current_dir(dossier).args(arguments).output().unwrap();
    (sortie.status.success(), String::from_utf8(sortie.stdout).unwrap())
}

#[test]
fn a_deployment_that_is_wrong_ends_with_one_and_nothing_was_made_by_looking() {
    let dossier = installer();
    let (tient, dit) = lancer(dossier.path(), &["doctor"]);
    assert!(!tient && dit.starts_with("ok       configuration: "), "{dit}");
    assert!(dit.contains("wrong    certificates: tls: ") && dit.contains("         do: "), "{dit}");
    assert!(!dossier.path().join("registre.db").exists());
}

#[test]
fn a_program_reads_the_same_as_one_object() {
    let dossier = installer();
    let (_, dit) = lancer(dossier.path(), &["doctor", "--json"]);
    let lu: serde_json::Value = serde_json::from_str(&dit).unwrap();
    let noms: Vec<_> = lu["findings"].as_array().unwrap().iter().map(|un| un["check"].as_str().unwrap()).collect();
    assert_eq!(noms[..3], ["configuration", "secrets", "certificates"]);
    assert_eq!((lu["verdict"].as_str(), noms.len()), (Some("wrong"), 12));
    assert!(!dit.contains(CLE_DE_REPOS));
    std::fs::write(dossier.path().join("registry.toml"), "mode = \"sandbox\"\nmodus = 1\n").unwrap();
    let (tient, dit) = lancer(dossier.path(), &["doctor"]);
    assert!(!tient && dit.contains("registry.toml:2:1"), "{dit}");
}

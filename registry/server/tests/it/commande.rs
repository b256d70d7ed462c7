//! The program.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::maison::{CLE_DE_REPOS, EXEMPLE};

pub const FICHIER: &str = "Extraction_ProSanteConnect_Personne_activite_202609010630.txt";

pub fn installer() -> TempDir {
    let dossier = tempfile::tempdir().unwrap();
    let ecrire = |nom: &str, texte: &str| std::fs::write(dossier.path().join(nom), texte).unwrap();
    ecrire("cle", CLE_DE_REPOS);
    ecrire(FICHIER, EXEMPLE);
    ecrire("extraction.txt", EXEMPLE);
    ecrire(
        "registry.toml",
        "mode = \"sandbox\"\n[listen]\nweb = \"127.0.0.1:0\"\n[tls]\ncertificate_file = \"x\"\nkey_file = \"x\"\n\
         [store]\nsql = \"sqlite:registre.db?mode=rwc\"\njournal = \"sqlite:journal.db?mode=rwc\"\n\
         [keys]\nrest_file = \"cle\"\njournal_file = \"cle\"\n",
    );
    dossier
}

pub fn lancer(dossier: &Path, arguments: &[&str]) -> (bool, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_registry-server")).args(arguments).current_dir(dossier).output().unwrap();
    (status.success(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_file_goes_in_dated_by_its_name_and_its_report_is_printed() {
    let dossier = installer();
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["import", FICHIER]);
    assert!(reussi && sortie.contains("6 inscrites") && erreur.is_empty(), "{sortie}{erreur}");
    let (_, sortie, _) = lancer(dossier.path(), &["import", FICHIER]);
    assert!(sortie.contains("0 inscrites"), "{sortie}");
}

fn zipper(chemin: &Path, fichiers: &[(&str, &str)]) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(chemin).unwrap());
    for (nom, texte) in fichiers {
        archive.start_file(*nom, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(texte.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

#[test]
fn a_zipped_file_is_the_file_in_it() {
    let dossier = installer();
    let nom = "Extraction_ProSanteConnect_Personne_activite_202609010630";
    let (archive, dedans) = (format!("{nom}.zip"), format!("{nom}.txt"));
    zipper(&dossier.path().join(&archive), &[("lisez-moi.txt", "rien"), (dedans.as_str(), EXEMPLE)]);
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["import", &archive]);
    assert!(reussi && sortie.contains("6 inscrites"), "{sortie}{erreur}");
}

#[test]
fn an_archive_that_is_not_the_extraction_is_refused_with_the_remedy() {
    let dossier = installer();
    zipper(&dossier.path().join("x_202609010630.zip"), &[("a.txt", EXEMPLE), ("b.txt", EXEMPLE)]);
    let (reussi, _, erreur) = lancer(dossier.path(), &["import", "x_202609010630.zip"]);
    assert!(!reussi && erreur.contains("un seul fichier"), "{erreur}");
}

#[test]
fn a_damaged_archive_leaves_nothing() {
    let dossier = installer();
    let chemin = dossier.path().join("x_202609010630.zip");
    zipper(&chemin, &[("a.txt", EXEMPLE)]);
    let mut octets = std::fs::read(&chemin).unwrap();
    octets[400] ^= 0x55;
    std::fs::write(&chemin, octets).unwrap();
    let (reussi, sortie, _) = lancer(dossier.path(), &["import", "x_202609010630.zip"]);
    assert!(!reussi && sortie.is_empty(), "{sortie}");
    let (_, sortie, _) = lancer(dossier.path(), &["import", FICHIER]);
    assert!(sortie.contains("6 inscrites"), "{sortie}");
}

#[test]
fn a_file_without_a_date_asks_for_one() {
    let dossier = installer();
    let (reussi, _, erreur) = lancer(dossier.path(), &["import", "extraction.txt"]);
    assert!(!reussi && erreur.contains("--date"), "{erreur}");
    let (reussi, sortie, _) = lancer(dossier.path(), &["import", "extraction.txt", "--date", "2026-09-01"]);
    assert!(reussi && sortie.contains("6 inscrites"), "{sortie}");
}

#[test]
fn a_file_that_changes_too_much_stops_until_it_is_accepted() {
    let dossier = installer();
    lancer(dossier.path(), &["import", FICHIER]);
    let reduit: Vec<&str> = EXEMPLE.lines().take(4).collect();
    std::fs::write(dossier.path().join("reduit_202609020630.txt"), reduit.join("\n")).unwrap();
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["import", "reduit_202609020630.txt"]);
    assert!(!reussi && sortie.contains("4 désactivées") && erreur.contains("--accepter"), "{sortie}{erreur}");
    let (reussi, sortie, _) = lancer(dossier.path(), &["import", "reduit_202609020630.txt", "--accepter"]);
    assert!(reussi && sortie.contains("4 désactivées"), "{sortie}");
}

#[test]
fn a_refused_row_is_printed_with_line_column_value_and_reason() {
    let dossier = installer();
    std::fs::write(dossier.path().join("x_202609010630.txt"), EXEMPLE.replace("21/11/1975", "31/11/1975")).unwrap();
    let (reussi, sortie, _) = lancer(dossier.path(), &["import", "x_202609010630.txt"]);
    assert!(reussi);
    assert!(sortie.contains("ligne 4, Date de naissance : « 31/11/1975 » n'est pas une date"), "{sortie}");
}

#[test]
fn a_key_is_printed_once_with_its_lines() {
    let dossier = installer();
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["cle", "idp", "--droits", "lecture,evenements"]);
    assert!(reussi, "{erreur}");
    assert!(sortie.contains("droits = [\"lecture\", \"evenements\"]") && sortie.contains("empreinte = \""), "{sortie}");
}

#[test]
fn an_unknown_key_of_the_configuration_is_refused_with_its_place() {
    let dossier = installer();
    let chemin = dossier.path().join("registry.toml");
    let texte = std::fs::read_to_string(&chemin).unwrap();
    std::fs::write(&chemin, format!("seuille = 5\n{texte}")).unwrap();
    let (reussi, _, erreur) = lancer(dossier.path(), &["import", FICHIER]);
    assert!(!reussi && erreur.contains("registry.toml:1") && erreur.contains("seuille"), "{erreur}");
}

#[test]
fn a_share_above_a_hundred_is_a_contradiction() {
    let dossier = installer();
    let chemin = dossier.path().join("registry.toml");
    let texte = std::fs::read_to_string(&chemin).unwrap();
    std::fs::write(&chemin, format!("seuil = 120\n{texte}")).unwrap();
    let (reussi, _, erreur) = lancer(dossier.path(), &["import", FICHIER]);
    assert!(!reussi && erreur.contains("seuil") && erreur.contains("Remedy"), "{erreur}");
}

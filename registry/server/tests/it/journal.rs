//! The audit record on the command line.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::commande::{FICHIER, installer, lancer};

/// Another one than that of [`installer`].
const AUTRE_CLE: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

fn actes(sortie: &str) -> Vec<Value> {
    sortie.lines().map(|ligne| serde_json::from_str(ligne).unwrap()).collect()
}

// requirement: R09
#[test]
fn the_journal_is_written_out_with_its_chain_and_verified() {
    let dossier = installer();
    assert!(lancer(dossier.path(), &["import", FICHIER]).0);
    let (reussi, sortie, erreur) = lancer(dossier.path(), &["journal", "exporter"]);
    assert!(reussi, "{erreur}");
    let ecrits = actes(&sortie);
    assert!(ecrits.iter().any(|acte| acte["event"] == "registry.import.done"), "{sortie}");
    assert!(ecrits.iter().all(|acte| acte["hash"].as_str().unwrap().len() > 20 && acte["at"].is_string()), "{sortie}");
    let (_, personne, _) = lancer(dossier.path(), &["journal", "exporter", "--personne", "899900000011"]);
    assert!(actes(&personne).is_empty(), "an import names nobody: {personne}");
    let (_, avant, _) = lancer(dossier.path(), &["journal", "exporter", "--jusque", "2020-12-31"]);
    assert!(avant.is_empty(), "{avant}");
    let (reussi, verifie, erreur) = lancer(dossier.path(), &["journal", "verifier"]);
    assert!(reussi && verifie.contains("Le journal est entier. Actes : "), "{verifie}{erreur}");
}

/// What the command printed, once it succeeded.
fn dit(dossier: &Path, arguments: &[&str]) -> String {
    let (reussi, sortie, erreur) = lancer(dossier, arguments);
    assert!(reussi, "{arguments:?}: {erreur}");
    sortie
}

/// Why the command refused.
fn refus(dossier: &Path, arguments: &[&str]) -> String {
    let (reussi, sortie, erreur) = lancer(dossier, arguments);
    assert!(!reussi, "{arguments:?}: {sortie}");
    erreur
}

/// Two imports, so two chains; the point and the copy that were kept, and the public key.
fn garder() -> (TempDir, String) {
    let dossier = installer();
    for _ in 0..2 {
        dit(dossier.path(), &["import", FICHIER]);
    }
    std::fs::write(dossier.path().join("garde"), dit(dossier.path(), &["journal", "point"])).unwrap();
    std::fs::write(dossier.path().join("copie"), dit(dossier.path(), &["journal", "exporter"])).unwrap();
    let cle = dit(dossier.path(), &["journal", "cle"]).trim().to_owned();
    (dossier, cle)
}

fn changer(dossier: &Path, avant: &str, apres: &str) {
    let reglages = dossier.join("registry.toml");
    let texte = std::fs::read_to_string(&reglages).unwrap();
    assert!(texte.contains(avant), "{texte}");
    std::fs::write(reglages, texte.replace(avant, apres)).unwrap();
}

// requirement: R09
#[test]
fn a_copy_that_was_cut_or_rewritten_is_refused_without_the_journal() {
    let (dossier, cle) = garder();
    let ailleurs = tempfile::tempdir().unwrap();
    let copie = std::fs::read_to_string(dossier.path().join("copie")).unwrap();
    std::fs::copy(dossier.path().join("garde"), ailleurs.path().join("garde")).unwrap();
    let controler = ["journal", "controler", "--cle", &cle, "--garde", "garde", "--export", "copie"];
    let poser = |texte: &str| std::fs::write(ailleurs.path().join("copie"), texte).unwrap();
    poser(&copie);
    assert!(dit(ailleurs.path(), &controler).contains("as they were"));
    let lignes: Vec<&str> = copie.lines().collect();
    poser(&lignes[..lignes.len() - 1].join("\n"));
    assert!(refus(ailleurs.path(), &controler).contains("it was cut"));
    poser(&copie.replacen("registry.import.done", "registry.import.lost", 1));
    assert!(refus(ailleurs.path(), &controler).contains("is not what was recorded"));
}

// requirement: R09
#[test]
fn a_forged_proof_and_a_foreign_key_are_refused_without_the_journal() {
    let (dossier, cle) = garder();
    let ecrits = actes(&std::fs::read_to_string(dossier.path().join("copie")).unwrap());
    let prouver = |acte: &Value| {
        let (chaine, numero) = (acte["writer"].as_str().unwrap(), acte["sequence"].to_string());
        dit(dossier.path(), &["journal", "prouver", "--chaine", chaine, "--numero", &numero])
    };
    let [une, autre] = [prouver(&ecrits[0]), prouver(&ecrits[1])];
    let controler = |cle: &str, preuve: &str| {
        std::fs::write(dossier.path().join("preuve"), preuve).unwrap();
        lancer(dossier.path(), &["journal", "controler", "--cle", cle, "--preuve", "preuve"])
    };
    let (reussi, montre, erreur) = controler(&cle, &une);
    assert!(reussi && montre.contains(ecrits[0]["writer"].as_str().unwrap()), "{montre}{erreur}");
    let acte = |preuve: &str| preuve.lines().nth(1).unwrap().to_owned();
    let (reussi, _, erreur) = controler(&cle, &une.replace(&acte(&une), &acte(&autre)));
    assert!(!reussi && erreur.contains("does not lead"), "{erreur}");
    let etrangere = installer();
    std::fs::write(etrangere.path().join("cle"), AUTRE_CLE).unwrap();
    let etrangere = dit(etrangere.path(), &["journal", "cle"]);
    assert!(!controler(etrangere.trim(), &une).0, "signed by nobody that the auditor knows");
}

// requirement: R09 O09
#[test]
fn a_journal_restored_from_an_older_copy_does_not_go_on_from_what_was_kept() {
    let dossier = installer();
    dit(dossier.path(), &["import", FICHIER]);
    dit(dossier.path(), &["journal", "point"]);
    let fichiers = || {
        let chemins = std::fs::read_dir(dossier.path()).unwrap().map(|fichier| fichier.unwrap().path());
        let sien = |chemin: &PathBuf| chemin.file_name().unwrap().to_string_lossy().starts_with("journal.db");
        chemins.filter(sien).collect::<Vec<_>>()
    };
    let sauvegarde: Vec<_> = fichiers().into_iter().map(|chemin| (std::fs::read(&chemin).unwrap(), chemin)).collect();
    dit(dossier.path(), &["import", FICHIER]);
    std::fs::write(dossier.path().join("garde"), dit(dossier.path(), &["journal", "point"])).unwrap();
    let verifier = ["journal", "verifier", "--garde", "garde"];
    dit(dossier.path(), &verifier);
    fichiers().iter().for_each(|chemin| std::fs::remove_file(chemin).unwrap());
    sauvegarde.iter().for_each(|(octets, chemin)| std::fs::write(chemin, octets).unwrap());
    assert!(refus(dossier.path(), &verifier).contains("it was cut"));
}

// requirement: R09
#[test]
fn what_a_former_key_signed_is_verified_after_the_key_has_changed() {
    let (dossier, ancienne) = garder();
    std::fs::write(dossier.path().join("autre"), AUTRE_CLE).unwrap();
    changer(dossier.path(), "journal_file = \"cle\"", "journal_file = \"autre\"");
    dit(dossier.path(), &["import", FICHIER]);
    dit(dossier.path(), &["journal", "point"]);
    refus(dossier.path(), &["journal", "verifier"]);
    refus(dossier.path(), &["journal", "verifier", "--garde", "garde"]);
    let deux = format!("journal_file = \"autre\"\njournal_former = [\"{ancienne}\"]");
    changer(dossier.path(), "journal_file = \"autre\"", &deux);
    dit(dossier.path(), &["journal", "verifier", "--garde", "garde"]);
    changer(dossier.path(), &ancienne, "registre/journal-du-registre+00000000+AAAA");
    assert!(refus(dossier.path(), &["journal", "verifier"]).contains("keys.journal_former"));
}

//! Proofs about the audit record, from the command line: what was cut off or rewritten is found by whoever kept a checkpoint.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::commande::{FICHIER, installer, lancer};

/// What a command prints when it succeeds.
fn dit(dossier: &Path, arguments: &[&str]) -> String {
    let (reussi, sortie, erreur) = lancer(dossier, arguments);
    assert!(reussi, "{arguments:?}: {sortie}{erreur}");
    sortie
}

/// What it complains of when it does not.
fn refuse(dossier: &Path, arguments: &[&str]) -> String {
    let (reussi, sortie, erreur) = lancer(dossier, arguments);
    assert!(!reussi && sortie.is_empty(), "{arguments:?}: {sortie}");
    erreur
}

/// What a command prints goes into a file of the folder.
fn garder(dossier: &Path, nom: &str, arguments: &[&str]) {
    let texte = dit(dossier, arguments);
    std::fs::write(dossier.join(nom), texte).unwrap();
}

/// One import is in the journal, its checkpoint kept in `hier`.
fn tenu() -> TempDir {
    let dossier = installer();
    dit(dossier.path(), &["import", FICHIER]);
    garder(dossier.path(), "hier", &["journal", "point"]);
    dossier
}

/// A journal as an operator who has the machine can leave it.
fn copier(de: &Path, vers: &Path) {
    for suite in ["", "-wal", "-shm"] {
        let (de, vers) = (de.join(format!("journal.db{suite}")), vers.join(format!("journal.db{suite}")));
        _ = std::fs::remove_file(&vers);
        if de.exists() {
            std::fs::copy(de, vers).unwrap();
        }
    }
}

async fn falsifier(dossier: &Path, ordre: &'static str) {
    let base = journal::open(&format!("sqlite:{}", dossier.join("journal.db").display())).await.unwrap();
    assert!(sqlx::query(ordre).execute(base.write()).await.unwrap().rows_affected() > 0, "{ordre} changed nothing");
}

// requirement: R09
#[test]
fn one_record_is_proven_to_somebody_who_has_neither_the_journal_nor_a_configuration() {
    let dossier = tenu();
    let actes = dit(dossier.path(), &["journal", "exporter"]);
    let acte: Value = serde_json::from_str(actes.lines().next().unwrap()).unwrap();
    let (chaine, numero) = (acte["writer"].as_str().unwrap(), acte["sequence"].to_string());
    let preuve = dit(dossier.path(), &["journal", "prouver", "--chaine", chaine, "--numero", &numero]);
    let cle = dit(dossier.path(), &["journal", "cle"]);
    let ailleurs = tempfile::tempdir().unwrap();
    std::fs::write(ailleurs.path().join("preuve"), &preuve).unwrap();
    let juger = ["journal", "controler", "--cle", cle.trim(), "--preuve", "preuve"];
    let montre = dit(ailleurs.path(), &juger);
    assert!(montre.contains(acte["event"].as_str().unwrap()), "{montre}");
    // the head of the tree says another size
    std::fs::write(ailleurs.path().join("preuve"), preuve.replacen("index 0", "index 1", 1)).unwrap();
    refuse(ailleurs.path(), &juger);
    let inconnu = ["journal", "prouver", "--chaine", chaine, "--numero", "9999"];
    refuse(dossier.path(), &inconnu);
    assert!(refuse(ailleurs.path(), &["journal", "controler", "--cle", cle.trim()]).contains("nothing to judge"));
    assert!(refuse(ailleurs.path(), &["journal", "controler", "--cle", "rien"]).contains("no key"));
}

// requirement: R09
#[test]
fn a_journal_goes_on_from_a_checkpoint_of_a_former_day() {
    let dossier = tenu();
    dit(dossier.path(), &["import", FICHIER]);
    garder(dossier.path(), "suite", &["journal", "point", "--depuis", "hier"]);
    let cle = dit(dossier.path(), &["journal", "cle"]);
    dit(dossier.path(), &["journal", "verifier", "--garde", "hier"]);
    dit(dossier.path(), &["journal", "controler", "--cle", cle.trim(), "--garde", "hier", "--suite", "suite"]);
}

// requirement: R09
#[test]
fn a_journal_that_was_cut_back_with_its_checkpoints_is_found_by_who_kept_one() {
    let (dossier, sauvegarde) = (tenu(), tempfile::tempdir().unwrap());
    copier(dossier.path(), sauvegarde.path());
    dit(dossier.path(), &["import", FICHIER]);
    garder(dossier.path(), "aujourd-hui", &["journal", "point"]);
    copier(sauvegarde.path(), dossier.path());
    dit(dossier.path(), &["journal", "verifier"]);
    dit(dossier.path(), &["journal", "verifier", "--garde", "hier"]);
    let trouve = refuse(dossier.path(), &["journal", "verifier", "--garde", "aujourd-hui"]);
    assert!(trouve.contains("kept"), "{trouve}");
    // and written on: as long as before, and not the same
    dit(dossier.path(), &["import", FICHIER]);
    dit(dossier.path(), &["import", FICHIER]);
    dit(dossier.path(), &["journal", "point"]);
    dit(dossier.path(), &["journal", "verifier"]);
    refuse(dossier.path(), &["journal", "verifier", "--garde", "aujourd-hui"]);
}

// requirement: R09
#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_was_rewritten_or_taken_out_is_found() {
    for ordre in [
        "UPDATE journal_record SET event = 'registry.nothing' WHERE sequence = 1",
        "UPDATE journal_record SET at = at + 1 WHERE sequence = 1",
        "DELETE FROM journal_record WHERE sequence = 1",
    ] {
        let dossier = tenu();
        dit(dossier.path(), &["journal", "verifier"]);
        falsifier(dossier.path(), ordre).await;
        refuse(dossier.path(), &["journal", "verifier"]);
    }
}

// requirement: R09
#[test]
fn a_copy_is_held_against_the_checkpoint_and_a_word_that_was_changed_shows() {
    let dossier = tenu();
    garder(dossier.path(), "copie", &["journal", "exporter"]);
    let cle = dit(dossier.path(), &["journal", "cle"]);
    let juger = ["journal", "controler", "--cle", cle.trim(), "--garde", "hier", "--export", "copie"];
    assert!(dit(dossier.path(), &juger).contains("as they were"));
    let copie = std::fs::read_to_string(dossier.path().join("copie")).unwrap();
    let ecrire = |texte: &str| std::fs::write(dossier.path().join("copie"), texte).unwrap();
    let evenement = serde_json::from_str::<Value>(copie.lines().next().unwrap()).unwrap()["event"].to_string();
    ecrire(&copie.replacen(&evenement, "\"registry.nothing\"", 1));
    refuse(dossier.path(), &juger);
    let sans_le_dernier: Vec<&str> = copie.lines().rev().skip(1).collect();
    ecrire(&sans_le_dernier.into_iter().rev().collect::<Vec<_>>().join("\n"));
    refuse(dossier.path(), &juger);
    ecrire("rien\n");
    assert!(refuse(dossier.path(), &juger).contains("line 1"));
}

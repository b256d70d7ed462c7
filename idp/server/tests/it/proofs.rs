//! Proofs about the provider's audit record: what was cut off or rewritten is found by whoever kept a checkpoint.

use std::path::Path;

use journal::Place;
use tempfile::TempDir;

use crate::program::{installed, run};

/// What a command prints when it succeeds.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let (success, printed, complaint) = run(folder, arguments);
    assert!(success, "{arguments:?}: {printed}{complaint}");
    printed
}

/// What it complains of when it does not.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let (success, printed, complaint) = run(folder, arguments);
    assert!(!success && printed.is_empty(), "{arguments:?}: {printed}");
    complaint
}

fn keep(folder: &Path, name: &str, arguments: &[&str]) {
    let text = said(folder, arguments);
    std::fs::write(folder.join(name), text).unwrap();
}

/// One act of an operator, which the journal keeps.
fn act(folder: &Path) {
    said(folder, &["initial-access-token"]);
}

/// One act is in the journal, its checkpoint kept in `yesterday`.
fn held() -> TempDir {
    let folder = installed();
    act(folder.path());
    keep(folder.path(), "yesterday", &["journal", "checkpoint"]);
    folder
}

async fn database(folder: &Path) -> database::Database {
    journal::open(&format!("sqlite:{}", folder.join("journal.db").display())).await.unwrap()
}

/// A journal as somebody who has the machine can leave it.
fn copy(from: &Path, to: &Path) {
    for end in ["", "-wal", "-shm"] {
        let (from, to) = (from.join(format!("journal.db{end}")), to.join(format!("journal.db{end}")));
        _ = std::fs::remove_file(&to);
        if from.exists() {
            std::fs::copy(from, to).unwrap();
        }
    }
}

// requirement: R09
#[tokio::test(flavor = "multi_thread")]
async fn one_record_is_proven_to_somebody_who_has_neither_the_journal_nor_a_configuration() {
    let folder = held();
    let first = journal::page(&database(folder.path()).await, &Place::default(), 1).await.unwrap().remove(0);
    let sequence = first.sequence.to_string();
    let proof = said(folder.path(), &["journal", "prove", "--writer", &first.writer, "--sequence", &sequence]);
    let key = said(folder.path(), &["journal", "key"]);
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("proof"), &proof).unwrap();
    let judge = ["journal", "check", "--key", key.trim(), "--proof", "proof"];
    let shown = said(elsewhere.path(), &judge);
    assert!(shown.contains(&first.event), "{shown}");
    std::fs::write(elsewhere.path().join("proof"), proof.replacen("index 0", "index 1", 1)).unwrap();
    refused(elsewhere.path(), &judge);
    refused(folder.path(), &["journal", "prove", "--writer", &first.writer, "--sequence", "9999"]);
    assert!(refused(elsewhere.path(), &["journal", "check", "--key", key.trim()]).contains("nothing to judge"));
    assert!(refused(elsewhere.path(), &["journal", "check", "--key", "nothing"]).contains("no key"));
}

// requirement: R09
#[test]
fn a_journal_goes_on_from_a_checkpoint_of_a_former_day() {
    let folder = held();
    act(folder.path());
    keep(folder.path(), "follows", &["journal", "checkpoint", "--since", "yesterday"]);
    let key = said(folder.path(), &["journal", "key"]);
    said(folder.path(), &["journal", "verify", "--kept", "yesterday"]);
    said(folder.path(), &["journal", "check", "--key", key.trim(), "--kept", "yesterday", "--follows", "follows"]);
}

// requirement: R09
#[test]
fn a_journal_that_was_cut_back_with_its_checkpoints_is_found_by_who_kept_one() {
    let (folder, backup) = (held(), tempfile::tempdir().unwrap());
    copy(folder.path(), backup.path());
    act(folder.path());
    keep(folder.path(), "today", &["journal", "checkpoint"]);
    copy(backup.path(), folder.path());
    said(folder.path(), &["journal", "verify", "--kept", "yesterday"]);
    refused(folder.path(), &["journal", "verify", "--kept", "today"]);
    // and written on: as long as before, and not the same
    act(folder.path());
    act(folder.path());
    said(folder.path(), &["verify-journal"]);
    refused(folder.path(), &["journal", "verify", "--kept", "today"]);
}

// requirement: R09
#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_was_rewritten_or_taken_out_is_found() {
    for statement in [
        "UPDATE journal_record SET event = 'nothing' WHERE sequence = 1",
        "UPDATE journal_record SET at = at + 1 WHERE sequence = 1",
        "DELETE FROM journal_record WHERE sequence = 1",
    ] {
        let folder = held();
        said(folder.path(), &["journal", "verify"]);
        let done = sqlx::query(statement).execute(database(folder.path()).await.write()).await.unwrap();
        assert!(done.rows_affected() > 0, "{statement} changed nothing");
        assert!(refused(folder.path(), &["journal", "verify"]).contains("altered"), "{statement}");
    }
}

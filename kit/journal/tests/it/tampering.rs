use std::ops::RangeInclusive;

use journal::{Break, CheckpointKey, Place, VerifyError, verify};

use crate::bench::{Bench, act};

crate::on_both_engines!(
    an_altered_record_is_found,
    a_record_that_was_taken_out_is_found,
    exchanged_records_are_found,
    a_record_that_changed_its_writer_is_found,
    a_cut_after_a_checkpoint_is_found,
    a_cut_before_any_checkpoint_is_found_while_the_chain_says_where_it_stood,
    a_chain_that_vanished_altogether_is_found,
    one_record_that_was_computed_anew_is_found,
    a_chain_that_was_computed_anew_is_found,
    an_altered_checkpoint_is_found,
    a_checkpoint_that_was_taken_out_is_found,
    a_checkpoint_by_a_foreign_key_is_found,
    an_empty_journal_holds_together,
    a_journal_of_several_pages_is_walked_to_its_end,
);

/// Ten records, a checkpoint, ten more, a checkpoint at the end; the name of the chain.
async fn written(bench: &Bench) -> String {
    let journal = bench.writer("a", 1).await;
    for number in 1..=20 {
        journal.record(act(number)).await.unwrap();
        if number == 10 {
            journal.checkpoint().await.unwrap().expect("ten records to sign");
        }
    }
    journal.close().await.unwrap();
    let verified = bench.verify().await.unwrap();
    assert_eq!((verified.records, verified.checkpoints), (20, 2));
    journal.writer().to_owned()
}

async fn found(bench: &Bench) -> Break {
    match bench.verify().await {
        Err(VerifyError::Broken(found)) => found,
        other => panic!("not found: {other:?}"),
    }
}

async fn an_altered_record_is_found(bench: Bench) {
    let writer = written(&bench).await;
    bench.tamper("UPDATE journal_record SET fields = '{}' WHERE sequence = 7").await;
    assert_eq!(found(&bench).await, Break::Altered { writer, sequence: 7 });
}

async fn a_record_that_was_taken_out_is_found(bench: Bench) {
    let writer = written(&bench).await;
    bench.tamper("DELETE FROM journal_record WHERE sequence = 7").await;
    assert_eq!(found(&bench).await, Break::Missing { writer, sequence: 7 });
}

async fn exchanged_records_are_found(bench: Bench) {
    let writer = written(&bench).await;
    bench.tamper("UPDATE journal_record SET sequence = 99 WHERE sequence = 7").await;
    bench.tamper("UPDATE journal_record SET sequence = 7 WHERE sequence = 8").await;
    bench.tamper("UPDATE journal_record SET sequence = 8 WHERE sequence = 99").await;
    assert_eq!(found(&bench).await, Break::Altered { writer, sequence: 7 });
}

async fn a_record_that_changed_its_writer_is_found(bench: Bench) {
    written(&bench).await;
    bench.tamper("UPDATE journal_record SET writer = 'a/0' WHERE sequence = 1").await;
    assert_eq!(found(&bench).await, Break::Altered { writer: "a/0".to_owned(), sequence: 1 });
}

async fn a_cut_after_a_checkpoint_is_found(bench: Bench) {
    let writer = written(&bench).await;
    bench.tamper("DELETE FROM journal_record WHERE sequence > 15").await;
    bench.tamper("DELETE FROM journal_chain").await;
    assert_eq!(found(&bench).await, Break::Truncated { writer, sequence: 20 });
}

async fn a_cut_before_any_checkpoint_is_found_while_the_chain_says_where_it_stood(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    for number in 1..=3 {
        journal.record(act(number)).await.unwrap();
    }
    bench.tamper("DELETE FROM journal_record WHERE sequence = 3").await;
    assert_eq!(found(&bench).await, Break::Truncated { writer: journal.writer().to_owned(), sequence: 3 });
}

async fn a_chain_that_vanished_altogether_is_found(bench: Bench) {
    let writer = written(&bench).await;
    bench.tamper("DELETE FROM journal_record").await;
    bench.tamper("DELETE FROM journal_chain").await;
    assert_eq!(found(&bench).await, Break::Truncated { writer, sequence: 10 });
}

/// Somebody who knows how hashes are made writes these records anew, as a chain of the same writer would have them.
async fn forge(bench: &Bench, sequences: RangeInclusive<i64>) {
    let other = Bench::sqlite();
    let forger = other.writer("a", 1).await;
    for number in 666..686 {
        forger.record(act(number)).await.unwrap();
    }
    for forged in journal::page(&other.database().await, &Place::default(), 100).await.unwrap() {
        if sequences.contains(&forged.sequence) {
            bench
                .tamper(&format!(
                    "UPDATE journal_record SET previous = '{}', fields = '{}', hash = '{}' WHERE sequence = {}",
                    forged.previous, forged.fields, forged.hash, forged.sequence
                ))
                .await;
        }
    }
}

async fn one_record_that_was_computed_anew_is_found(bench: Bench) {
    let writer = written(&bench).await;
    forge(&bench, 5..=5).await;
    assert_eq!(found(&bench).await, Break::Unlinked { writer, sequence: 5 });
}

/// A whole new chain links, but nobody can sign its head.
async fn a_chain_that_was_computed_anew_is_found(bench: Bench) {
    let writer = written(&bench).await;
    forge(&bench, 1..=20).await;
    assert_eq!(found(&bench).await, Break::Rewritten { writer, sequence: 10, checkpoint: 1 });
    bench.tamper("UPDATE journal_checkpoint SET content = replace(content, '\"sequence\":10', '\"sequence\":9')").await;
    assert_eq!(found(&bench).await, Break::CheckpointAltered { number: 1 });
}

async fn an_altered_checkpoint_is_found(bench: Bench) {
    written(&bench).await;
    bench.tamper("UPDATE journal_checkpoint SET content = replace(content, '18', '17') WHERE number = 2").await;
    assert_eq!(found(&bench).await, Break::CheckpointAltered { number: 2 });
}

async fn a_checkpoint_that_was_taken_out_is_found(bench: Bench) {
    written(&bench).await;
    bench.tamper("DELETE FROM journal_checkpoint WHERE number = 1").await;
    assert_eq!(found(&bench).await, Break::CheckpointMissing { number: 1 });
}

async fn a_checkpoint_by_a_foreign_key_is_found(bench: Bench) {
    written(&bench).await;
    let foreign = CheckpointKey::from_bytes(&[8; 32]).unwrap().verifying();
    match verify(&bench.database().await, &[foreign]).await {
        Err(VerifyError::Broken(found)) => assert_eq!(found, Break::UnknownKey { number: 1 }),
        other => panic!("not found: {other:?}"),
    }
}

async fn an_empty_journal_holds_together(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    assert_eq!(journal.checkpoint().await.unwrap(), None, "there is nothing to sign");
    assert_eq!(bench.verify().await.unwrap().records, 0);
}

async fn a_journal_of_several_pages_is_walked_to_its_end(bench: Bench) {
    let (a, b) = (bench.writer("a", 1).await, bench.writer("b", 2).await);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..1_100 {
        let journal = if number < 1_050 { a.clone() } else { b.clone() };
        tasks.spawn(async move { journal.record(act(number)).await.unwrap() });
    }
    tasks.join_all().await;
    let verified = bench.verify().await.unwrap();
    assert_eq!((verified.chains, verified.records), (2, 1_100));
    bench.tamper("DELETE FROM journal_record WHERE sequence = 1001").await;
    assert_eq!(found(&bench).await, Break::Missing { writer: a.writer().to_owned(), sequence: 1_001 });
}

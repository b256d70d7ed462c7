use std::time::Duration;

use journal::{Journal, JournalError, Place, Record, Stored, page};
use tokio::task::JoinSet;

use crate::bench::{Bench, act, with_origin};
use crate::postgres::Postgres;

crate::on_both_engines!(
    a_hundred_parallel_records_are_all_durable_and_in_order,
    records_that_arrive_together_are_committed_together,
    an_origin_is_recorded_once,
    an_origin_is_recorded_once_across_two_nodes,
    a_repeated_origin_does_not_take_its_neighbours_down,
    what_was_told_is_what_is_read,
    each_boot_has_a_chain_of_its_own,
    closing_signs_what_was_recorded_and_refuses_more,
    two_nodes_sign_checkpoints_without_a_fork,
    checkpoints_are_signed_at_the_interval,
);

async fn record_all(journal: &Journal, records: Vec<Record>) -> Vec<Result<(), JournalError>> {
    let mut tasks = JoinSet::new();
    for record in records {
        let journal = journal.clone();
        tasks.spawn(async move { journal.record(record).await });
    }
    tasks.join_all().await
}

async fn stored(bench: &Bench) -> Vec<Stored> {
    page(&bench.database().await, &Place::default(), 10_000).await.unwrap()
}

async fn a_hundred_parallel_records_are_all_durable_and_in_order(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    let answers = record_all(&journal, (0..100).map(act).collect()).await;
    assert!(answers.iter().all(Result::is_ok));
    let stored = stored(&bench).await;
    assert_eq!(stored.iter().map(|record| record.sequence).collect::<Vec<_>>(), (1..=100).collect::<Vec<_>>());
    let mut numbers: Vec<_> = stored.iter().map(|record| record.fields.clone()).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 100, "each record is there once");
    assert_eq!(bench.verify().await.unwrap().records, 100);
}

async fn records_that_arrive_together_are_committed_together(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    for round in 0..10 {
        let answers = record_all(&journal, (0..100).map(|n| act(round * 100 + n)).collect()).await;
        assert!(answers.iter().all(Result::is_ok));
    }
    let figures = journal.figures();
    println!("{} records in {} commits", figures.records, figures.commits);
    assert_eq!(figures.records, 1_000);
    assert!(figures.commits <= 250, "{} commits for 1,000 records told 100 at a time", figures.commits);
}

async fn an_origin_is_recorded_once(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    journal.record(with_origin(1, "code:x")).await.unwrap();
    assert_eq!(journal.record(with_origin(2, "code:x")).await, Err(JournalError::AlreadyRecorded));
    journal.record(act(3)).await.unwrap();
    assert_eq!(bench.verify().await.unwrap().records, 2);
}

async fn an_origin_is_recorded_once_across_two_nodes(bench: Bench) {
    let (a, b) = (bench.writer("a", 1).await, bench.writer("b", 2).await);
    let origins = |from: usize| (0..20).map(|n| with_origin(from + n, &format!("code:{n}"))).collect::<Vec<_>>();
    let (at_a, at_b) = tokio::join!(record_all(&a, origins(0)), record_all(&b, origins(100)));
    let both: Vec<_> = at_a.into_iter().chain(at_b).collect();
    assert_eq!(both.iter().filter(|answer| answer.is_ok()).count(), 20);
    assert_eq!(both.iter().filter(|answer| **answer == Err(JournalError::AlreadyRecorded)).count(), 20);
    assert_eq!(bench.verify().await.unwrap().records, 20);
}

async fn a_repeated_origin_does_not_take_its_neighbours_down(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    journal.record(with_origin(0, "code:0")).await.unwrap();
    let mut together: Vec<_> = (1..60).map(act).collect();
    together.extend((0..20).map(|n| with_origin(n, &format!("code:{}", n / 2))));
    let answers = record_all(&journal, together).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 59 + 9);
    assert_eq!(answers.iter().filter(|answer| **answer == Err(JournalError::AlreadyRecorded)).count(), 11);
    assert_eq!(bench.verify().await.unwrap().records, 1 + 59 + 9);
}

async fn what_was_told_is_what_is_read(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    journal.record(with_origin(1, "code:é")).await.unwrap();
    let stored = &stored(&bench).await[0];
    assert_eq!(stored.writer, journal.writer());
    assert_eq!(stored.origin.as_deref(), Some("code:é"));
    assert_eq!(stored.at, 1_800_000_000_000);
    assert_eq!(stored.event, "token.issued");
    assert_eq!(stored.fields, r#"{"client.id":"dui","number":1}"#);
}

async fn each_boot_has_a_chain_of_its_own(bench: Bench) {
    for boot in 1..=3 {
        let journal = bench.writer("a", boot).await;
        journal.record(act(1)).await.unwrap();
        journal.close().await.unwrap();
    }
    let verified = bench.verify().await.unwrap();
    assert_eq!((verified.chains, verified.records, verified.checkpoints), (3, 3, 3));
}

async fn closing_signs_what_was_recorded_and_refuses_more(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    record_all(&journal, (0..30).map(act).collect()).await;
    let last = journal.close().await.unwrap().expect("a last checkpoint");
    assert_eq!(journal.record(act(31)).await, Err(JournalError::Closed));
    let verified = bench.verify().await.unwrap();
    assert_eq!((verified.records, verified.last), (30, Some(last)));
}

async fn two_nodes_sign_checkpoints_without_a_fork(bench: Bench) {
    let (a, b) = (bench.writer("a", 1).await, bench.writer("b", 2).await);
    for round in 0..10 {
        let (at_a, at_b) = tokio::join!(a.record(act(round)), b.record(act(round)));
        at_a.and(at_b).unwrap();
        let (at_a, at_b) = tokio::join!(a.checkpoint(), b.checkpoint());
        assert!(at_a.unwrap().is_some() || at_b.unwrap().is_some());
    }
    let verified = bench.verify().await.unwrap();
    assert_eq!((verified.chains, verified.records), (2, 20));
    assert!(verified.checkpoints >= 10);
}

async fn checkpoints_are_signed_at_the_interval(bench: Bench) {
    let journal = bench.writer_with_checkpoints("a", 1, Duration::from_millis(20)).await;
    journal.record(act(1)).await.unwrap();
    let mut tries = 0;
    while bench.verify().await.unwrap().checkpoints == 0 {
        assert!(tries < 100, "no checkpoint came");
        tries += 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(bench.verify().await.unwrap().checkpoints, 1, "nothing moved, so nothing more is signed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_that_the_engine_did_not_take_is_not_answered() {
    let server = Postgres::start();
    let bench = Bench::at(server.database());
    let journal = bench.writer("a", 1).await;
    journal.record(act(1)).await.unwrap();
    drop(server);
    assert!(matches!(journal.record(act(2)).await, Err(JournalError::Unavailable(_))));
}

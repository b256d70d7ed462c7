//! Checkpoints that auditors keep, and proofs that they judge without the journal.

use journal::{
    Break, CheckpointKey, Given, Journal, NamedKey, NoteError, OfflineError, Place, Point, ProveError, SignedPoint,
    VerifyError, check, check_consistency, check_fork, check_record, last_point, prove, prove_consistency, sign_now,
    verify_with,
};

use crate::bench::{Bench, ORIGIN, act, key};

crate::on_both_engines!(
    a_record_is_proven_without_the_journal,
    the_proof_of_another_record_is_refused,
    a_proof_under_another_key_or_another_name_is_refused,
    a_record_that_no_checkpoint_has_is_not_proven,
    a_journal_goes_on_from_each_of_its_checkpoints,
    a_cut_that_takes_the_last_checkpoints_with_it_is_found_by_who_kept_one,
    a_journal_that_was_restored_and_written_on_is_found_to_fork,
    two_checkpoints_of_one_size_and_two_roots_are_a_fork,
    a_whole_journal_that_was_made_anew_with_the_key_is_found_by_who_kept_a_checkpoint,
    a_head_of_the_tree_that_was_altered_is_found,
    records_that_changed_places_in_the_tree_are_found,
    a_journal_of_the_version_before_is_taken_up,
    several_nodes_grow_one_tree,
    a_tree_of_several_kept_levels_proves_each_of_its_records,
);

fn named() -> NamedKey {
    NamedKey { origin: ORIGIN.to_owned(), key: key().verifying() }
}

pub async fn told(journal: &Journal, numbers: std::ops::Range<usize>) {
    let mut tasks = tokio::task::JoinSet::new();
    for number in numbers {
        let journal = journal.clone();
        tasks.spawn(async move { journal.record(act(number)).await.unwrap() });
    }
    tasks.join_all().await;
    journal.checkpoint().await.unwrap().expect("something to sign");
}

pub async fn note(bench: &Bench) -> String {
    last_point(&bench.database().await).await.unwrap().expect("a checkpoint").note().to_owned()
}

async fn proof(bench: &Bench, writer: &str, sequence: i64) -> Result<String, ProveError> {
    prove(&bench.database().await, &Place { writer: writer.to_owned(), sequence }).await
}

async fn found(bench: &Bench, kept: &str) -> Break {
    let point = SignedPoint::read(kept).unwrap().point;
    match verify_with(&bench.database().await, &[key().verifying()], &[point]).await {
        Err(VerifyError::Broken(found)) => found,
        other => panic!("not found: {other:?}"),
    }
}

async fn a_record_is_proven_without_the_journal(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    told(&journal, 0..20).await;
    for sequence in 1..=20 {
        let proof = proof(&bench, journal.writer(), sequence).await.unwrap();
        let (record, point) = check_record(&proof, &named()).unwrap();
        assert_eq!((record.sequence, record.event.as_str(), point.size), (sequence, "token.issued", 20));
    }
    let given =
        Given { kept: vec![note(&bench).await], proof: proof(&bench, journal.writer(), 7).await.ok(), follows: None };
    assert_eq!(check(&given, &named()).unwrap().len(), 2);
}

async fn the_proof_of_another_record_is_refused(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    told(&journal, 0..9).await;
    let (mine, other) =
        (proof(&bench, journal.writer(), 3).await.unwrap(), proof(&bench, journal.writer(), 4).await.unwrap());
    let line = |proof: &str, place: usize| proof.lines().nth(place).unwrap().to_owned();
    for place in [1, 2, 3] {
        let mixed = mine.replacen(&line(&mine, place), &line(&other, place), 1);
        assert_ne!(mixed, mine);
        assert_eq!(check_record(&mixed, &named()).unwrap_err(), OfflineError::NotIncluded, "line {place}");
    }
    let shorter = mine.replacen(&format!("{}\n", line(&mine, 4)), "", 1);
    assert_eq!(check_record(&shorter, &named()).unwrap_err(), OfflineError::NotIncluded);
    for wrong in ["", "c2sp.org/tlog-proof@v2\n\n", &mine.replacen("index 2", "index 02", 1), &"x".repeat(300_000)] {
        assert_eq!(check_record(wrong, &named()).unwrap_err(), OfflineError::Unreadable);
    }
}

async fn a_proof_under_another_key_or_another_name_is_refused(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    told(&journal, 0..3).await;
    let proof = proof(&bench, journal.writer(), 1).await.unwrap();
    let foreign = NamedKey { key: CheckpointKey::from_bytes(&[8; 32]).unwrap().verifying(), ..named() };
    assert_eq!(check_record(&proof, &foreign).unwrap_err(), OfflineError::Note(NoteError::UnknownKey));
    let elsewhere = NamedKey { origin: "journal.test/b".to_owned(), ..named() };
    assert_eq!(check_record(&proof, &elsewhere).unwrap_err(), OfflineError::OtherJournal(ORIGIN.to_owned()));
    let forged = proof.replacen("\n3\n", "\n4\n", 1);
    assert_eq!(check_record(&forged, &named()).unwrap_err(), OfflineError::Note(NoteError::Forged));
}

async fn a_record_that_no_checkpoint_has_is_not_proven(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    journal.record(act(1)).await.unwrap();
    assert!(matches!(proof(&bench, journal.writer(), 1).await, Err(ProveError::NoCheckpoint)));
    told(&journal, 2..3).await;
    journal.record(act(3)).await.unwrap();
    assert!(matches!(proof(&bench, journal.writer(), 3).await, Err(ProveError::NotSigned)));
    assert!(matches!(proof(&bench, journal.writer(), 4).await, Err(ProveError::Unknown)));
    let (ambient, _) = ambient::Ambient::fixed(ambient::Timestamp::from_seconds(1_800_000_000), 9);
    sign_now(&bench.database().await, (key(), ORIGIN.to_owned()), ambient.now()).await.unwrap().expect("a checkpoint");
    assert!(proof(&bench, journal.writer(), 3).await.is_ok(), "another process signs what this one wrote");
    assert_eq!(bench.verify().await.unwrap().leaves, 3);
}

async fn a_journal_goes_on_from_each_of_its_checkpoints(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    let mut kept = Vec::new();
    for round in 0..7 {
        told(&journal, round * 5..round * 5 + 1 + round).await;
        kept.push(note(&bench).await);
    }
    let database = bench.database().await;
    for old in &kept {
        let follows = prove_consistency(&database, &SignedPoint::read(old).unwrap()).await.unwrap();
        assert_eq!(check_consistency(old, &follows, &named()).unwrap().size, 28);
        let points: Vec<Point> = kept.iter().map(|kept| SignedPoint::read(kept).unwrap().point).collect();
        verify_with(&database, &[key().verifying()], &points).await.unwrap();
        let other = prove_consistency(&database, &SignedPoint::read(&kept[2]).unwrap()).await.unwrap();
        assert!(
            old == &kept[2] || check_consistency(old, &other, &named()).is_err(),
            "the proof is of another checkpoint"
        );
    }
}

async fn a_cut_that_takes_the_last_checkpoints_with_it_is_found_by_who_kept_one(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    told(&journal, 0..10).await;
    told(&journal, 10..20).await;
    let kept = note(&bench).await;
    for statement in [
        "DELETE FROM journal_record WHERE sequence > 10",
        "UPDATE journal_chain SET sequence = 10, grown = 10, hash = (SELECT hash FROM journal_record WHERE sequence = 10)",
        "DELETE FROM journal_checkpoint WHERE number = 2",
        "DELETE FROM journal_point WHERE number = 2",
        "DELETE FROM journal_run WHERE leaf >= 10",
    ] {
        bench.tamper(statement).await;
    }
    assert_eq!(bench.verify().await.unwrap().leaves, 10, "by itself it looks whole");
    assert_eq!(found(&bench, &kept).await, Break::Shorter { kept: 20, leaves: 10 });
    let database = bench.database().await;
    let old = SignedPoint::read(&kept).unwrap();
    assert!(matches!(prove_consistency(&database, &old).await, Err(ProveError::Longer)));
}

async fn a_journal_that_was_restored_and_written_on_is_found_to_fork(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    told(&journal, 0..10).await;
    told(&journal, 10..20).await;
    let kept = note(&bench).await;
    // the backup of the tenth record comes back, and life goes on
    let other = Bench::sqlite();
    let restored = other.writer("a", 1).await;
    told(&restored, 0..10).await;
    told(&restored, 30..45).await;
    assert!(other.verify().await.is_ok());
    assert_eq!(found(&other, &kept).await, Break::Forked { kept: 20 });
    let old = SignedPoint::read(&kept).unwrap();
    assert!(matches!(prove_consistency(&other.database().await, &old).await, Err(ProveError::Broken)));
}

async fn two_checkpoints_of_one_size_and_two_roots_are_a_fork(bench: Bench) {
    told(&bench.writer("a", 1).await, 0..10).await;
    let other = Bench::sqlite();
    told(&other.writer("a", 1).await, 20..30).await;
    let (one, two) = (note(&bench).await, note(&other).await);
    assert_eq!(check_fork(&one, &two, &named()), Err(OfflineError::Forked(10)));
    assert_eq!(check_fork(&one, &one, &named()), Ok(()));
    let given = Given { kept: vec![one, two], ..Given::default() };
    assert_eq!(check(&given, &named()), Err(OfflineError::Forked(10)));
}

async fn a_whole_journal_that_was_made_anew_with_the_key_is_found_by_who_kept_a_checkpoint(bench: Bench) {
    told(&bench.writer("a", 1).await, 0..10).await;
    let kept = note(&bench).await;
    let anew = Bench::sqlite();
    told(&anew.writer("a", 1).await, 100..120).await;
    assert!(anew.verify().await.is_ok());
    assert_eq!(found(&anew, &kept).await, Break::Forked { kept: 10 });
}

async fn a_head_of_the_tree_that_was_altered_is_found(bench: Bench) {
    told(&bench.writer("a", 1).await, 0..10).await;
    let other = Bench::sqlite();
    told(&other.writer("a", 1).await, 20..30).await;
    let foreign = note(&other).await;
    bench.tamper(&format!("UPDATE journal_point SET note = '{foreign}'")).await;
    match bench.verify().await {
        Err(VerifyError::Broken(found)) => assert_eq!(found, Break::PointAltered { number: 1 }),
        other => panic!("not found: {other:?}"),
    }
    bench.tamper("DELETE FROM journal_point").await;
    assert!(matches!(bench.verify().await, Err(VerifyError::Broken(Break::PointAltered { number: 1 }))));
}

async fn records_that_changed_places_in_the_tree_are_found(bench: Bench) {
    let (a, b) = (bench.writer("a", 1).await, bench.writer("b", 2).await);
    for number in 0..4 {
        a.record(act(number)).await.unwrap();
        b.record(act(number)).await.unwrap();
    }
    a.checkpoint().await.unwrap().expect("a checkpoint");
    bench.tamper(&format!("UPDATE journal_run SET writer = 'x' WHERE writer = '{}'", a.writer())).await;
    bench.tamper(&format!("UPDATE journal_run SET writer = '{}' WHERE writer = '{}'", a.writer(), b.writer())).await;
    bench.tamper(&format!("UPDATE journal_run SET writer = '{}' WHERE writer = 'x'", b.writer())).await;
    assert!(matches!(bench.verify().await, Err(VerifyError::Broken(Break::OtherRoot { number: 1 }))));
    assert!(matches!(proof(&bench, a.writer(), 1).await, Err(ProveError::Broken)), "no proof that would be refused");
}

async fn a_journal_of_the_version_before_is_taken_up(bench: Bench) {
    let former = bench.writer("a", 1).await;
    told(&former, 0..30).await;
    former.close().await.unwrap();
    for statement in [
        "DELETE FROM journal_point",
        "DELETE FROM journal_run",
        "UPDATE journal_chain SET grown = 0",
        "DELETE FROM journal_checkpoint",
    ] {
        bench.tamper(statement).await;
    }
    let journal = bench.writer("b", 2).await;
    told(&journal, 0..3).await;
    let verified = bench.verify().await.unwrap();
    assert_eq!((verified.records, verified.leaves), (33, 33));
    assert!(proof(&bench, former.writer(), 12).await.is_ok());
}

async fn several_nodes_grow_one_tree(bench: Bench) {
    let (a, b) = (bench.writer("a", 1).await, bench.writer("b", 2).await);
    for round in 0..10 {
        let (at_a, at_b) = tokio::join!(a.record(act(round)), b.record(act(round)));
        at_a.and(at_b).unwrap();
        let (at_a, at_b) = tokio::join!(a.checkpoint(), b.checkpoint());
        at_a.unwrap();
        at_b.unwrap();
    }
    a.checkpoint().await.unwrap();
    assert_eq!(bench.verify().await.unwrap().leaves, 20);
    for (record, leaf) in crate::copies::copied(&bench).await {
        assert!(leaf.is_some() && proof(&bench, &record.writer, record.sequence).await.is_ok());
    }
}

async fn a_tree_of_several_kept_levels_proves_each_of_its_records(bench: Bench) {
    let journal = bench.writer("a", 1).await;
    told(&journal, 0..300).await;
    let kept = note(&bench).await;
    told(&journal, 300..1_100).await;
    for sequence in [1, 2, 255, 256, 257, 300, 511, 512, 513, 768, 1_023, 1_024, 1_099, 1_100] {
        let proof = proof(&bench, journal.writer(), sequence).await.unwrap();
        assert_eq!(check_record(&proof, &named()).unwrap().0.sequence, sequence);
    }
    let follows = prove_consistency(&bench.database().await, &SignedPoint::read(&kept).unwrap()).await.unwrap();
    assert_eq!(check_consistency(&kept, &follows, &named()).unwrap().size, 1_100);
}

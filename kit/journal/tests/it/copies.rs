//! A copy of a whole journal, judged without it.

use journal::{Copy, OfflineError, Place, SignedPoint, Stored, leaf_of, page};

use crate::bench::{Bench, act};
use crate::proofs::{note, told};

crate::on_both_engines!(a_copy_is_judged_without_the_journal);

pub async fn copied(bench: &Bench) -> Vec<(Stored, Option<u64>)> {
    let database = bench.database().await;
    let mut copied = Vec::new();
    for record in page(&database, &Place::default(), 1_000).await.unwrap() {
        let leaf = leaf_of(&database, &record).await.unwrap();
        copied.push((record, leaf));
    }
    copied
}

fn copy(records: &[(Stored, Option<u64>)]) -> Result<Copy, OfflineError> {
    let mut copy = Copy::default();
    records.iter().try_for_each(|(record, leaf)| copy.add(record, *leaf))?;
    Ok(copy)
}

async fn a_copy_is_judged_without_the_journal(bench: Bench) {
    let (a, b) = (bench.writer("a", 1).await, bench.writer("b", 2).await);
    told(&b, 0..5).await;
    told(&a, 0..5).await;
    let point = SignedPoint::read(&note(&bench).await).unwrap().point;
    a.record(act(9)).await.unwrap();
    let records = copied(&bench).await;
    assert_eq!(records.iter().filter(|(_, leaf)| leaf.is_none()).count(), 1, "what no checkpoint has is no leaf");
    copy(&records).unwrap().check(&point).unwrap();
    let cut: Vec<_> = records.iter().filter(|(_, leaf)| *leaf != Some(7)).cloned().collect();
    assert_eq!(copy(&cut).unwrap().check(&point), Err(OfflineError::Cut { have: 7, signed: 10 }));
    let mut altered = records.clone();
    altered[2].0.fields = "{}".to_owned();
    assert!(matches!(copy(&altered).unwrap_err(), OfflineError::Altered { .. }));
    let mut exchanged = records;
    let (one, two) = (exchanged[0].1, exchanged[1].1);
    (exchanged[0].1, exchanged[1].1) = (two, one);
    assert_eq!(copy(&exchanged).unwrap().check(&point), Err(OfflineError::OtherRoot));
}

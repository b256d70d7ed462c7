use ambient::Seconds;
use outbox::{Letter, LetterId, State};

use crate::bench::{Bench, NOW, letter};

async fn a_letter_is_there_exactly_when_its_act_is(bench: Bench) {
    let mut writing = bench.database.begin_write().await.unwrap();
    sqlx::query("INSERT INTO act VALUES ('lost')").execute(&mut *writing).await.unwrap();
    bench.outbox.queue(&mut writing, &[letter("lost")]).await.unwrap();
    writing.rollback().await.unwrap();
    bench.act("kept").await;
    assert_eq!(bench.courier("a").round().await.unwrap().delivered, 1);
    assert_eq!(bench.received(), ["content of kept"]);
    assert!(bench.outbox.of_subject("subject-lost").await.unwrap().is_empty());
}

async fn what_is_told_is_told_once(bench: Bench) {
    bench.act("one").await;
    let again = Letter { id: LetterId::from("another"), ..letter("one") };
    let mut writing = bench.database.begin_write().await.unwrap();
    bench.outbox.queue(&mut writing, &[again]).await.unwrap();
    writing.commit().await.unwrap();
    bench.courier("a").round().await.unwrap();
    assert_eq!(bench.received().len(), 1);
}

async fn a_letter_leaves_at_its_time(bench: Bench) {
    let later = Letter { not_before: NOW.plus(Seconds::hours(24)), ..letter("later") };
    let mut writing = bench.database.begin_write().await.unwrap();
    bench.outbox.queue(&mut writing, &[later]).await.unwrap();
    writing.commit().await.unwrap();
    bench.clock.advance(Seconds(86_399));
    bench.courier("a").round().await.unwrap();
    assert!(bench.received().is_empty());
    bench.clock.advance(Seconds(1));
    bench.courier("a").round().await.unwrap();
    assert_eq!(bench.received(), ["content of later"]);
}

async fn what_was_delivered_is_not_kept(bench: Bench) {
    bench.act("one").await;
    bench.courier("a").round().await.unwrap();
    assert_eq!(bench.contents().await, [""]);
    let told = bench.outbox.of_subject("subject-one").await.unwrap().remove(0);
    assert_eq!((told.state, told.attempts, told.said.as_deref()), (State::Delivered, 1, Some("250")));
    assert_eq!(told.settled_at, Some(NOW));
    assert_eq!(bench.outbox.forget(NOW).await.unwrap(), 0);
    assert_eq!(bench.outbox.forget(NOW.plus(Seconds(1))).await.unwrap(), 1);
    assert!(bench.outbox.of_subject("subject-one").await.unwrap().is_empty());
}

crate::on_both_engines!(
    a_letter_is_there_exactly_when_its_act_is,
    what_is_told_is_told_once,
    a_letter_leaves_at_its_time,
    what_was_delivered_is_not_kept,
);

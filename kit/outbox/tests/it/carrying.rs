use std::time::Duration;

use ambient::Seconds;
use outbox::{Outcome, Round, State};

use crate::bench::{Bench, NOW, down, up};

async fn nothing_is_lost_while_the_receiver_is_down(bench: Bench) {
    for n in 0..20 {
        bench.act(&n.to_string()).await;
    }
    bench.receiver_says(down());
    let courier = bench.courier("a");
    for _ in 0..60 {
        courier.round().await.unwrap();
        bench.clock.advance(Seconds::hours(1));
    }
    assert_eq!((bench.received().len(), bench.outbox.figures().await.unwrap().waiting), (0, 20));
    bench.receiver_says(up());
    bench.clock.advance(Seconds::hours(2));
    while courier.round().await.unwrap() != Round::default() {}
    let mut received = bench.received();
    received.sort();
    received.dedup();
    assert_eq!((received.len(), bench.received().len()), (20, 20));
}

async fn pauses_are_kept_between_attempts(bench: Bench) {
    bench.act("one").await;
    bench.receiver_says(down());
    let courier = bench.courier("a");
    let tried = async || courier.round().await.unwrap().postponed == 1;
    assert!(tried().await);
    bench.clock.advance(Seconds(14));
    assert!(!tried().await);
    bench.clock.advance(Seconds(1));
    assert!(tried().await);
    bench.clock.advance(Seconds(59));
    assert!(!tried().await);
    bench.clock.advance(Seconds(1));
    assert!(tried().await);
    let told = bench.outbox.of_subject("subject-one").await.unwrap().remove(0);
    assert_eq!((told.attempts, told.said.as_deref()), (3, Some("nobody answers")));
}

async fn a_letter_is_carried_by_one_node(bench: Bench) {
    for n in 0..40 {
        bench.act(&n.to_string()).await;
    }
    let (here, there) = (bench.courier("a"), bench.courier_of(&bench.elsewhere().await, "b"));
    let all = |courier: outbox::Courier| async move { while courier.round().await.unwrap() != Round::default() {} };
    tokio::join!(tokio::spawn(all(here)), tokio::spawn(all(there))).0.unwrap();
    let mut received = bench.received();
    received.sort();
    received.dedup();
    assert_eq!((received.len(), bench.received().len()), (40, 40));
}

async fn a_node_that_died_loses_its_letters_to_another_and_its_word_counts_no_more(bench: Bench) {
    bench.act("one").await;
    let lost = bench.outbox.take("dead", NOW, Seconds(120), 8).await.unwrap();
    assert_eq!(lost.len(), 1);
    bench.clock.advance(Seconds(119));
    assert_eq!(bench.courier("a").round().await.unwrap(), Round::default());
    bench.clock.advance(Seconds(1));
    assert_eq!(bench.courier("a").round().await.unwrap().delivered, 1);
    assert_eq!(bench.received(), ["content of one"]);
    assert_eq!(bench.outbox.of_subject("subject-one").await.unwrap()[0].attempts, 2);
}

async fn a_letter_that_nobody_takes_for_days_is_kept_and_can_be_sent_again(bench: Bench) {
    let id = bench.act("one").await;
    bench.receiver_says(down());
    let courier = bench.courier("a");
    for _ in 0..6 {
        courier.round().await.unwrap();
        bench.clock.advance(Seconds::hours(24));
    }
    let dead = bench.outbox.dead(10).await.unwrap();
    assert_eq!((dead.len(), dead[0].state, &dead[0].id), (1, State::Dead, &id));
    bench.receiver_says(up());
    assert_eq!(courier.round().await.unwrap(), Round::default(), "dead letters stay where they are");
    assert!(bench.outbox.revive(&id, bench.ambient.now()).await.unwrap());
    assert!(!bench.outbox.revive(&id, bench.ambient.now()).await.unwrap());
    assert_eq!(courier.round().await.unwrap().delivered, 1);
    assert_eq!(bench.received(), ["content of one"]);
}

async fn a_letter_that_cannot_be_carried_is_dead_at_once_and_the_others_go_on(bench: Bench) {
    bench.act("one").await;
    bench.receiver_says(Outcome::Unfit("no such form".to_owned()));
    assert_eq!(bench.courier("a").round().await.unwrap().dead, 1);
    bench.receiver_says(up());
    bench.act("two").await;
    assert_eq!(bench.courier("a").round().await.unwrap().delivered, 1);
}

async fn a_resting_courier_hears_the_bell(bench: Bench) {
    let courier = bench.courier("a");
    let serving = tokio::spawn(async move { courier.serve().await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    bench.act("one").await;
    bench.outbox.ring();
    for _ in 0..200 {
        if !bench.received().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    serving.abort();
    assert_eq!(bench.received(), ["content of one"]);
}

crate::on_both_engines!(
    nothing_is_lost_while_the_receiver_is_down,
    pauses_are_kept_between_attempts,
    a_letter_is_carried_by_one_node,
    a_node_that_died_loses_its_letters_to_another_and_its_word_counts_no_more,
    a_letter_that_nobody_takes_for_days_is_kept_and_can_be_sent_again,
    a_letter_that_cannot_be_carried_is_dead_at_once_and_the_others_go_on,
    a_resting_courier_hears_the_bell,
);

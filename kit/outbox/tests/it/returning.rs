use ambient::Seconds;
use outbox::{LetterId, Outcome, State};

use crate::bench::{Bench, NOW};

async fn a_letter_refused_at_the_door_is_found_in_its_senders_name(bench: Bench) {
    let id = bench.act("one").await;
    bench.receiver_says(Outcome::Refused("550".to_owned()));
    assert_eq!(bench.courier("a").round().await.unwrap().returned, 1);
    let mine = bench.outbox.returned(&["F690990011".to_owned()], 10).await.unwrap();
    assert_eq!((mine.len(), &mine[0].id, mine[0].said.as_deref()), (1, &id, Some("550")));
    assert!(bench.outbox.returned(&["F690990029".to_owned()], 10).await.unwrap().is_empty());
    assert!(bench.outbox.returned(&[], 10).await.unwrap().is_empty());
    bench.clock.advance(Seconds::hours(48));
    bench.courier("a").round().await.unwrap();
    assert_eq!(bench.outbox.of_subject("subject-one").await.unwrap()[0].attempts, 1, "nobody lives there");
}

async fn a_letter_that_comes_back_later_is_found_until_it_was_seen_to(bench: Bench) {
    let id = bench.act("one").await;
    assert!(!bench.outbox.came_back(&id, "5.1.1", NOW).await.unwrap(), "it has not left");
    bench.courier("a").round().await.unwrap();
    assert!(bench.outbox.came_back(&id, "5.1.1", NOW).await.unwrap());
    assert!(!bench.outbox.came_back(&id, "5.1.1", NOW).await.unwrap(), "once");
    assert!(!bench.outbox.came_back(&LetterId::from("unknown"), "5.1.1", NOW).await.unwrap());
    assert_eq!(bench.outbox.figures().await.unwrap().returned, 1);
    let mut writing = bench.database.begin_write().await.unwrap();
    bench.outbox.clear(&mut writing, "subject-one", NOW).await.unwrap();
    writing.commit().await.unwrap();
    assert!(bench.outbox.returned(&["F690990011".to_owned()], 10).await.unwrap().is_empty());
    assert_eq!(bench.outbox.of_subject("subject-one").await.unwrap()[0].state, State::Cleared);
}

async fn a_letter_refused_at_the_door_can_leave_again(bench: Bench) {
    let (refused, back) = (bench.act("one").await, bench.act("two").await);
    bench.courier("a").round().await.unwrap();
    assert!(bench.outbox.came_back(&back, "5.1.1", NOW).await.unwrap());
    assert!(!bench.outbox.revive(&back, NOW).await.unwrap(), "its words left with it");
    assert!(!bench.outbox.revive(&refused, NOW).await.unwrap(), "it was delivered");
    let refused = bench.act("three").await;
    bench.receiver_says(Outcome::Refused("550".to_owned()));
    bench.courier("a").round().await.unwrap();
    bench.receiver_says(crate::bench::up());
    assert!(bench.outbox.revive(&refused, NOW).await.unwrap());
    assert_eq!(bench.courier("a").round().await.unwrap().delivered, 1);
    assert_eq!(bench.received(), ["content of one", "content of two", "content of three"]);
}

async fn what_came_back_is_put_aside_by_its_sender_alone(bench: Bench) {
    bench.act("one").await;
    bench.receiver_says(Outcome::Refused("550".to_owned()));
    bench.courier("a").round().await.unwrap();
    let (mine, other) = (["F690990011".to_owned()], ["F690990029".to_owned()]);
    let mut writing = bench.database.begin_write().await.unwrap();
    assert_eq!(bench.outbox.put_aside(&mut writing, ("subject-one", &[]), NOW).await.unwrap(), 0);
    assert_eq!(bench.outbox.put_aside(&mut writing, ("subject-one", &other), NOW).await.unwrap(), 0);
    assert_eq!(bench.outbox.put_aside(&mut writing, ("subject-two", &mine), NOW).await.unwrap(), 0);
    assert_eq!(bench.outbox.put_aside(&mut writing, ("subject-one", &mine), NOW).await.unwrap(), 1);
    writing.commit().await.unwrap();
    assert!(bench.outbox.returned(&mine, 10).await.unwrap().is_empty());
}

async fn what_nobody_took_keeps_its_words_for_a_while(bench: Bench) {
    bench.act("one").await;
    bench.receiver_says(Outcome::Refused("550".to_owned()));
    bench.courier("a").round().await.unwrap();
    bench.act("two").await;
    bench.receiver_says(Outcome::Unfit("no letter".to_owned()));
    bench.courier("a").round().await.unwrap();
    assert_eq!(bench.outbox.forget(NOW).await.unwrap(), 0);
    assert_eq!(bench.contents().await, ["content of one", "content of two"]);
    assert_eq!(bench.outbox.forget(NOW.plus(Seconds(1))).await.unwrap(), 0);
    assert_eq!(bench.contents().await, ["", ""]);
    let figures = bench.outbox.figures().await.unwrap();
    assert_eq!((figures.returned, figures.dead), (1, 1), "still to be seen");
}

async fn an_operator_sees_what_waits_and_since_when(bench: Bench) {
    let empty = bench.outbox.figures().await.unwrap();
    assert_eq!((empty.waiting, empty.dead, empty.returned, empty.oldest), (0, 0, 0, None));
    bench.act("one").await;
    bench.act("two").await;
    let figures = bench.outbox.figures().await.unwrap();
    assert_eq!((figures.waiting, figures.oldest), (2, Some(NOW)));
}

crate::on_both_engines!(
    a_letter_refused_at_the_door_is_found_in_its_senders_name,
    a_letter_that_comes_back_later_is_found_until_it_was_seen_to,
    a_letter_refused_at_the_door_can_leave_again,
    what_came_back_is_put_aside_by_its_sender_alone,
    what_nobody_took_keeps_its_words_for_a_while,
    an_operator_sees_what_waits_and_since_when,
);

//! Refresh tokens that serve once (T04), with a grace for a lost answer: on every engine, by two nodes at once.

use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use idp_core::grant::{Emission, Emitted, GrantId, Grants, RefreshToken};
use idp_store::Sql;
use oidc::Confirmation;
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};
use crate::samples::{emission, grant, refresh, resting};

crate::on_both_engines!(
    a_successor_is_found_with_the_one_that_it_follows,
    a_spent_one_is_spent_again_while_its_answer_may_be_lost,
    a_spent_one_is_refused_once_its_time_is_over,
    a_spent_one_is_refused_once_a_successor_was_used,
    of_two_successors_the_one_that_is_used_first_goes_on,
    one_of_twenty_successors_is_used,
    a_replay_and_the_use_of_a_successor_never_both_go_on,
    the_successor_of_one_that_was_removed_goes_on,
);

const GRACE: Seconds = Seconds(20);

async fn opened(store: &Sql) {
    store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r0"))).await.unwrap();
}

/// `spent` is used at this time, and `next` follows it.
async fn rotate(store: &Sql, spent: &str, next: &str, at: Timestamp) -> Emitted {
    let emission = Emission { at, ..emission(1, &format!("token:{next}")) };
    let refresh = RefreshToken { follows: Some(resting(spent)), issued_at: at, ..refresh(1, next) };
    store.rotate(&emission, &refresh, at.minus(GRACE)).await.unwrap()
}

fn spent() -> Emitted {
    Emitted::AlreadySpent { by: GrantId::from("grant-1") }
}

async fn a_successor_is_found_with_the_one_that_it_follows(bench: SqlBench) {
    let store = bench.open().await;
    opened(&store).await;
    let bound = RefreshToken {
        follows: Some(resting("r0")),
        confirmation: Some(Confirmation::Jkt("key".to_owned())),
        ..refresh(1, "r1")
    };
    assert_eq!(store.rotate(&emission(1, "token:r1"), &bound, NOW.minus(GRACE)).await.unwrap(), Emitted::Yes);
    assert_eq!(store.refresh_token(&resting("r1")).await.unwrap(), Some(bound));
    let issued = store.by_token("jti-of-token:r1-for-1").await.unwrap().unwrap();
    assert_eq!((issued.grant, issued.emission), (grant(1), emission(1, "token:r1")));
}

async fn a_spent_one_is_spent_again_while_its_answer_may_be_lost(bench: SqlBench) {
    let store = bench.open().await;
    opened(&store).await;
    assert_eq!(rotate(&store, "r0", "r1", NOW).await, Emitted::Yes);
    assert_eq!(rotate(&store, "r0", "r2", NOW.plus(GRACE)).await, Emitted::Yes);
    assert_eq!(rotate(&store, "r2", "r3", NOW.plus(GRACE)).await, Emitted::Yes);
}

async fn a_spent_one_is_refused_once_its_time_is_over(bench: SqlBench) {
    let store = bench.open().await;
    opened(&store).await;
    rotate(&store, "r0", "r1", NOW).await;
    rotate(&store, "r0", "r2", NOW.plus(Seconds(15))).await;
    assert_eq!(rotate(&store, "r0", "r3", NOW.plus(Seconds(21))).await, spent());
    assert_eq!(store.refresh_token(&resting("r3")).await.unwrap(), None);
    assert_eq!(store.by_token("jti-of-token:r3-for-1").await.unwrap(), None);
}

async fn a_spent_one_is_refused_once_a_successor_was_used(bench: SqlBench) {
    let store = bench.open().await;
    opened(&store).await;
    rotate(&store, "r0", "r1", NOW).await;
    assert_eq!(rotate(&store, "r1", "r2", NOW).await, Emitted::Yes);
    assert_eq!(rotate(&store, "r0", "r3", NOW).await, spent());
}

async fn of_two_successors_the_one_that_is_used_first_goes_on(bench: SqlBench) {
    let store = bench.open().await;
    opened(&store).await;
    rotate(&store, "r0", "left", NOW).await;
    rotate(&store, "r0", "right", NOW).await;
    assert_eq!(rotate(&store, "right", "r1", NOW).await, Emitted::Yes);
    assert_eq!(rotate(&store, "left", "r2", NOW).await, spent());
    assert_eq!(rotate(&store, "right", "r3", NOW).await, Emitted::Yes, "its own answer may be lost too");
}

async fn one_of_twenty_successors_is_used(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    opened(&one).await;
    for n in 0..20 {
        assert_eq!(rotate(&one, "r0", &format!("s{n}"), NOW).await, Emitted::Yes);
    }
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node: Arc<Sql> = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { rotate(&node, &format!("s{n}"), &format!("t{n}"), NOW).await });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| **answer == Emitted::Yes).count(), 1);
    assert!(answers.iter().all(|answer| *answer == Emitted::Yes || *answer == spent()));
}

/// Whichever comes first: after the successor's use no replay gives anything, and a replay before it ends with its use.
async fn a_replay_and_the_use_of_a_successor_never_both_go_on(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    opened(&one).await;
    let mut last = "r0".to_owned();
    for round in 0..10 {
        let (next, replayed) = (format!("next{round}"), format!("replayed{round}"));
        assert_eq!(rotate(&one, &last, &next, NOW).await, Emitted::Yes);
        let after = format!("after{round}");
        let (replay, used) = tokio::join!(rotate(&one, &last, &replayed, NOW), rotate(&other, &next, &after, NOW));
        assert_eq!(used, Emitted::Yes);
        assert_eq!(rotate(&one, &last, "late", NOW).await, spent());
        if replay == Emitted::Yes {
            assert_eq!(rotate(&one, &replayed, "never", NOW).await, spent());
        }
        last = after;
    }
}

async fn the_successor_of_one_that_was_removed_goes_on(bench: SqlBench) {
    let store = bench.open().await;
    opened(&store).await;
    rotate(&store, "r0", "r1", NOW).await;
    let long = RefreshToken { expires_at: NOW.plus(Seconds::hours(4)), ..refresh(1, "r1") };
    store.emit(&emission(1, "token:longer"), Some(&long)).await.unwrap();
    let later = NOW.plus(Seconds::hours(2));
    assert_eq!(store.purge(later, Seconds::hours(4)).await.unwrap().refresh_tokens, 1);
    assert_eq!(rotate(&store, "r1", "r2", later).await, Emitted::Yes);
}

use ambient::Seconds;
use idp_core::compteur::{Compteurs, Counted, Limit};
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};

crate::on_both_engines!(
    tries_count_up_to_the_limit_and_no_further,
    a_window_starts_at_its_first_try_and_ends,
    without_a_window_only_clearing_helps,
    a_limit_of_zero_allows_nothing,
    keys_count_apart_and_survive_a_restart,
    parallel_counts_never_exceed_the_limit,
    parallel_counts_never_exceed_the_limit_when_a_window_starts_anew,
);

const THREE_A_MINUTE: Limit = Limit { tries: 3, window: Some(Seconds(60)) };
const THREE_EVER: Limit = Limit { tries: 3, window: None };

async fn tries_count_up_to_the_limit_and_no_further(bench: SqlBench) {
    let store = bench.open().await;
    for n in 1..=3 {
        assert_eq!(store.count("k", THREE_A_MINUTE, NOW).await.unwrap(), Counted::Within(n));
    }
    let until = Some(NOW.plus(Seconds(60)));
    for _ in 0..3 {
        assert_eq!(store.count("k", THREE_A_MINUTE, NOW).await.unwrap(), Counted::Exhausted { until });
    }
    assert_eq!(store.tries("k", NOW).await.unwrap(), 3);
}

async fn a_window_starts_at_its_first_try_and_ends(bench: SqlBench) {
    let store = bench.open().await;
    for second in [0, 30, 59] {
        let counted = store.count("k", THREE_A_MINUTE, NOW.plus(Seconds(second))).await.unwrap();
        assert!(matches!(counted, Counted::Within(_)), "{second}");
    }
    let last = NOW.plus(Seconds(59));
    assert!(matches!(store.count("k", THREE_A_MINUTE, last).await.unwrap(), Counted::Exhausted { .. }));
    let anew = NOW.plus(Seconds(60));
    assert_eq!(store.tries("k", anew).await.unwrap(), 0);
    assert_eq!(store.count("k", THREE_A_MINUTE, anew).await.unwrap(), Counted::Within(1));
    assert_eq!(store.tries("k", anew.plus(Seconds(59))).await.unwrap(), 1);
}

async fn without_a_window_only_clearing_helps(bench: SqlBench) {
    let store = bench.open().await;
    for n in 1..=3 {
        assert_eq!(store.count("pin", THREE_EVER, NOW).await.unwrap(), Counted::Within(n));
    }
    let years_later = NOW.plus(Seconds::hours(100_000));
    assert_eq!(store.count("pin", THREE_EVER, years_later).await.unwrap(), Counted::Exhausted { until: None });
    assert_eq!(store.tries("pin", years_later).await.unwrap(), 3);
    store.clear("pin").await.unwrap();
    assert_eq!(store.count("pin", THREE_EVER, NOW).await.unwrap(), Counted::Within(1));
}

async fn a_limit_of_zero_allows_nothing(bench: SqlBench) {
    let store = bench.open().await;
    let nothing = Limit { tries: 0, window: Some(Seconds(60)) };
    assert_eq!(store.count("k", nothing, NOW).await.unwrap(), Counted::Exhausted { until: None });
    assert_eq!(store.tries("k", NOW).await.unwrap(), 0);
}

async fn keys_count_apart_and_survive_a_restart(bench: SqlBench) {
    let store = bench.open().await;
    store.count("a", THREE_EVER, NOW).await.unwrap();
    store.close().await;
    let store = bench.open().await;
    assert_eq!(store.count("a", THREE_EVER, NOW).await.unwrap(), Counted::Within(2));
    assert_eq!(store.count("b", THREE_EVER, NOW).await.unwrap(), Counted::Within(1));
}

async fn parallel_counts_never_exceed_the_limit(bench: SqlBench) {
    let within = forty_at_once(&bench, Limit { tries: 5, window: None }).await;
    assert_eq!(within, [1, 2, 3, 4, 5]);
}

async fn parallel_counts_never_exceed_the_limit_when_a_window_starts_anew(bench: SqlBench) {
    let store = bench.open().await;
    let limit = Limit { tries: 5, window: Some(Seconds(60)) };
    for _ in 0..5 {
        store.count("k", limit, NOW.minus(Seconds(60))).await.unwrap();
    }
    assert_eq!(forty_at_once(&bench, limit).await, [1, 2, 3, 4, 5]);
}

/// The numbers that forty parallel tries on two nodes were given, in order.
async fn forty_at_once(bench: &SqlBench, limit: Limit) -> Vec<u32> {
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.count("k", limit, NOW).await.unwrap() });
    }
    let counted = tasks.join_all().await;
    let mut within: Vec<_> = counted
        .iter()
        .filter_map(|counted| match counted {
            Counted::Within(n) => Some(*n),
            Counted::Exhausted { .. } => None,
        })
        .collect();
    within.sort_unstable();
    within
}

use ambient::Seconds;
use idp_core::spent::Spent;
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};
use crate::samples::resting;

crate::on_both_engines!(what_is_spent_stays_spent, kinds_are_kept_apart, one_of_twenty_spends);

async fn what_is_spent_stays_spent(bench: SqlBench) {
    let store = bench.open().await;
    assert!(store.spend("jti", &resting("a"), NOW).await.unwrap());
    assert!(!store.spend("jti", &resting("a"), NOW.plus(Seconds(60))).await.unwrap());
    store.close().await;
    assert!(!bench.open().await.spend("jti", &resting("a"), NOW).await.unwrap(), "after a restart as well");
}

async fn kinds_are_kept_apart(bench: SqlBench) {
    let store = bench.open().await;
    assert!(store.spend("jti", &resting("a"), NOW).await.unwrap());
    assert!(store.spend("ticket", &resting("a"), NOW).await.unwrap());
    assert!(store.spend("jti", &resting("b"), NOW).await.unwrap());
}

async fn one_of_twenty_spends(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.spend("jti", &resting("a"), NOW).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|first| *first).count(), 1);
}

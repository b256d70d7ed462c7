use ambient::Seconds;
use idp_core::registration::{InitialAccess, InitialAccessTokens as _};
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};
use crate::samples::resting;

crate::on_both_engines!(
    a_token_is_read_as_it_was_written,
    a_token_is_used_so_many_times_and_so_long,
    five_of_twenty_take_the_five_uses,
);

fn token(name: &str, uses: Option<u32>) -> InitialAccess {
    InitialAccess { resting: resting(name), uses, expires_at: Some(NOW.plus(Seconds(60))), trusted: true }
}

async fn a_token_is_read_as_it_was_written(bench: SqlBench) {
    let store = bench.open().await;
    let standing = InitialAccess { uses: None, expires_at: None, trusted: false, ..token("b", None) };
    for token in [token("a", Some(2)), standing] {
        store.add(&token).await.unwrap();
        assert_eq!(bench.open().await.usable(&token.resting, NOW).await.unwrap(), Some(token));
    }
    assert_eq!(store.usable(&resting("c"), NOW).await.unwrap(), None);
    let more = token("a", Some(9));
    store.add(&more).await.unwrap();
    assert_eq!(store.usable(&resting("a"), NOW).await.unwrap(), Some(more), "written again, it is replaced");
}

async fn a_token_is_used_so_many_times_and_so_long(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&token("a", Some(1))).await.unwrap();
    assert!(!store.spend(&resting("b"), NOW).await.unwrap());
    assert!(!store.spend(&resting("a"), NOW.plus(Seconds(60))).await.unwrap(), "it has expired");
    assert!(store.spend(&resting("a"), NOW).await.unwrap());
    assert!(!store.spend(&resting("a"), NOW).await.unwrap());
    assert_eq!(store.usable(&resting("a"), NOW).await.unwrap(), None);
    store.add(&token("c", None)).await.unwrap();
    for _ in 0..3 {
        assert!(store.spend(&resting("c"), NOW).await.unwrap());
    }
    assert_eq!(store.usable(&resting("c"), NOW.plus(Seconds(60))).await.unwrap(), None);
}

async fn five_of_twenty_take_the_five_uses(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    one.add(&token("a", Some(5))).await.unwrap();
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.spend(&resting("a"), NOW).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|took| *took).count(), 5);
}

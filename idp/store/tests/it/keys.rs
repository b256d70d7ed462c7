use ambient::Seconds;
use idp_core::key::{KeyHome, Keys, SigningAlg, StoredKey};
use idp_core::port::PortError;

use crate::bench::{NOW, SqlBench};
use crate::samples::key;

crate::on_both_engines!(
    keys_are_read_as_written_in_the_order_of_use,
    a_retirement_stands,
    a_key_to_come_may_sign_earlier_and_never_later,
    a_kid_is_never_reused,
    a_removed_key_is_gone_and_the_others_stay,
);

async fn keys_are_read_as_written_in_the_order_of_use(bench: SqlBench) {
    let store = bench.open().await;
    let later = StoredKey { signs_from: NOW.plus(Seconds::hours(9)), alg: SigningAlg::ES256, ..key("a") };
    store.add(&later).await.unwrap();
    store.add(&key("b")).await.unwrap();
    let in_token = StoredKey { home: KeyHome::Token("caducee-1".into()), ..key("c") };
    store.add(&in_token).await.unwrap();
    assert_eq!(Keys::all(&*store).await.unwrap(), [key("b"), in_token, later]);
}

async fn a_retirement_stands(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&key("a")).await.unwrap();
    store.retire("a", NOW).await.unwrap();
    store.retire("a", NOW.plus(Seconds(60))).await.unwrap();
    assert_eq!(Keys::all(&*store).await.unwrap()[0].retired_at, Some(NOW));
}

async fn a_key_to_come_may_sign_earlier_and_never_later(bench: SqlBench) {
    let store = bench.open().await;
    let ahead = StoredKey { signs_from: NOW.plus(Seconds::hours(9)), ..key("a") };
    store.add(&ahead).await.unwrap();
    for at in [NOW, NOW.plus(Seconds(60))] {
        store.sign_from("a", at).await.unwrap();
        assert_eq!(Keys::all(&*store).await.unwrap()[0].signs_from, NOW);
    }
}

async fn a_kid_is_never_reused(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&key("a")).await.unwrap();
    let again = StoredKey { home: KeyHome::Sealed(vec![9]), ..key("a") };
    assert!(matches!(store.add(&again).await, Err(PortError::Inconsistent { .. })));
    assert_eq!(Keys::all(&*store).await.unwrap(), [key("a")]);
}

async fn a_removed_key_is_gone_and_the_others_stay(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&key("a")).await.unwrap();
    store.add(&key("b")).await.unwrap();
    store.retire("a", NOW.plus(Seconds(60))).await.unwrap();
    store.remove("a").await.unwrap();
    assert_eq!(Keys::all(&*store).await.unwrap(), [key("b")]);
}

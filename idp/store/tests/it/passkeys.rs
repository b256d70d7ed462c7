use ambient::Seconds;
use idp_core::moyen::MoyenKind;
use idp_core::passkey::{Added, Passkey, PasskeyId, PasskeyName, Passkeys, Used};
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};
use crate::samples::personne;

crate::on_both_engines!(
    a_passkey_is_read_as_it_was_added,
    a_passkey_is_added_once_whoever_s_it_is,
    a_person_has_no_more_than_the_limit,
    of_twenty_parallel_additions_as_many_as_allowed_are_there,
    a_use_is_noted_while_the_counter_grows,
    a_device_that_does_not_count_is_noted_each_time,
    of_twenty_uses_with_one_counter_one_is_noted,
    a_removed_passkey_is_told_and_serves_no_more,
    nobody_removes_the_passkey_of_somebody_else,
    a_removed_passkey_is_forgotten_after_a_year,
);

fn id(number: usize) -> PasskeyId {
    PasskeyId::of_credential(&number.to_be_bytes())
}

pub fn passkey(number: usize) -> Passkey {
    Passkey {
        id: id(number),
        personne: personne(),
        name: PasskeyName::typed("Clé « d’été »").unwrap(),
        attested: number.is_multiple_of(2),
        synchronised: !number.is_multiple_of(2),
        credential: r#"{"cred":{}}"#.to_owned(),
        counter: 7,
        given_by: MoyenKind::Carte,
        added_at: NOW.plus(Seconds(i64::try_from(number).unwrap())),
        expires_at: NOW.plus(Seconds::hours(24)),
        used_at: None,
        removed_at: None,
    }
}

fn used(counter: u32) -> Used {
    Used { counter, credential: format!(r#"{{"counter":{counter}}}"#) }
}

async fn a_passkey_is_read_as_it_was_added(bench: SqlBench) {
    let store = bench.open().await;
    assert_eq!(store.add(&passkey(2), 5).await.unwrap(), Added::Yes);
    assert_eq!(store.add(&passkey(1), 5).await.unwrap(), Added::Yes);
    let node = bench.open().await;
    assert_eq!(node.passkey(&id(2)).await.unwrap(), Some(passkey(2)));
    assert_eq!(node.of_person(&personne()).await.unwrap(), [passkey(1), passkey(2)], "the oldest first");
    assert_eq!(node.passkey(&id(3)).await.unwrap(), None);
    assert!(node.of_person(&"899900000029".parse().unwrap()).await.unwrap().is_empty());
}

async fn a_passkey_is_added_once_whoever_s_it_is(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&passkey(1), 5).await.unwrap();
    let theirs = Passkey { personne: "899900000029".parse().unwrap(), ..passkey(1) };
    assert_eq!(store.add(&theirs, 5).await.unwrap(), Added::Known);
    store.remove(&personne(), &id(1), NOW).await.unwrap();
    assert_eq!(store.add(&passkey(1), 5).await.unwrap(), Added::Known, "nor once it was removed");
    assert_eq!(store.passkey(&id(1)).await.unwrap().unwrap().personne, personne());
}

async fn a_person_has_no_more_than_the_limit(bench: SqlBench) {
    let store = bench.open().await;
    for number in 1..=3 {
        assert_eq!(store.add(&passkey(number), 3).await.unwrap(), Added::Yes);
    }
    assert_eq!(store.add(&passkey(4), 3).await.unwrap(), Added::TooMany);
    assert!(store.remove(&personne(), &id(1), NOW).await.unwrap());
    assert_eq!(store.add(&passkey(4), 3).await.unwrap(), Added::Yes, "a removed one makes room");
}

async fn of_twenty_parallel_additions_as_many_as_allowed_are_there(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let node = if number < 10 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.add(&passkey(number), 5).await.unwrap() });
    }
    let added = tasks.join_all().await;
    assert_eq!(added.iter().filter(|added| **added == Added::Yes).count(), 5);
    assert_eq!(one.of_person(&personne()).await.unwrap().len(), 5);
}

// requirement: M13
async fn a_use_is_noted_while_the_counter_grows(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&passkey(1), 5).await.unwrap();
    let at = NOW.plus(Seconds(60));
    assert!(store.used(&id(1), &used(8), at).await.unwrap());
    let read = store.passkey(&id(1)).await.unwrap().unwrap();
    assert_eq!((read.counter, read.used_at, read.credential), (8, Some(at), used(8).credential));
    for counter in [8, 3, 0] {
        assert!(!store.used(&id(1), &used(counter), at).await.unwrap(), "{counter}");
    }
}

async fn a_device_that_does_not_count_is_noted_each_time(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&Passkey { counter: 0, ..passkey(1) }, 5).await.unwrap();
    assert!(store.used(&id(1), &used(0), NOW).await.unwrap());
    assert!(store.used(&id(1), &used(0), NOW).await.unwrap());
    assert!(store.used(&id(1), &used(1), NOW).await.unwrap(), "it begins to count");
    assert!(!store.used(&id(1), &used(0), NOW).await.unwrap(), "and does not stop");
}

async fn of_twenty_uses_with_one_counter_one_is_noted(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    one.add(&passkey(1), 5).await.unwrap();
    let mut tasks = JoinSet::new();
    for number in 0..20 {
        let node = if number < 10 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.used(&id(1), &used(9), NOW).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|noted| *noted).count(), 1);
}

async fn a_removed_passkey_is_told_and_serves_no_more(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&passkey(1), 5).await.unwrap();
    assert!(store.remove(&personne(), &id(1), NOW).await.unwrap());
    assert!(!store.remove(&personne(), &id(1), NOW).await.unwrap(), "once");
    assert!(store.of_person(&personne()).await.unwrap().is_empty());
    assert_eq!(store.passkey(&id(1)).await.unwrap().unwrap().removed_at, Some(NOW));
    assert!(!store.used(&id(1), &used(8), NOW).await.unwrap());
}

async fn nobody_removes_the_passkey_of_somebody_else(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&passkey(1), 5).await.unwrap();
    assert!(!store.remove(&"899900000029".parse().unwrap(), &id(1), NOW).await.unwrap());
    assert_eq!(store.of_person(&personne()).await.unwrap().len(), 1);
}

// requirement: R13
async fn a_removed_passkey_is_forgotten_after_a_year(bench: SqlBench) {
    let store = bench.open().await;
    store.add(&passkey(1), 5).await.unwrap();
    store.add(&passkey(2), 5).await.unwrap();
    store.remove(&personne(), &id(1), NOW).await.unwrap();
    let year = NOW.plus(Seconds::hours(365 * 24));
    store.purge(year, Seconds::hours(4)).await.unwrap();
    assert!(store.passkey(&id(1)).await.unwrap().is_some());
    assert_eq!(store.purge(year.plus(Seconds::hours(2)), Seconds::hours(4)).await.unwrap().passkeys, 1);
    assert_eq!(store.passkey(&id(1)).await.unwrap(), None);
    assert_eq!(store.of_person(&personne()).await.unwrap(), [passkey(2)], "one that serves is kept");
}

use std::sync::Arc;

use ambient::{Ambient, Seconds};
use idp_core::port::PortError;
use idp_core::presence::{Presence, Shelf};
use idp_store::presence::{Capacity, InProcess, OnRedis};
use tokio::task::JoinSet;

use crate::bench::{NOW, PresenceBench};
use crate::redis_server::Redis;

crate::on_every_presence!(
    what_was_created_is_read_with_its_bytes,
    nothing_is_created_where_something_lives,
    a_stale_version_replaces_nothing,
    a_version_from_an_earlier_life_replaces_nothing,
    a_life_ends,
    replacing_starts_the_life_anew,
    taking_gives_once,
    one_of_twenty_takes,
    one_of_twenty_creates,
    one_of_twenty_replaces,
    removing_removes,
    a_shelf_keeps_its_type_and_its_name,
);

const LIFE: Seconds = Seconds(60);

async fn what_was_created_is_read_with_its_bytes(bench: PresenceBench) {
    let presence = bench.open().await;
    let bytes = [0u8, 255, 13, 10, 0];
    assert!(presence.create("k", &bytes, LIFE).await.unwrap());
    assert_eq!(presence.read("k").await.unwrap().unwrap().bytes, bytes);
    assert_eq!(presence.read("other").await.unwrap(), None);
    assert!(presence.create("empty", b"", LIFE).await.unwrap());
    assert_eq!(presence.take("empty").await.unwrap(), Some(vec![]));
}

async fn nothing_is_created_where_something_lives(bench: PresenceBench) {
    let presence = bench.open().await;
    assert!(presence.create("k", b"first", LIFE).await.unwrap());
    assert!(!presence.create("k", b"second", LIFE).await.unwrap());
    assert_eq!(presence.read("k").await.unwrap().unwrap().bytes, b"first");
}

async fn a_stale_version_replaces_nothing(bench: PresenceBench) {
    let presence = bench.open().await;
    presence.create("k", b"1", LIFE).await.unwrap();
    let seen = presence.read("k").await.unwrap().unwrap().version;
    assert!(presence.replace("k", seen, b"2", LIFE).await.unwrap());
    assert!(!presence.replace("k", seen, b"3", LIFE).await.unwrap());
    let held = presence.read("k").await.unwrap().unwrap();
    assert_eq!(held.bytes, b"2");
    assert!(held.version > seen);
    assert!(presence.replace("k", held.version, b"4", LIFE).await.unwrap());
    assert!(!presence.replace("none", seen, b"5", LIFE).await.unwrap());
    assert_eq!(presence.read("none").await.unwrap(), None);
}

async fn a_version_from_an_earlier_life_replaces_nothing(bench: PresenceBench) {
    let presence = bench.open().await;
    presence.create("k", b"1", LIFE).await.unwrap();
    let seen = presence.read("k").await.unwrap().unwrap().version;
    presence.remove("k").await.unwrap();
    presence.create("k", b"2", LIFE).await.unwrap();
    assert!(!presence.replace("k", seen, b"3", LIFE).await.unwrap());
    assert_eq!(presence.take("k").await.unwrap().unwrap(), b"2");
}

async fn a_life_ends(bench: PresenceBench) {
    let presence = bench.open().await;
    presence.create("k", b"1", Seconds(1)).await.unwrap();
    presence.create("long", b"1", LIFE).await.unwrap();
    let seen = presence.read("k").await.unwrap().unwrap().version;
    bench.pass(Seconds(1)).await;
    assert_eq!(presence.read("k").await.unwrap(), None);
    assert!(!presence.replace("k", seen, b"2", LIFE).await.unwrap());
    assert_eq!(presence.take("k").await.unwrap(), None);
    assert!(presence.create("k", b"3", LIFE).await.unwrap());
    assert!(presence.read("long").await.unwrap().is_some());
}

async fn replacing_starts_the_life_anew(bench: PresenceBench) {
    let presence = bench.open().await;
    presence.create("k", b"1", Seconds(1)).await.unwrap();
    let seen = presence.read("k").await.unwrap().unwrap().version;
    assert!(presence.replace("k", seen, b"2", LIFE).await.unwrap());
    bench.pass(Seconds(1)).await;
    assert_eq!(presence.read("k").await.unwrap().unwrap().bytes, b"2");
    let seen = presence.read("k").await.unwrap().unwrap().version;
    assert!(presence.replace("k", seen, b"3", Seconds(1)).await.unwrap());
    bench.pass(Seconds(1)).await;
    assert_eq!(presence.read("k").await.unwrap(), None);
}

async fn taking_gives_once(bench: PresenceBench) {
    let presence = bench.open().await;
    presence.create("k", b"1", LIFE).await.unwrap();
    assert_eq!(presence.take("k").await.unwrap().unwrap(), b"1");
    assert_eq!(presence.take("k").await.unwrap(), None);
    assert_eq!(presence.read("k").await.unwrap(), None);
}

/// How many of twenty tasks on two nodes say yes.
async fn of_twenty<F>(bench: &PresenceBench, verb: impl Fn(Arc<dyn Presence>) -> F) -> usize
where
    F: Future<Output = bool> + Send + 'static,
{
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        tasks.spawn(verb(if n % 2 == 0 { one.clone() } else { other.clone() }));
    }
    tasks.join_all().await.into_iter().filter(|yes| *yes).count()
}

async fn one_of_twenty_takes(bench: PresenceBench) {
    bench.open().await.create("k", b"1", LIFE).await.unwrap();
    assert_eq!(of_twenty(&bench, |node| async move { node.take("k").await.unwrap().is_some() }).await, 1);
}

async fn one_of_twenty_creates(bench: PresenceBench) {
    assert_eq!(of_twenty(&bench, |node| async move { node.create("k", b"1", LIFE).await.unwrap() }).await, 1);
}

async fn one_of_twenty_replaces(bench: PresenceBench) {
    let presence = bench.open().await;
    presence.create("k", b"1", LIFE).await.unwrap();
    let seen = presence.read("k").await.unwrap().unwrap().version;
    let replace = move |node: Arc<dyn Presence>| async move { node.replace("k", seen, b"2", LIFE).await.unwrap() };
    assert_eq!(of_twenty(&bench, replace).await, 1);
}

async fn removing_removes(bench: PresenceBench) {
    let presence = bench.open().await;
    presence.create("k", b"1", LIFE).await.unwrap();
    presence.remove("k").await.unwrap();
    presence.remove("k").await.unwrap();
    assert_eq!(presence.read("k").await.unwrap(), None);
}

async fn a_shelf_keeps_its_type_and_its_name(bench: PresenceBench) {
    let presence = bench.open().await;
    let (numbers, words) = (Shelf::<u32>::new(presence.clone(), "number"), Shelf::<String>::new(presence, "word"));
    assert!(numbers.create("k", &7, LIFE).await.unwrap());
    assert!(words.create("k", &"sept".to_owned(), LIFE).await.unwrap());
    assert_eq!(numbers.take("k").await.unwrap(), Some(7));
    assert_eq!(words.read("k").await.unwrap().unwrap().value, "sept");
}

#[tokio::test]
async fn a_full_store_refuses_what_is_new_and_keeps_what_lives() {
    let (ambient, clock) = Ambient::fixed(NOW, 1);
    let store = InProcess::new(ambient, Capacity { entries: 2, bytes: 20 });
    assert!(store.create("a", b"123", Seconds(10)).await.unwrap());
    assert!(store.create("b", b"123", LIFE).await.unwrap());
    assert!(matches!(store.create("c", b"1", LIFE).await, Err(PortError::Unavailable { .. })));
    let seen = store.read("b").await.unwrap().unwrap().version;
    assert!(store.replace("b", seen, b"12345678901234567890", LIFE).await.is_err(), "bytes are bounded as well");
    assert_eq!(store.read("b").await.unwrap().unwrap().bytes, b"123");
    clock.advance(Seconds(10));
    assert!(store.create("c", b"1", LIFE).await.unwrap(), "what has ended makes room");
}

// requirement: O04
#[tokio::test]
async fn one_shelf_leaves_room_for_the_others() {
    let (ambient, _) = Ambient::fixed(NOW, 1);
    let store = InProcess::new(ambient, Capacity { entries: 100, bytes: 100 });
    assert!(store.create("pushed:a", &[0; 40], LIFE).await.unwrap());
    assert!(store.create("pushed:b", &[0; 40], LIFE).await.is_err(), "half of the store at most");
    assert!(store.create("session:a", &[0; 40], LIFE).await.unwrap());
    store.remove("pushed:a").await.unwrap();
    assert!(store.create("pushed:b", &[0; 40], LIFE).await.unwrap());
}

#[tokio::test]
async fn the_sweeper_frees_what_has_ended_and_stops_with_its_store() {
    let (ambient, clock) = Ambient::fixed(NOW, 1);
    let store = Arc::new(InProcess::new(ambient, Capacity::default()));
    store.create("a", b"1", Seconds(10)).await.unwrap();
    store.create("b", b"1", LIFE).await.unwrap();
    assert_eq!(store.sweep(), 0);
    clock.advance(Seconds(10));
    assert_eq!(store.sweep(), 1);
    let sweeping = tokio::spawn(InProcess::sweeping(Arc::downgrade(&store), std::time::Duration::from_millis(1)));
    drop(store);
    sweeping.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_dies_refuses_and_serves_again_when_it_is_back() {
    let mut server = Redis::start();
    let store = OnRedis::single(&server.url(), "idp", Ambient::system()).await.unwrap();
    store.create("k", b"1", LIFE).await.unwrap();
    server.stop();
    assert!(matches!(store.take("k").await, Err(PortError::Unavailable { .. })));
    server.start_again();
    let mut tries = 0;
    let read = loop {
        match store.read("k").await {
            Ok(read) => break read,
            Err(error) => assert!(tries < 100, "{error}"),
        }
        tries += 1;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    assert_eq!(read, None, "what it held is lost: whoever had it is refused");
    assert!(store.create("k", b"2", LIFE).await.unwrap());
    server.flush();
    assert_eq!(store.take("k").await.unwrap(), None);
}

use ambient::Ambient;
use idp_core::presence::Presence as _;
use idp_store::presence::{Examined, OnRedis, examine};

use crate::redis_server::{Redis, cluster_url};

async fn order(url: &str, words: &[&str]) {
    let client = redis::Client::open(url).unwrap();
    let mut server = redis::aio::ConnectionManager::new(client).await.unwrap();
    redis::cmd(words[0]).arg(&words[1..]).query_async::<()>(&mut server).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_tells_what_it_does_when_it_is_full_and_whether_it_takes_writes() {
    let mut redis = Redis::start();
    let seen = |policy: &str, writable| Examined { policy: Some(policy.to_owned()), writable };
    assert_eq!(examine(&redis.url()).await.unwrap(), seen("noeviction", true));
    order(&redis.url(), &["CONFIG", "SET", "maxmemory-policy", "allkeys-lru"]).await;
    assert_eq!(examine(&redis.url()).await.unwrap(), seen("allkeys-lru", true));
    order(&redis.url(), &["REPLICAOF", "127.0.0.1", "1"]).await;
    assert_eq!(examine(&redis.url()).await.unwrap(), seen("allkeys-lru", false));
    redis.stop();
    assert!(examine(&redis.url()).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_at_a_node_of_a_cluster_takes_nothing_away() {
    let urls = [cluster_url(), cluster_url()];
    let presence = OnRedis::cluster(&urls, "caducee:idp", Ambient::system()).await.unwrap();
    presence.create("kept", b"1", ambient::Seconds(60)).await.unwrap();
    assert_eq!(examine(&urls[0]).await.unwrap().policy.as_deref(), Some("noeviction"));
    assert!(presence.read("kept").await.unwrap().is_some());
}

use std::sync::Arc;
use std::time::Duration;

use ambient::Ambient;
use axum::routing::get;
use axum::{Extension, Router};
use rustls::HandshakeKind;
use service::tls::{Acceptor, Followed, Identity};
use service::{Limits, Peer, RequestId, Shutdown, host};
use tokio::io::AsyncWriteExt as _;

use crate::site::{self, own, read, serve};

fn pages() -> Router {
    Router::new()
        .route("/shown", get(|Extension(peer): Extension<Peer>| async move { peer.certificates.len().to_string() }))
        .route("/reference", get(|Extension(id): Extension<RequestId>| async move { id.to_string() }))
}

#[tokio::test]
async fn the_web_listener_never_asks_for_a_certificate() {
    let site = serve(pages(), Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    let answer = site.ask(site.client_with(&own("card")), "GET /shown HTTP/1.1", "").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n0"), "{answer}");
}

// requirement: O03
#[tokio::test]
async fn a_request_has_a_reference_that_does_not_come_from_outside() {
    let site = serve(pages(), Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    let answer = site.ask(site.client(), "GET /reference HTTP/1.1\r\nx-request-id: forged", "").await;
    let (head, reference) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("x-request-id: {reference}")), "{answer}");
    assert!(reference.len() == 14 && !answer.contains("forged"), "{answer}");
}

#[tokio::test]
async fn a_session_may_be_resumed_on_the_web() {
    let site = serve(pages(), Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    let config = Arc::new(site.client());
    assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Full));
    assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Resumed));
}

/// One request on a new connection, and how its handshake went.
pub async fn visit(site: &site::Site, config: &Arc<rustls::ClientConfig>) -> Option<HandshakeKind> {
    let mut tls = site.connect(config).await.unwrap();
    tls.write_all(b"GET /shown HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(read(&mut tls).await.starts_with("HTTP/1.1 200"));
    tls.get_ref().1.handshake_kind()
}

// requirement: X06
#[tokio::test]
async fn a_request_for_another_host_is_misdirected() {
    let sites = host::each([("localhost".to_owned(), pages())], host::nobody());
    let site = serve(sites, Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    assert!(site.get("/shown").await.starts_with("HTTP/1.1 200"));
    let elsewhere = site.ask(site.client(), "GET /shown HTTP/1.1\r\nhost: carte.example", "").await;
    assert!(elsewhere.starts_with("HTTP/1.1 421"), "{elsewhere}");
}

// requirement: X10
#[tokio::test]
async fn a_new_certificate_serves_the_next_connection() {
    let (first, second) = (own("first"), own("second"));
    let identity = first.identity();
    let acceptor = Acceptor::web(&identity).unwrap();
    let mut site = site::serve_as(pages(), Limits::default(), acceptor, first.der.clone()).await;
    assert!(site.get("/shown").await.starts_with("HTTP/1.1 200"));

    identity.replace(second.pem.as_bytes(), second.key.serialize_pem().as_bytes()).unwrap();
    assert!(site.connect(&Arc::new(site.client())).await.is_err());
    site.trusted = second.der.clone();
    assert!(site.get("/shown").await.starts_with("HTTP/1.1 200"));
}

// requirement: X10 O05
#[tokio::test]
async fn a_certificate_that_is_renewed_in_its_file_is_taken_without_a_restart() {
    let (first, second) = (own("first"), own("second"));
    let folder = tempfile::tempdir().unwrap();
    let [chain, key] = ["chain.pem", "key.pem"].map(|name| folder.path().join(name));
    std::fs::write(&chain, &first.pem).unwrap();
    std::fs::write(&key, first.key.serialize_pem()).unwrap();
    let identity = Identity::from_files(&chain, &key).unwrap();
    let followed = Followed { identity: identity.clone(), chain: chain.clone(), key: key.clone() };
    let shutdown = Shutdown::new();
    let follower = tokio::spawn(followed.follow(Duration::from_millis(20), Ambient::system(), shutdown.clone()));
    let acceptor = Acceptor::web(&identity).unwrap();
    let mut site = site::serve_as(pages(), Limits::default(), acceptor, first.der.clone()).await;

    // half of a renewal changes nothing
    std::fs::write(&chain, &second.pem).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(site.get("/shown").await.starts_with("HTTP/1.1 200"));
    std::fs::write(&key, second.key.serialize_pem()).unwrap();
    site.trusted = second.der.clone();
    let until = tokio::time::Instant::now() + Duration::from_secs(10);
    while site.connect(&Arc::new(site.client())).await.is_err() {
        assert!(tokio::time::Instant::now() < until, "the new certificate was never taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    shutdown.begin();
    follower.await.unwrap();
}

#[tokio::test]
async fn a_certificate_with_the_key_of_another_is_refused_and_the_old_one_stays() {
    let (first, second) = (own("first"), own("second"));
    let identity = first.identity();
    assert!(identity.replace(second.pem.as_bytes(), first.key.serialize_pem().as_bytes()).is_err());
    let site = site::serve_as(pages(), Limits::default(), Acceptor::web(&identity).unwrap(), first.der.clone()).await;
    assert!(site.get("/shown").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn tls_1_3_is_preferred() {
    let site = serve(pages(), Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    assert_eq!(site::version(&site, site.client()).await, Some(rustls::ProtocolVersion::TLSv1_3));
}

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::{get, post};
use service::Limits;
use service::tls::Acceptor;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::site::{Site, read, serve};

async fn site(limits: Limits) -> Site {
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(600)).await;
        "done"
    };
    let pages = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/slow", get(slow))
        .route("/poll", get(slow))
        .route("/say", post(|body: String| async move { body.len().to_string() }));
    serve(pages, limits, |identity| Acceptor::web(identity).unwrap()).await
}

// requirement: O04
#[tokio::test]
async fn a_handshake_that_does_not_come_is_cut() {
    let site = site(Limits { handshake: Duration::from_millis(200), ..Limits::default() }).await;
    let mut tcp = TcpStream::connect(site.addr).await.unwrap();
    let waiting = Instant::now();
    tcp.write_all(&[0x16, 0x03, 0x01]).await.unwrap();
    let _ = tcp.read(&mut [0u8; 16]).await;
    assert!(waiting.elapsed() < Duration::from_secs(3), "{:?}", waiting.elapsed());
    assert!(site.get("/").await.ends_with("here"));
}

// requirement: O04
#[tokio::test]
async fn headers_that_do_not_come_are_cut() {
    let site = site(Limits { headers: Duration::from_millis(200), ..Limits::default() }).await;
    for start in ["", "GET / HTTP/1.1\r\nhost: local"] {
        let mut tls = site.connect(&Arc::new(site.client())).await.unwrap();
        tls.write_all(start.as_bytes()).await.unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(3), read(&mut tls)).await;
        assert!(ended.is_ok_and(|answer| !answer.contains("200")), "{start:?}");
    }
}

// requirement: O04
#[tokio::test]
async fn a_body_too_large_is_413_and_an_address_too_long_414() {
    let site = site(Limits { body: 10, uri: 20, ..Limits::default() }).await;
    let say = |body: &'static str| site.ask(site.client(), "POST /say HTTP/1.1", body);
    assert!(say("0123456789").await.ends_with("\r\n\r\n10"));
    assert!(say("0123456789a").await.starts_with("HTTP/1.1 413"));
    assert!(site.get("/?q=0123456789012345").await.ends_with("here"));
    assert!(site.get("/?q=01234567890123456").await.starts_with("HTTP/1.1 414"));
}

#[tokio::test]
async fn a_slow_answer_is_503_except_where_waiting_is_the_point() {
    let patient = vec!["/poll".to_owned()];
    let site = site(Limits { request: Duration::from_millis(100), patient, ..Limits::default() }).await;
    assert!(site.get("/slow").await.starts_with("HTTP/1.1 503"));
    assert!(site.get("/poll").await.ends_with("done"));
}

// requirement: O04
#[tokio::test]
async fn more_connections_than_allowed_wait_for_a_place() {
    let site = site(Limits { connections: 1, ..Limits::default() }).await;
    let first = site.connect(&Arc::new(site.client())).await.unwrap();
    let second = tokio::time::timeout(Duration::from_millis(300), site.get("/")).await;
    assert!(second.is_err(), "the second was served beside the first");
    drop(first);
    assert!(site.get("/").await.ends_with("here"));
}

#[tokio::test]
async fn an_open_request_may_finish_when_the_process_stops() {
    let site = site(Limits::default()).await;
    let mut open = site.connect(&Arc::new(site.client())).await.unwrap();
    open.write_all(b"GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    site.shutdown.begin();
    assert!(read(&mut open).await.ends_with("done"));
    tokio::time::timeout(Duration::from_secs(3), site.serving).await.unwrap().unwrap();
    assert!(TcpStream::connect(site.addr).await.is_err());
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_after_the_time_given() {
    let site = site(Limits { drain: Duration::from_millis(100), ..Limits::default() }).await;
    let mut open = site.connect(&Arc::new(site.client())).await.unwrap();
    open.write_all(b"POST /say HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    site.shutdown.begin();
    tokio::time::timeout(Duration::from_secs(3), site.serving).await.unwrap().unwrap();
    assert_eq!(read(&mut open).await, "");
}

// requirement: O04
#[tokio::test]
async fn a_source_holds_so_many_connections_and_one_more_is_closed() {
    let site = site(Limits { per_source: 2, ..Limits::default() }).await;
    let config = Arc::new(site.client());
    let first = site.connect(&config).await.unwrap();
    let _second = site.connect(&config).await.unwrap();
    assert!(site.connect(&config).await.is_err());
    drop(first);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(site.get("/").await.ends_with("here"));
}

// requirement: O04
#[tokio::test]
async fn a_connection_without_an_open_request_is_closed_and_a_slow_answer_is_no_idleness() {
    let site =
        site(Limits { idle: Duration::from_millis(200), drain: Duration::from_millis(300), ..Limits::default() }).await;
    assert!(site.get("/slow").await.ends_with("done"));
    let mut config = site.client();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let mut silent = site.connect(&Arc::new(config)).await.unwrap();
    silent.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut heard = Vec::new();
    // nothing answers the server's last ping: it is cut after the time given to finish
    let ended = tokio::time::timeout(Duration::from_secs(3), silent.read_to_end(&mut heard)).await;
    assert!(ended.is_ok(), "still open");
    assert!(heard.len() > 9, "a goodbye was said");
}

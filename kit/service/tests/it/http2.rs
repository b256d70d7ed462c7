use axum::routing::{get, post};
use axum::{Extension, Router};
use http::{StatusCode, Version};
use service::tls::Acceptor;
use service::{Limits, Peer, host};

use crate::site::{Site, serve};

async fn client(pages: Router) -> (Site, reqwest::Client) {
    let site = serve(pages, Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    let root = reqwest::Certificate::from_der(&site.trusted).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([root]).resolve("localhost", site.addr);
    (site, client.build().unwrap())
}

#[tokio::test]
async fn http_2_is_spoken_with_the_same_limits() {
    let pages = Router::new()
        .route("/port", get(|Extension(peer): Extension<Peer>| async move { peer.addr.port().to_string() }))
        .route("/say", post(|body: String| async move { body.len().to_string() }));
    let (site, client) = client(pages).await;
    let at = |path: &str| format!("https://localhost:{}{path}", site.addr.port());
    let answer = client.get(at("/port")).send().await.unwrap();
    assert_eq!((answer.status(), answer.version()), (StatusCode::OK, Version::HTTP_2));
    assert!(answer.headers().contains_key("x-request-id"));
    let large = client.post(at("/say")).body(vec![b'a'; 70_000]).send().await.unwrap();
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let long = client.get(at(&format!("/port?{}", "a".repeat(9_000)))).send().await.unwrap();
    assert_eq!(long.status(), StatusCode::URI_TOO_LONG);
}

// requirement: X06
#[tokio::test]
async fn a_connection_of_another_host_is_misdirected_in_http_2() {
    let carte = Router::new().route("/", get(|| async { "here" }));
    let pages = host::each([("carte.example".to_owned(), carte)], host::nobody());
    let (site, client) = client(pages).await;
    let answer = client.get(format!("https://localhost:{}/", site.addr.port())).send().await.unwrap();
    assert_eq!((answer.status(), answer.version()), (StatusCode::MISDIRECTED_REQUEST, Version::HTTP_2));
}

//! First messages that no library of ours would send.

use axum::Router;
use service::Limits;
use service::tls::Acceptor;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::site::{Site, serve};

const ALERT: u8 = 0x15;
const HANDSHAKE: u8 = 0x16;
const TLS_1_2: [u8; 2] = [3, 3];
const ECDHE_ECDSA_AES_128_GCM: [u8; 2] = [0xc0, 0x2b];

/// A ClientHello of at most TLS 1.2 that offers one suite, with P-256 and ECDSA/SHA-256 as extensions say it.
fn hello(version: [u8; 2], suite: [u8; 2]) -> Vec<u8> {
    let groups = [0, 10, 0, 4, 0, 2, 0, 23];
    let points = [0, 11, 0, 2, 1, 0];
    let signatures = [0, 13, 0, 6, 0, 4, 4, 3, 8, 4];
    let extended_master_secret = [0, 23, 0, 0];
    let extensions = [&groups[..], &points, &signatures, &extended_master_secret].concat();
    let length = u16::try_from(extensions.len()).unwrap().to_be_bytes();
    let body = [&version[..], &[7; 32], &[0], &[0, 2], &suite, &[1, 0], &length, &extensions].concat();
    let length = u16::try_from(body.len()).unwrap().to_be_bytes();
    let message = [&[1, 0][..], &length, &body].concat();
    let length = u16::try_from(message.len()).unwrap().to_be_bytes();
    [&[HANDSHAKE, 3, 1][..], &length, &message].concat()
}

/// The kind of record that comes back.
async fn answer(site: &Site, message: &[u8]) -> u8 {
    let mut tcp = TcpStream::connect(site.addr).await.unwrap();
    tcp.write_all(message).await.unwrap();
    tcp.read_u8().await.unwrap()
}

// requirement: X08
#[tokio::test]
async fn what_is_older_or_weaker_is_refused_before_any_key() {
    let site = serve(Router::new(), Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    assert_eq!(answer(&site, &hello(TLS_1_2, ECDHE_ECDSA_AES_128_GCM)).await, HANDSHAKE);
    for older in [[3, 0], [3, 1], [3, 2]] {
        assert_eq!(answer(&site, &hello(older, ECDHE_ECDSA_AES_128_GCM)).await, ALERT, "{older:?}");
    }
    let (static_rsa, cbc, finite_field, null) = ([0x00, 0x9c], [0xc0, 0x09], [0x00, 0x9e], [0xc0, 0x06]);
    for suite in [static_rsa, cbc, finite_field, null] {
        assert_eq!(answer(&site, &hello(TLS_1_2, suite)).await, ALERT, "{suite:02x?}");
    }
}

#[tokio::test]
async fn plain_http_is_not_answered() {
    let site = serve(Router::new(), Limits::default(), |identity| Acceptor::web(identity).unwrap()).await;
    assert_eq!(answer(&site, b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await, ALERT);
}

use std::sync::Arc;

use axum::routing::get;
use axum::{Extension, Router};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ClientConfig, HandshakeKind};
use service::tls::Acceptor;
use service::{Limits, Peer};

use crate::site::{Own, Site, own, serve};
use crate::web::visit;

/// A listener whose page tells the length of each certificate that was shown.
async fn carte(issuer: &Own) -> Site {
    let pages = Router::new().route(
        "/shown",
        get(|Extension(peer): Extension<Peer>| async move {
            peer.certificates.iter().map(|der| format!("[{}]", der.len())).collect::<String>()
        }),
    );
    serve(pages, Limits::default(), |identity| Acceptor::carte(identity, std::slice::from_ref(&issuer.der)).unwrap())
        .await
}

#[tokio::test]
async fn a_card_of_any_issuer_reaches_the_handler() {
    let (issuer, card) = (own("issuer"), own("a card that nobody issued"));
    let site = carte(&issuer).await;
    let answer = site.ask(site.client_with(&card), "GET /shown HTTP/1.1", "").await;
    assert!(answer.ends_with(&format!("\r\n\r\n[{}]", card.der.len())), "{answer}");
}

// requirement: X07 C06
#[tokio::test]
async fn a_certificate_in_a_header_is_none() {
    let (issuer, card) = (own("issuer"), own("card"));
    let site = carte(&issuer).await;
    let oneline = card.pem.replace('\n', " ");
    for header in ["client-cert", "x-ssl-client-cert", "x-forwarded-client-cert", "ssl-client-cert"] {
        let answer = site.ask(site.client(), &format!("GET /shown HTTP/1.1\r\n{header}: {oneline}"), "").await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"), "{header}: {answer}");
    }
}

#[tokio::test]
async fn no_card_is_an_answer_too() {
    let site = carte(&own("issuer")).await;
    let answer = site.get("/shown").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"), "{answer}");
}

// requirement: X06
#[tokio::test]
async fn a_card_is_shown_anew_on_each_connection() {
    let card = own("card");
    let site = carte(&card).await;
    for versions in [&[&rustls::version::TLS13], &[&rustls::version::TLS12]] {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(site.trusted.clone()).unwrap();
        let key = PrivateKeyDer::Pkcs8(card.key.serialize_der().into());
        let config = ClientConfig::builder_with_protocol_versions(versions)
            .with_root_certificates(roots)
            .with_client_auth_cert(vec![card.der.clone()], key)
            .unwrap();
        let config = Arc::new(config);
        assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Full));
        assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Full));
    }
}

/// Shows the certificate of one and signs with the key of another.
#[derive(Debug)]
struct Thief(Arc<rustls::sign::CertifiedKey>);

impl rustls::client::ResolvesClientCert for Thief {
    fn resolve(&self, _: &[&[u8]], _: &[rustls::SignatureScheme]) -> Option<Arc<rustls::sign::CertifiedKey>> {
        Some(self.0.clone())
    }

    fn has_certs(&self) -> bool {
        true
    }
}

// requirement: X06
#[tokio::test]
async fn a_certificate_without_its_key_does_not_pass() {
    let (card, thief) = (own("card"), own("thief"));
    let site = carte(&card).await;
    let key = PrivateKeyDer::Pkcs8(thief.key.serialize_der().into());
    let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key).unwrap();
    let mut config = site.client();
    config.client_auth_cert_resolver =
        Arc::new(Thief(Arc::new(rustls::sign::CertifiedKey::new(vec![card.der.clone()], key))));
    assert_eq!(site_answer(&site, config).await, "");
}

/// What comes back, nothing when the handshake or the connection is refused.
async fn site_answer(site: &Site, config: ClientConfig) -> String {
    use tokio::io::AsyncWriteExt as _;
    let Ok(mut tls) = site.connect(&Arc::new(config)).await else { return String::new() };
    let _ = tls.write_all(b"GET /shown HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await;
    crate::site::read(&mut tls).await
}

#[tokio::test]
async fn the_issuers_are_named_so_that_a_browser_shows_only_their_cards() {
    #[derive(Debug, Default)]
    struct Listening(std::sync::Mutex<Vec<Vec<u8>>>);
    impl rustls::client::ResolvesClientCert for Listening {
        fn resolve(&self, hints: &[&[u8]], _: &[rustls::SignatureScheme]) -> Option<Arc<rustls::sign::CertifiedKey>> {
            *self.0.lock().unwrap() = hints.iter().map(|hint| hint.to_vec()).collect();
            None
        }
        fn has_certs(&self) -> bool {
            true
        }
    }
    let issuer = own("AC DES CARTES");
    let site = carte(&issuer).await;
    let heard = Arc::new(Listening::default());
    let mut config = site.client();
    config.client_auth_cert_resolver = heard.clone();
    assert!(site_answer(&site, config).await.starts_with("HTTP/1.1 200"));
    let hints = heard.0.lock().unwrap();
    assert_eq!(hints.len(), 1);
    assert!(hints[0].windows(13).any(|window| window == b"AC DES CARTES"), "{hints:?}");
}

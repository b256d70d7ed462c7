use std::sync::Arc;

use axum::routing::get;
use axum::{Extension, Router};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ClientConfig, HandshakeKind};
use service::tls::Acceptor;
use service::{Limits, Peer};

use crate::site::{Site, own, serve};
use crate::web::visit;

/// A listener for machines, whose page tells the length of each certificate that was shown.
async fn machines() -> Site {
    let pages = Router::new().route(
        "/shown",
        get(|Extension(peer): Extension<Peer>| async move {
            peer.certificates.iter().map(|der| format!("[{}]", der.len())).collect::<String>()
        }),
    );
    serve(pages, Limits::default(), |identity| Acceptor::mtls(identity).unwrap()).await
}

// requirement: C05
#[tokio::test]
async fn a_self_signed_certificate_reaches_the_handler_and_none_does_too() {
    let (site, machine) = (machines().await, own("machine"));
    let shown = site.ask(site.client_with(&machine), "GET /shown HTTP/1.1", "").await;
    assert!(shown.ends_with(&format!("\r\n\r\n[{}]", machine.der.len())), "{shown}");
    let none = site.get("/shown").await;
    assert!(none.starts_with("HTTP/1.1 200") && none.ends_with("\r\n\r\n"), "{none}");
}

// requirement: X06
#[tokio::test]
async fn a_machine_shows_its_certificate_anew_on_each_connection() {
    let (site, machine) = (machines().await, own("machine"));
    for versions in [&[&rustls::version::TLS13], &[&rustls::version::TLS12]] {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(site.trusted.clone()).unwrap();
        let key = PrivateKeyDer::Pkcs8(machine.key.serialize_der().into());
        let config = ClientConfig::builder_with_protocol_versions(versions)
            .with_root_certificates(roots)
            .with_client_auth_cert(vec![machine.der.clone()], key)
            .unwrap();
        let config = Arc::new(config);
        assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Full));
        assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Full));
    }
}

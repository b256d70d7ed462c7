use std::sync::Arc;

use axum::routing::get;
use axum::{Extension, Router};
use rustls::pki_types::PrivateKeyDer;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, HandshakeKind, RootCertStore, SupportedProtocolVersion};
use service::tls::{Acceptor, Oldest};
use service::{Limits, Peer};

use crate::site::{Own, Site, own, serve};
use crate::web::visit;

/// A listener for machines, whose page tells the length of each certificate that was shown.
async fn machines() -> Site {
    speaking(Oldest::Tls12).await
}

async fn speaking(oldest: Oldest) -> Site {
    let pages = Router::new().route(
        "/shown",
        get(|Extension(peer): Extension<Peer>| async move {
            peer.certificates.iter().map(|der| format!("[{}]", der.len())).collect::<String>()
        }),
    );
    serve(pages, Limits::default(), |identity| Acceptor::mtls(identity, oldest).unwrap()).await
}

/// A machine that speaks this version of TLS alone.
fn speaker(site: &Site, machine: &Own, version: &'static SupportedProtocolVersion) -> Arc<ClientConfig> {
    service::provider::install();
    let mut roots = RootCertStore::empty();
    roots.add(site.trusted.clone()).unwrap();
    let key = PrivateKeyDer::Pkcs8(machine.key.serialize_der().into());
    let config = ClientConfig::builder_with_protocol_versions(&[version])
        .with_root_certificates(roots)
        .with_client_auth_cert(vec![machine.der.clone()], key)
        .unwrap();
    Arc::new(config)
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

// spec: FAPI 1.0 Advanced §8.5 SHALL
// requirement: X08
#[tokio::test]
async fn a_listener_told_to_speaks_tls_1_3_alone() {
    let machine = own("machine");
    for (oldest, heard) in [(Oldest::Tls12, true), (Oldest::Tls13, false)] {
        let site = speaking(oldest).await;
        assert_eq!(site.connect(&speaker(&site, &machine, &TLS12)).await.is_ok(), heard, "{oldest:?}");
        assert!(site.connect(&speaker(&site, &machine, &TLS13)).await.is_ok(), "{oldest:?}");
    }
}

// requirement: X06
#[tokio::test]
async fn a_machine_shows_its_certificate_anew_on_each_connection() {
    let (site, machine) = (machines().await, own("machine"));
    for version in [&TLS13, &TLS12] {
        let config = speaker(&site, &machine, version);
        assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Full));
        assert_eq!(visit(&site, &config).await, Some(HandshakeKind::Full));
    }
}

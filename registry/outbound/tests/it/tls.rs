//! The mail server and the counter of the authority, each in front of a twin: the right name, a certificate that the configured
//! authority did not make.

use registry_core::certificat::{CertificatId, Igc as _, RaisonRevocation};
use registry_outbound::{Chiffrement, IgcHttp, ServeurSmtp, Smtp};

#[path = "../../../../tests/support/twin.rs"]
mod twin;

use twin::Twin;

/// Mail, counter: whether each believed the certificate, where it trusts `autorite`.
async fn appeler(jumeau: &mut Twin, autorite: &str) -> [bool; 2] {
    let serveur = ServeurSmtp {
        hote: "localhost".to_owned(),
        port: jumeau.port,
        chiffrement: Chiffrement::Tls,
        expediteur: "caducee@exemple.test".to_owned(),
        identifiants: None,
        autorite: Some(autorite.as_bytes().to_vec()),
    };
    assert!(Smtp::new(serveur).unwrap().joignable().await.is_err());
    let courriel = jumeau.believed().await;
    let guichet = IgcHttp::new(jumeau.origin().parse().unwrap(), "cle".into(), Some(autorite.as_bytes())).unwrap();
    assert!(guichet.revoquer(&CertificatId::from("r-1"), RaisonRevocation::Remplacee).await.is_err());
    [courriel, jumeau.believed().await]
}

// requirement: X09
#[tokio::test]
async fn a_twin_with_a_certificate_of_its_own_hears_nothing() {
    let vrai = Twin::of("localhost").await.pem;
    let mut jumeau = Twin::of("localhost").await;
    assert_eq!(appeler(&mut jumeau, &vrai).await, [false; 2]);
    let sien = jumeau.pem.clone();
    assert_eq!(appeler(&mut jumeau, &sien).await, [true; 2], "the test tells the two apart");
}

// requirement: X09
#[tokio::test]
async fn a_certificate_for_another_host_is_not_believed() {
    let mut ailleurs = Twin::of("igc.exemple.test").await;
    let sien = ailleurs.pem.clone();
    assert_eq!(appeler(&mut ailleurs, &sien).await, [false; 2]);
}

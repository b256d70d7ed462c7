//! What the registry's portal asks of the authority.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use certificat_org::{Commande, Delivre, NomCertificat, Organisation, Usage, struct_id_nat};
use igc::{Igc, Role, guichet_commandes};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, PublicKeyData as _};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use tower::ServiceExt as _;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::ici::ici;

pub const CLE: &str = "la-cle-du-guichet-d-essai";

fn commande(nom: &str, usage: Usage, key: &KeyPair) -> Commande {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, nom);
    Commande {
        usage,
        nom: NomCertificat::lire(nom).unwrap(),
        raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
        structure: struct_id_nat("690990015"),
        departement: "Rhône (69)".to_owned(),
        demande: params.serialize_request(key).unwrap().pem().unwrap(),
    }
}

pub async fn dire(igc: &Arc<Igc>, cle: &str, (methode, adresse): (&str, &str), corps: String) -> (StatusCode, Vec<u8>) {
    let requete = Request::builder().method(methode).uri(adresse).header("authorization", format!("Bearer {cle}"));
    let requete = requete.header("content-type", "application/json").body(Body::from(corps)).unwrap();
    let reponse = guichet_commandes(igc.clone(), CLE).oneshot(requete).await.unwrap();
    let statut = reponse.status();
    (statut, axum::body::to_bytes(reponse.into_body(), 100_000).await.unwrap().to_vec())
}

async fn commander(igc: &Arc<Igc>, reference: &str, commande: &Commande) -> (StatusCode, Vec<u8>) {
    let adresse = format!("/organisations/{reference}");
    dire(igc, CLE, ("PUT", &adresse), serde_json::to_string(commande).unwrap()).await
}

// requirement: CRT-04 CRT-08
#[tokio::test]
async fn an_order_gives_a_certificate_for_the_key_of_the_request_and_the_same_one_when_it_is_asked_again() {
    let (igc, key) = (Arc::new(ici().igc), KeyPair::generate().unwrap());
    let commande = commande("INSI-AUTO-DUI", Usage::AuthCli, &key);
    let (statut, corps) = commander(&igc, "r-1", &commande).await;
    assert_eq!(statut, StatusCode::OK);
    let delivre: Delivre = serde_json::from_slice(&corps).unwrap();
    assert_eq!(commander(&igc, "r-1", &commande).await.1, corps);
    let der = CertificateDer::from_pem_slice(delivre.certificat.as_bytes()).unwrap();
    let organisation = Organisation::lire(&der).unwrap();
    assert_eq!((organisation.struct_id_nat.as_str(), organisation.nom.insi()), ("1690990015", true));
    let (_, lu) = X509Certificate::from_der(&der).unwrap();
    assert_eq!(lu.public_key().raw, key.subject_public_key_info());
    let autre = self::commande("INSI-AUTO-DUI", Usage::AuthCli, &KeyPair::generate().unwrap());
    assert_eq!(commander(&igc, "r-1", &autre).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

// requirement: CRT-05
#[tokio::test]
async fn a_seal_is_no_certificate_that_authenticates() {
    let igc = Arc::new(ici().igc);
    let commande = commande("DUI-SIGN", Usage::Sign, &KeyPair::generate().unwrap());
    let delivre: Delivre = serde_json::from_slice(&commander(&igc, "r-1", &commande).await.1).unwrap();
    let der = CertificateDer::from_pem_slice(delivre.certificat.as_bytes()).unwrap();
    assert!(Organisation::lire(&der).is_err());
}

// requirement: X03
#[tokio::test]
async fn what_is_revoked_is_in_the_next_list_and_twice_is_once() {
    let igc = Arc::new(ici().igc);
    let commande = commande("DUI-AUTH", Usage::AuthCli, &KeyPair::generate().unwrap());
    let delivre: Delivre = serde_json::from_slice(&commander(&igc, "r-1", &commande).await.1).unwrap();
    let adresse = ("POST", "/organisations/r-1/revocation");
    let raison = r#"{"raison":"cle-compromise"}"#.to_owned();
    for _ in 0..2 {
        assert_eq!(dire(&igc, CLE, adresse, raison.clone()).await.0, StatusCode::NO_CONTENT);
    }
    let inconnue = ("POST", "/organisations/r-2/revocation");
    assert_eq!(dire(&igc, CLE, inconnue, raison).await.0, StatusCode::NOT_FOUND);
    let lists = igc.crls(ambient::Timestamp::from_seconds(1_800_000_000)).unwrap();
    let list = lists.iter().find(|list| list.autorite == Role::Organisations).unwrap();
    let (_, lue) = x509_parser::revocation_list::CertificateRevocationList::from_der(&list.der).unwrap();
    let series: Vec<_> = lue.iter_revoked_certificates().map(|one| format!("{:X}", one.serial())).collect();
    assert_eq!(series, [delivre.serie]);
}

// requirement: R01
#[tokio::test]
async fn nobody_orders_without_the_key_and_a_bad_request_says_why() {
    let igc = Arc::new(ici().igc);
    let mut commande = commande("DUI-AUTH", Usage::AuthCli, &KeyPair::generate().unwrap());
    let corps = serde_json::to_string(&commande).unwrap();
    for cle in ["", "autre", "la-cle-du-guichet-d-essa"] {
        let (statut, _) = dire(&igc, cle, ("PUT", "/organisations/r-1"), corps.clone()).await;
        assert_eq!(statut, StatusCode::UNAUTHORIZED);
    }
    commande.nom = NomCertificat::lire("AUTRE-NOM").unwrap();
    let (statut, corps) = commander(&igc, "r-1", &commande).await;
    assert_eq!(statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8(corps).unwrap().contains("motif"));
}

//! The doors of the authority, over HTTP.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use igc::{Comptoir, Guichet, Panne, router};
use tower::ServiceExt as _;

use crate::ici::{MAINTENANT, ici, medecin};

struct Porte {
    comptoir: Comptoir,
    igc: Arc<igc::Igc>,
}

impl Porte {
    fn nouvelle() -> Self {
        let igc = Arc::new(ici().igc);
        Self { comptoir: Comptoir::new(igc.clone()), igc }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, Vec<u8>, Option<String>) {
        let answer = router(self.comptoir.clone()).oneshot(request).await.unwrap();
        let etag = answer.headers().get("etag").map(|etag| etag.to_str().unwrap().to_owned());
        (answer.status(), to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec(), etag)
    }

    async fn get(&self, path: &str) -> (StatusCode, Vec<u8>, Option<String>) {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, json: String) -> (StatusCode, Vec<u8>, Option<String>) {
        let request = Request::post(path).header("content-type", "application/json");
        self.send(request.body(Body::from(json)).unwrap()).await
    }
}

#[tokio::test]
async fn a_list_is_given_once_to_whoever_has_it() {
    let porte = Porte::nouvelle();
    let (status, der, etag) = porte.get("/crl/fort-personnes-delta.crl").await;
    assert_eq!(status, StatusCode::OK);
    porte.igc.autorite_cartes(MAINTENANT).unwrap().liste(&der, MAINTENANT).unwrap();
    let known = Request::get("/crl/fort-personnes-delta.crl").header("if-none-match", etag.unwrap());
    let (status, nothing, _) = porte.send(known.body(Body::empty()).unwrap()).await;
    assert_eq!((status, nothing.len()), (StatusCode::NOT_MODIFIED, 0));
    for absent in ["/crl/serveurs.crl", "/crl/fort-personnes", "/crl/..%2Fregistre.json", "/ac/fort-personnes.pem"] {
        assert_eq!(porte.get(absent).await.0, StatusCode::NOT_FOUND, "{absent}");
    }
    assert_eq!(porte.get("/ac/fort-personnes.cer").await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_card_is_opposed_by_its_number() {
    let porte = Porte::nouvelle();
    let carte = porte.igc.paire(&medecin()).unwrap();
    let json = format!(r#"{{"carte":"{}","raison":"remplacee"}}"#, carte.numero);
    let (status, told, _) = porte.post("/oppositions", json).await;
    assert_eq!(status, StatusCode::OK);
    assert!(String::from_utf8(told).unwrap().contains(&carte.authentification.serie));
    assert_eq!(porte.post("/oppositions", r#"{"carte":"0"}"#.to_owned()).await.0, StatusCode::NOT_FOUND);
    let form = Request::post("/oppositions").header("content-type", "text/plain").body(Body::from(r#"{"carte":"0"}"#));
    assert_eq!(porte.send(form.unwrap()).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE, "a page of another site");
}

#[tokio::test]
async fn a_door_fails_on_demand_and_works_again() {
    let porte = Porte::nouvelle();
    let list = "/crl/fort-personnes.crl";
    assert_eq!(
        porte.post("/pannes", r#"{"guichet":"crl","panne":"muette"}"#.to_owned()).await.0,
        StatusCode::NO_CONTENT
    );
    assert_eq!(porte.get(list).await.0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(porte.get("/crl/fort-personnes-delta.crl").await.0, StatusCode::OK, "another door");
    porte.comptoir.panne(Guichet::Crl, Some(Panne::AutreSignataire));
    let (_, forged, _) = porte.get(list).await;
    assert!(porte.igc.autorite_cartes(MAINTENANT).unwrap().liste(&forged, MAINTENANT).is_err());
    assert_eq!(porte.post("/pannes", r#"{"guichet":"crl","panne":null}"#.to_owned()).await.0, StatusCode::NO_CONTENT);
    let (_, right, _) = porte.get(list).await;
    assert!(porte.igc.autorite_cartes(MAINTENANT).unwrap().liste(&right, MAINTENANT).is_ok());
}

#[tokio::test]
async fn a_late_door_is_late() {
    let porte = Porte::nouvelle();
    porte.comptoir.panne(Guichet::Ocsp, Some(Panne::Tardive));
    let began = Instant::now();
    let (status, told, _) = porte.send(Request::post("/ocsp").body(Body::from("nothing")).unwrap()).await;
    assert_eq!((status, told), (StatusCode::OK, vec![0x30, 0x03, 0x0a, 0x01, 0x01]), "malformed, told late");
    assert!(began.elapsed() >= Duration::from_secs(3));
}

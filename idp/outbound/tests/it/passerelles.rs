use std::sync::{Arc, Mutex};

use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use idp_core::ecps::Notification as _;
use idp_outbound::{PasserelleNotification, PasserelleSms, client};
use serde_json::{Value, json};

use crate::serveur::servir;

type Recus = Arc<Mutex<Vec<String>>>;

async fn sms(State(recus): State<Recus>, entetes: HeaderMap, Json(envoi): Json<Value>) -> StatusCode {
    if entetes.get("authorization").is_none_or(|cle| cle != "Bearer cle") {
        return StatusCode::UNAUTHORIZED;
    }
    recus.lock().unwrap().push(envoi.to_string());
    StatusCode::ACCEPTED
}

async fn push(State(recus): State<Recus>, OriginalUri(uri): OriginalUri, corps: String) {
    recus.lock().unwrap().push(format!("{} {corps:?}", uri.path()));
}

async fn decor() -> (url::Url, Recus) {
    let recus = Recus::default();
    let router = Router::new().route("/sms", post(sms)).route("/push/{id}", post(push)).with_state(recus.clone());
    (servir(router).await, recus)
}

#[tokio::test]
async fn an_sms_is_handed_to_the_gateway_under_its_key() {
    let (url, recus) = decor().await;
    let passerelle = |cle: &str| PasserelleSms::new(client(None).unwrap(), url.join("/sms").unwrap(), cle.into());
    passerelle("cle").envoyer("+33639980001", "Votre code : 123456").await.unwrap();
    let attendu = json!({"destinataire": "+33639980001", "texte": "Votre code : 123456"});
    assert_eq!(serde_json::from_str::<Value>(&recus.lock().unwrap()[0]).unwrap(), attendu);
    assert!(passerelle("autre").envoyer("+33639980001", "x").await.is_err());
    assert_eq!(recus.lock().unwrap().len(), 1);
}

// requirement: M16
#[tokio::test]
async fn a_push_carries_nothing_and_cannot_leave_its_path() {
    let (url, recus) = decor().await;
    let passerelle = PasserelleNotification::new(client(None).unwrap(), url.join("/push").unwrap());
    passerelle.reveiller("abc").await.unwrap();
    passerelle.reveiller("a/../b?c").await.unwrap();
    assert_eq!(*recus.lock().unwrap(), ["/push/abc \"\"", "/push/a%2F..%2Fb%3Fc \"\""]);
}

#[tokio::test]
async fn a_gateway_that_refuses_is_an_error() {
    let url = servir(Router::new()).await;
    assert!(PasserelleNotification::new(client(None).unwrap(), url).reveiller("abc").await.is_err());
}

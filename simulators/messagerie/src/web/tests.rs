use std::sync::Arc;

use ambient::{Ambient, SecretString, Timestamp};
use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{AUTHORIZATION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, SET_COOKIE, X_FRAME_OPTIONS};
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::{Arrivee, Boite, Canal, Filtre, Messagerie, router};

fn decor() -> (Router, Arc<Boite>) {
    let ambient = Ambient::fixed(Timestamp::from_seconds(1_795_000_000), 1).0;
    let boite = Arc::new(Boite::en_memoire(ambient.clone()));
    (router(Messagerie::new(boite.clone(), &SecretString::from("cle"), ambient)), boite)
}

fn courriel(html: &str) -> Arrivee {
    Arrivee {
        canal: Canal::Courriel,
        expediteur: "a@exemple.test".to_owned(),
        destinataires: vec!["b@exemple.test".to_owned()],
        sujet: "Sujet".to_owned(),
        texte: "Texte".to_owned(),
        html: Some(html.to_owned()),
    }
}

async fn demander(router: &Router, demande: Request<Body>) -> Response<Body> {
    router.clone().oneshot(demande).await.unwrap()
}

async fn lire(router: &Router, adresse: &str) -> Response<Body> {
    demander(router, Request::get(adresse).body(Body::empty()).unwrap()).await
}

async fn texte(reponse: Response<Body>) -> String {
    String::from_utf8(to_bytes(reponse.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

async fn sms(router: &Router, cle: &str, corps: Value) -> StatusCode {
    let demande = Request::post("/sms")
        .header(AUTHORIZATION, format!("Bearer {cle}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(corps.to_string()));
    demander(router, demande.unwrap()).await.status()
}

#[tokio::test]
async fn an_sms_is_caught_and_found_by_its_number() {
    let (router, _) = decor();
    let envoi = json!({"destinataire": "+33639980001", "texte": "123456"});
    assert_eq!(sms(&router, "cle", envoi).await, StatusCode::ACCEPTED);
    let trouves = texte(lire(&router, "/api/messages?destinataire=%2B33639980001&depuis=1795000000000").await).await;
    let trouves: Value = serde_json::from_str(&trouves).unwrap();
    assert_eq!(trouves[0]["texte"], "123456");
    assert_eq!(trouves[0]["canal"], "sms");
    assert_eq!(texte(lire(&router, "/api/messages?depuis=1795000000001").await).await, "[]");
}

#[tokio::test]
async fn the_gateway_refuses_what_is_no_sms_or_has_no_key() {
    let (router, boite) = decor();
    let bon = json!({"destinataire": "+33639980001", "texte": "x"});
    assert_eq!(sms(&router, "autre", bon).await, StatusCode::UNAUTHORIZED);
    for faux in [
        json!({"destinataire": "0639980001", "texte": "x"}),
        json!({"destinataire": "+33639980001", "texte": ""}),
        json!({"destinataire": "+33639980001", "texte": "x", "de": "y"}),
    ] {
        assert_eq!(sms(&router, "cle", faux).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(boite.messages(&Filtre::default()).is_empty());
}

#[tokio::test]
async fn a_mail_s_html_has_no_right_at_all() {
    let (router, boite) = decor();
    boite.recevoir(courriel("<script>1</script>")).unwrap();
    let reponse = lire(&router, "/messages/1/html").await;
    let politique = reponse.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(politique.starts_with("sandbox; default-src 'none'"), "{politique}");
    // and yet its own page shows it
    assert!(politique.contains("frame-ancestors 'self'"), "{politique}");
    assert_eq!(reponse.headers()[X_FRAME_OPTIONS], "SAMEORIGIN");
    let page = lire(&router, "/messages/1").await;
    assert!(page.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().ends_with("frame-src 'self'"));
    assert!(texte(page).await.contains(r#"<iframe sandbox"#));
    assert_eq!(lire(&router, "/messages/2").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_a_form_of_ours_empties_the_inbox() {
    let (router, boite) = decor();
    boite.recevoir(courriel("x")).unwrap();
    let reponse = lire(&router, "/").await;
    let cookie = reponse.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = texte(reponse).await;
    let jeton = page.split(r#"name="csrf" value=""#).nth(1).unwrap().split('"').next().unwrap();
    let vider = |cookie: String, jeton: &str| {
        let demande = Request::post("/vider").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        demande.header(COOKIE, cookie).body(Body::from(format!("csrf={jeton}"))).unwrap()
    };
    demander(&router, vider("__Host-messagerie=autre".to_owned(), jeton)).await;
    demander(&router, vider(cookie.clone(), "")).await;
    assert_eq!(boite.messages(&Filtre::default()).len(), 1);
    assert_eq!(demander(&router, vider(cookie, jeton)).await.status(), StatusCode::SEE_OTHER);
    assert!(boite.messages(&Filtre::default()).is_empty());
}

#[tokio::test]
async fn the_page_learns_that_a_message_came() {
    let (router, boite) = decor();
    assert_eq!(lire(&router, "/nouveau?apres=0").await.status(), StatusCode::NO_CONTENT);
    boite.recevoir(courriel("x")).unwrap();
    assert_eq!(lire(&router, "/nouveau?apres=0").await.status(), StatusCode::OK);
    assert_eq!(lire(&router, "/nouveau?apres=1").await.status(), StatusCode::NO_CONTENT);
    let vider = Request::delete("/api/messages").body(Body::empty()).unwrap();
    assert_eq!(demander(&router, vider).await.status(), StatusCode::NO_CONTENT);
}

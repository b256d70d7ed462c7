//! Several nodes of the portal on one database of PostgreSQL: whoever answers, it is the same session.

use ambient::Seconds;
use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::decor::{Decor, parametre};

const ALBA: &str = "899900000011";
const CHANGER: &str = "/moi/coordonnees";

/// Two nodes; the browser stands before the first.
async fn deux() -> (Decor, axum::Router) {
    let decor = Decor::sur_postgresql().await;
    let second = decor.noeud().await;
    (decor, second)
}

async fn connectee(decor: &mut Decor) -> bool {
    decor.navigateur.lire("/moi").await.statut.is_success()
}

// requirement: O08 S04
#[tokio::test]
async fn a_session_opened_at_one_node_works_at_the_other_and_ends_on_both() {
    let (mut decor, second) = deux().await;
    let premier = decor.navigateur.portail.clone();
    decor.entrer_caducee(ALBA).await;
    decor.navigateur.portail = second.clone();
    assert!(connectee(&mut decor).await, "at the other node");
    let page = decor.navigateur.lire("/deconnexion").await.html;
    decor.navigateur.portail = premier.clone();
    assert!(decor.navigateur.envoyer("/deconnexion", &page, &[]).await.vers.contains("/logout?"), "its form too");
    assert!(!connectee(&mut decor).await);
    decor.navigateur.portail = second;
    assert!(!connectee(&mut decor).await, "closed at one, closed at both");
}

// requirement: O08 S04
#[tokio::test]
async fn a_logout_that_one_node_hears_ends_the_session_at_all() {
    let (mut decor, second) = deux().await;
    decor.entrer_caducee(ALBA).await;
    assert!(connectee(&mut decor).await);
    let corps = format!("logout_token={}", decor.caducee.logout(&[]));
    let demande = || {
        let demande = Request::post("/deconnexion/caducee").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        demande.body(Body::from(corps.clone())).unwrap()
    };
    assert_eq!(second.clone().oneshot(demande()).await.unwrap().status(), StatusCode::OK);
    assert!(!connectee(&mut decor).await, "the node that opened it");
    let rejoue = decor.navigateur.portail.clone().oneshot(demande()).await.unwrap();
    assert_eq!(rejoue.status(), StatusCode::BAD_REQUEST, "the same jti, at the other node");
}

// requirement: O08
#[tokio::test]
async fn a_login_begun_at_one_node_comes_back_to_the_other() {
    let (mut decor, second) = deux().await;
    *decor.caducee.identifiant.lock().unwrap() = ALBA.to_owned();
    let depart = url::Url::parse(&decor.navigateur.lire("/connexion").await.vers).unwrap();
    *decor.caducee.nonce.lock().unwrap() = parametre(&depart, "nonce");
    let premier = std::mem::replace(&mut decor.navigateur.portail, second);
    let retour = format!("/connexion/retour?code=c&state={}", parametre(&depart, "state"));
    assert_eq!(decor.navigateur.lire(&retour).await.vers, "/");
    decor.navigateur.portail = premier;
    assert!(connectee(&mut decor).await);
}

// requirement: O08
#[tokio::test]
async fn what_was_typed_at_a_node_that_stopped_is_given_back_by_the_other() {
    let (mut decor, second) = deux().await;
    decor.entrer_caducee(ALBA).await;
    let form = decor.navigateur.lire(CHANGER).await.html;
    decor.horloge.advance(Seconds::minutes(31));
    let champs = [("mobile", "07 81 23 45 67"), ("courriel", "alba.autre@exemple.test")];
    assert_eq!(decor.navigateur.envoyer(CHANGER, &form, &champs).await.statut, StatusCode::UNAUTHORIZED);
    decor.magasin.fermer().await;
    assert_eq!(decor.navigateur.lire("/moi").await.statut, StatusCode::SERVICE_UNAVAILABLE, "it has stopped");
    decor.navigateur.portail = second;
    assert_eq!(decor.entrer_caducee(ALBA).await, CHANGER);
    let rendu = decor.navigateur.lire(CHANGER).await.html;
    assert!(rendu.contains(r#"value="07 81 23 45 67""#), "{rendu}");
    let encore = decor.navigateur.lire(CHANGER).await.html;
    assert!(!encore.contains(r#"value="07 81 23 45 67""#), "given back once");
}

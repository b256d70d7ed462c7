//! Requests by reference, signed answers, and the stop before a little-known address.

use http::StatusCode;
use idp_core::client::Origin;

use super::browser::{Navigateur, auth};
use super::maison::Maison;
use crate::fakes::{ALBA, ISSUER, RETURN};

/// What [`auth`] sends, pushed; the address that brings it.
async fn pushed(maison: &Maison, more: &str) -> String {
    let query = auth(more);
    let params = oidc::Parameters::parse(query.trim_start_matches("/auth?").as_bytes());
    let given = maison.issuer.pushed.push(&"dui".into(), params, false).await.unwrap();
    let request_uri: String = url::form_urlencoded::byte_serialize(given.request_uri.as_bytes()).collect();
    format!("/auth?client_id=dui&request_uri={request_uri}")
}

// requirement: A07 A09
#[tokio::test]
async fn a_pushed_request_is_reloaded_until_it_completes_and_then_never() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let address = pushed(&maison, "").await;
    let abandoned = browser.get(&maison.authorization, &address).await;
    assert_eq!(abandoned.status, StatusCode::SEE_OTHER);
    let begun = browser.get(&maison.authorization, &format!("{address}&state=other&prompt=none")).await;
    assert!(begun.location().starts_with("/connexion/"), "{}", begun.location());
    let path = begun.location().to_owned();
    let csrf = browser.get(&maison.authorization, &path).await.csrf();
    browser.post(&maison.authorization, &format!("{path}/numero"), &[("csrf", &csrf), ("numero", ALBA)]).await;
    maison.telephone.answer(idp_core::ecps::DemandeEtat::Approuvee);
    let answer = browser.post(&maison.authorization, &format!("{path}/suite"), &[("csrf", &csrf)]).await;
    assert_eq!(answer.parameter("state").as_deref(), Some("s-1"));
    assert!(answer.parameter("code").is_some());
    let again = browser.get(&maison.authorization, &address).await;
    assert_eq!((again.status, again.location()), (StatusCode::BAD_REQUEST, ""));
    assert!(again.html.contains("Cette demande de connexion a expiré"));
}

// requirement: A06
#[tokio::test]
async fn a_signed_answer_comes_by_the_carrier_of_its_mode() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (_, by_query) = browser.sign_in(&maison, ALBA, "&response_mode=jwt").await;
    let jwt = by_query.parameter("response").unwrap();
    assert!(by_query.parameter("code").is_none() && by_query.parameter("iss").is_none());
    let claims = jose::jws::unverified_claims(&jwt).unwrap();
    assert_eq!((claims["iss"].as_str(), claims["aud"].as_str()), (Some(ISSUER), Some("dui")));
    assert!(claims.contains_key("code"));
    let by_fragment = browser.get(&maison.authorization, &auth("&response_mode=fragment.jwt&prompt=none")).await;
    assert!(by_fragment.location().starts_with(&format!("{RETURN}#response=")));
    let by_form = browser.get(&maison.authorization, &auth("&response_mode=form_post.jwt&prompt=none")).await;
    assert!(by_form.html.contains(r#"name="response""#) && !by_form.html.contains(r#"name="code""#));
    let plain = browser.get(&maison.authorization, &auth("&response_mode=fragment&prompt=none")).await;
    assert!(plain.location().starts_with(&format!("{RETURN}#code=")));
}

// requirement: A21
#[tokio::test]
async fn a_wrong_request_of_a_little_known_client_stops_on_a_page() {
    let maison = Maison::new().await;
    let at = maison.issuer.ambient.now();
    let origin = Origin::Dynamic { access: "resting".to_owned().into(), at, trusted: false };
    maison.issuer.change_client("dui", |client| client.origin = origin).await;
    let mut browser = Navigateur::default();
    let wrong = auth("&prompt=none").replace("scope_all", "frobnicate");
    let page = browser.get(&maison.authorization, &wrong).await;
    assert_eq!((page.status, page.location()), (StatusCode::OK, ""));
    assert!(page.html.contains("<strong>tilleuls.example</strong>"));
    assert!(page.html.contains("error=invalid_scope"), "the person may go on");
    let silent = browser.get(&maison.authorization, &auth("&prompt=none")).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("login_required"), "what is right is answered at once");
}

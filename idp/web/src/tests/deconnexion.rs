use http::StatusCode;
use idp_core::client::Origin;

use super::browser::{Navigateur, auth};
use super::maison::Maison;
use crate::fakes::{ALBA, FakeIssuer};

const SESSION: &str = "__Host-caducee-esante-wallet-session";

// requirement: S05
#[tokio::test]
async fn without_a_hint_the_person_confirms() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.sign_in(&maison, ALBA, "").await;
    let page = browser.get(&maison.authorization, "/deconnexion").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(browser.cookies.contains_key(SESSION), "nothing happened yet");
    let forged = browser.post(&maison.authorization, "/deconnexion", &[("csrf", "forged")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let done = browser.post(&maison.authorization, "/deconnexion", &[("csrf", &page.csrf())]).await;
    assert!(done.html.contains("Votre session est fermée"));
    assert!(!browser.cookies.contains_key(SESSION));
    let silent = browser.get(&maison.authorization, &auth("&prompt=none")).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("login_required"));
    assert!(maison.issuer.journal.events().contains(&"session.closed"));
}

// requirement: S04
#[tokio::test]
async fn the_cookie_of_a_closed_session_opens_nothing() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.sign_in(&maison, ALBA, "").await;
    let stolen = browser.cookies.clone();
    let page = browser.get(&maison.authorization, "/deconnexion").await;
    browser.post(&maison.authorization, "/deconnexion", &[("csrf", &page.csrf())]).await;
    let mut replay = Navigateur { cookies: stolen, ..Navigateur::default() };
    let silent = replay.get(&maison.authorization, &auth("&prompt=none")).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("login_required"));
}

// requirement: S05
#[tokio::test]
async fn the_way_back_is_taken_only_where_it_is_registered() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let back = "/deconnexion?client_id=dui&state=x%26y&post_logout_redirect_uri=https%3A%2F%2Ftilleuls.example%2F";
    let refused = browser.get(&maison.authorization, &format!("{back}ailleurs")).await;
    assert_eq!((refused.status, refused.location()), (StatusCode::BAD_REQUEST, ""));
    let taken = browser.get(&maison.authorization, &format!("{back}au-revoir")).await;
    assert_eq!(taken.location(), "https://tilleuls.example/au-revoir?state=x%26y");
    let foreign = browser.get(&maison.authorization, "/deconnexion?id_token_hint=eyJhbGciOiJub25lIn0.e30.").await;
    assert_eq!((foreign.status, foreign.location()), (StatusCode::BAD_REQUEST, ""));
}

// requirement: S05 A21
#[tokio::test]
async fn a_link_to_this_host_opens_no_address_of_a_stranger_by_itself() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let link = "/deconnexion?client_id=dui&post_logout_redirect_uri=https%3A%2F%2Ftilleuls.example%2Fau-revoir";
    for (trusted, goes) in [(true, true), (false, false)] {
        let origin = Origin::Dynamic { access: "resting".to_owned().into(), at: FakeIssuer::START, trusted };
        maison.issuer.change_client("dui", |client| client.origin = origin).await;
        let answer = browser.get(&maison.authorization, link).await;
        assert_eq!(!answer.location().is_empty(), goes);
        assert_eq!(answer.html.contains("href=\"https://tilleuls.example/au-revoir\""), !goes, "it is shown");
    }
}

// requirement: S05
#[tokio::test]
async fn a_client_that_is_disabled_sends_nobody_back() {
    let maison = Maison::new().await;
    maison.issuer.change_client("dui", |client| client.disabled_at = Some(FakeIssuer::START)).await;
    let link = "/deconnexion?client_id=dui&post_logout_redirect_uri=https%3A%2F%2Ftilleuls.example%2Fau-revoir";
    let refused = Navigateur::default().get(&maison.authorization, link).await;
    assert_eq!((refused.status, refused.location()), (StatusCode::BAD_REQUEST, ""));
}

#[tokio::test]
async fn the_front_page_says_whether_a_session_is_open_and_names_nobody() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    assert!(browser.get(&maison.authorization, "/").await.html.contains("Aucune session ouverte"));
    browser.sign_in(&maison, ALBA, "").await;
    let page = browser.get(&maison.authorization, "/").await;
    assert!(page.html.contains("Votre session est ouverte"));
    assert!(!page.html.contains("FICTIF-ROUX") && !page.html.contains("99900000011"));
}

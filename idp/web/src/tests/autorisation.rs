use http::StatusCode;
use idp_core::interaction::LoginLimits;

use super::browser::{Navigateur, auth};
use super::maison::Maison;
use crate::fakes::{ALBA, BRICE, ISSUER};

// requirement: A02
#[tokio::test]
async fn nothing_is_redirected_before_the_address_is_proven() {
    for developer in [true, false] {
        let maison = Maison::with(developer).await;
        let mut browser = Navigateur::default();
        let slash = auth("").replace("retour", "retour%2F");
        for wrong in [slash.clone(), auth("").replace("dui", "nobody"), "/auth".into(), auth("&client_id=dui")] {
            let page = browser.get(&maison.authorization, &wrong).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{wrong}");
            assert_eq!(page.location(), "", "{wrong}");
            assert!(page.headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
        }
        let page = browser.get(&maison.authorization, &slash).await;
        assert_eq!(page.html.contains("Une barre «\u{a0}/\u{a0}» en trop à la fin"), developer);
        assert_eq!(page.html.contains("tilleuls.example/retour"), developer);
    }
}

// requirement: A02
#[tokio::test]
async fn what_was_sent_is_shown_inert() {
    let maison = Maison::new().await;
    let evil = auth("").replace("retour", "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    let page = Navigateur::default().get(&maison.authorization, &evil).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(!page.html.contains("<script>alert"));
}

// requirement: A06
#[tokio::test]
async fn a_proven_address_hears_the_error_with_issuer_and_state() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let refused = browser.get(&maison.authorization, &auth("").replace("=code&", "=token&")).await;
    assert_eq!(refused.parameter("error").as_deref(), Some("unsupported_response_type"));
    let silent = browser.get(&maison.authorization, &auth("&prompt=none")).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("login_required"));
    for answer in [refused, silent] {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER));
        assert_eq!(answer.parameter("state").as_deref(), Some("s-1"));
    }
}

// requirement: A19
#[tokio::test]
async fn a_silent_request_of_somebody_with_two_places_wants_interaction() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.sign_in(&maison, BRICE, "").await;
    let silent = browser.get(&maison.authorization, &auth("&prompt=none")).await;
    assert_eq!(silent.parameter("error").as_deref(), Some("interaction_required"));
    let hinted = browser.get(&maison.authorization, &auth("&prompt=none&situation_hint=380990117")).await;
    assert!(hinted.parameter("code").is_some());
}

#[tokio::test]
async fn a_request_by_form_goes_on_as_a_query() {
    let maison = Maison::new().await;
    let sent =
        Navigateur::default().post(&maison.authorization, "/auth", &[("client_id", "dui"), ("state", "a b&c")]).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/auth?client_id=dui&state=a+b%26c"));
}

#[tokio::test]
async fn form_post_answers_a_page_with_a_button() {
    let maison = Maison::new().await;
    let (_, page) = Navigateur::default().sign_in(&maison, ALBA, "&response_mode=form_post").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains(r#"action="https://tilleuls.example/retour""#) && page.html.contains(r#"name="code""#));
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("form-action 'self' https:;"));
    assert!(!page.html.contains(r#"name="csrf""#), "the token stays in the house");
}

// requirement: O04
#[tokio::test]
async fn a_network_that_begins_too_many_logins_gets_the_page_that_says_to_wait() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    for _ in 0..LoginLimits::default().parks_par_source {
        assert_eq!(browser.get(&maison.authorization, &auth("")).await.status, StatusCode::SEE_OTHER);
    }
    let page = browser.get(&maison.authorization, &auth("")).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.html.contains("Trop de connexions ont été commencées"));
}

//! Strong authentication is needed here (USE-06): who signed in otherwise stays outside.

use axum::http::StatusCode;

use crate::login::Browser;

// requirement: USE-06
#[tokio::test]
async fn a_login_at_no_level_or_at_a_weaker_one_is_refused() {
    for level in [None, Some(""), Some("0"), Some("eidas0"), Some("urn:mot-de-passe"), Some("EIDAS1"), Some("eidas1 ")]
    {
        let mut browser = Browser::new().await;
        let state = browser.leave().await;
        *browser.provider.acr.lock().expect("held") = level.map(str::to_owned);
        browser.is_refused(&state, &format!("{level:?}")).await;
        assert_eq!(browser.send("GET", "/residents").await.location, "/", "{level:?}");
    }
}

// requirement: USE-06
#[tokio::test]
async fn a_login_at_the_level_that_was_asked_or_above_is_taken_up() {
    for level in ["eidas1", "eidas2", "eidas3"] {
        let mut browser = Browser::new().await;
        *browser.provider.acr.lock().expect("held") = Some(level.to_owned());
        assert_eq!(browser.come_back().await.location, "/residents", "{level}");
        assert_eq!(browser.send("GET", "/api/moi").await.status, StatusCode::OK, "{level}");
    }
}

//! OpenID Connect RP-Initiated Logout 1.0.

mod hint;
mod way_back;

use crate::world::*;

pub const BYE: &str = "https://client.example/bye";

/// A client with a way back, a browser in which it has logged somebody in, and the ID token.
pub async fn logged_in(target: &'static Target) -> (Client, Browser, String) {
    let client = target.client_with(json!({ "post_logout_redirect_uris": [BYE] })).await;
    let browser = target.logged_in().await;
    let request = client.request();
    let callback = client.authorize_in(&browser, &request).await;
    let tokens = client.redeem(&callback, &request).await.ok();
    let hint = tokens["id_token"].as_str().expect("an ID token").to_owned();
    (client, browser, hint)
}

/// Where the logout request of these pairs leads, without a person's act.
pub async fn end(target: &Target, browser: &Browser, pairs: &[(&str, &str)]) -> Outcome {
    let mut url = url::Url::parse(&target.endpoint("end_session_endpoint")).expect("an address");
    url.query_pairs_mut().extend_pairs(pairs);
    browser.see(url.as_str(), BYE).await
}

/// Whether the browser still has a session.
pub async fn alive(client: &Client, browser: &Browser) -> bool {
    let callback = client.authorize_in(browser, &client.request().with("prompt", "none")).await;
    callback.get("code").is_some()
}

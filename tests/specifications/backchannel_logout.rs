//! OpenID Connect Back-Channel Logout 1.0.

mod notice;
mod registration;
mod token;

use crate::world::*;

/// The token of the first call to this path.
async fn logout_token(target: &Target, path: &str) -> (Received, String) {
    let call = target.receiver().await.awaited(path).await;
    let token = url::form_urlencoded::parse(call.body.as_bytes())
        .find(|(name, _)| name == "logout_token")
        .map(|(_, token)| token.into_owned())
        .expect("a logout_token in the form");
    (call, token)
}

/// A client that is told at this path.
async fn told_at(target: &'static Target, path: &str, more: Value) -> Client {
    let mut metadata = json!({
        "backchannel_logout_uri": target.receiver().await.url(path), "backchannel_logout_session_required": true,
    });
    for (name, value) in more.as_object().expect("metadata") {
        metadata[name] = value.clone();
    }
    target.client_with(metadata).await
}

/// What this client gets in this browser, where somebody is logged in.
async fn enter(client: &Client, browser: &Browser) -> Value {
    let request = client.request();
    let callback = client.authorize_in(browser, &request).await;
    client.redeem(&callback, &request).await.ok()
}

/// The session of these tokens is closed in this browser.
async fn leave(target: &Target, browser: &Browser, tokens: &Value) {
    let hint = tokens["id_token"].as_str().expect("an ID token");
    let end = format!("{}?id_token_hint={hint}", target.endpoint("end_session_endpoint"));
    browser.go(end, "https://nowhere.example/").await.page();
}

/// A client that is told at this path, and a browser in which it has logged somebody in and out again.
async fn logged_out(target: &'static Target, path: &str) -> Value {
    let client = told_at(target, path, json!({})).await;
    let browser = target.logged_in().await;
    let tokens = enter(&client, &browser).await;
    leave(target, &browser, &tokens).await;
    tokens
}

use crate::world::*;

async fn client(target: &'static Target) -> Client {
    target.client_with(json!({ "scope": "openid offline_access" })).await
}

async fn tokens(client: &Client, browser: &Browser, request: &Request) -> Value {
    let callback = client.authorize_in(browser, request).await;
    client.redeem(&callback, request).await.ok()
}

/// The person ends the session of this ID token.
async fn log_out(browser: &Browser, target: &Target, tokens: &Value) {
    let hint = tokens["id_token"].as_str().expect("an ID token");
    let end = format!("{}?id_token_hint={hint}", target.endpoint("end_session_endpoint"));
    browser.go(end, "https://nowhere.example/").await.page();
}

specification!(
    offline_access_that_was_consented_to_outlives_the_session,
    "OpenID Connect Core §11 MUST: offline_access requests a refresh token that serves when the person is not logged in",
    [EndSession],
    async |target| {
        let (client, browser) = (client(target).await, target.logged_in().await);
        let request = client.request().with("scope", "openid offline_access").with("prompt", "consent");
        let tokens = tokens(&client, &browser, &request).await;
        let words: Vec<_> = tokens["scope"].as_str().expect("a scope").split(' ').collect();
        assert!(words.contains(&"offline_access"), "{words:?}");
        log_out(&browser, target, &tokens).await;
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        assert!(client.refresh(refresh).await.ok()["access_token"].is_string());
    }
);

specification!(
    offline_access_without_consent_is_passed_over,
    "OpenID Connect Core §11 MUST: without prompt=consent, or other conditions that permit it, offline_access is ignored",
    [EndSession],
    async |target| {
        let (client, browser) = (client(target).await, target.logged_in().await);
        let request = client.request().with("scope", "openid offline_access");
        let tokens = tokens(&client, &browser, &request).await;
        assert_eq!(tokens["scope"], "openid");
        log_out(&browser, target, &tokens).await;
        if let Some(refresh) = tokens["refresh_token"].as_str() {
            client.refresh(refresh).await.assert_refused(400, "invalid_grant");
        }
    }
);

//! OpenID Connect Back-Channel Logout 1.0.

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

/// A client that is told at this path, and a browser in which it has logged somebody in and out again.
async fn logged_out(target: &'static Target, path: &str) -> Value {
    let uri = target.receiver().await.url(path);
    let client =
        target.client_with(json!({ "backchannel_logout_uri": uri, "backchannel_logout_session_required": true })).await;
    let browser = target.logged_in().await;
    let request = client.request();
    let callback = client.authorize_in(&browser, &request).await;
    let tokens = client.redeem(&callback, &request).await.ok();
    let hint = tokens["id_token"].as_str().expect("an ID token");
    let end = format!("{}?id_token_hint={hint}", target.endpoint("end_session_endpoint"));
    browser.go(end, "https://nowhere.example/").await.page();
    tokens
}

// requirement: S04 S06
specification!(
    a_logout_token_is_posted_as_a_form_to_the_registered_address,
    "Back-Channel Logout §2.5 MUST: the OP posts logout_token, form-encoded, to the registered address of the client",
    [BackChannelLogout],
    async |target| {
        logged_out(target, "/backchannel-form").await;
        let (call, _) = logout_token(target, "/backchannel-form").await;
        assert_eq!(call.headers["content-type"], "application/x-www-form-urlencoded");
    }
);

// requirement: S06 S12
specification!(
    a_logout_token_says_who_for_whom_and_which_session,
    "Back-Channel Logout §2.4 MUST: iss, aud, iat, jti, events with the logout event, sub or sid as in the ID token",
    [BackChannelLogout],
    async |target| {
        let tokens = logged_out(target, "/backchannel-claims").await;
        let (_, token) = logout_token(target, "/backchannel-claims").await;
        let said = target.verify(&token).await;
        let id = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
        for name in ["iss", "aud", "sid"] {
            assert_eq!(said.claims[name], id.claims[name], "{name}");
        }
        assert!(said.claims["iat"].is_i64() && said.claims["jti"].is_string());
        let events = &said.claims["events"];
        assert_eq!(*events, json!({ "http://schemas.openid.net/event/backchannel-logout": {} }));
    }
);

// requirement: S06
specification!(
    a_logout_token_has_no_nonce,
    "Back-Channel Logout §2.4 MUST NOT: a nonce is not in the token, so that it is no ID token",
    [BackChannelLogout],
    async |target| {
        logged_out(target, "/backchannel-nonce").await;
        let (_, token) = logout_token(target, "/backchannel-nonce").await;
        assert!(target.verify(&token).await.claims.get("nonce").is_none());
    }
);

// requirement: S06
specification!(
    a_logout_token_has_its_own_type_and_lives_two_minutes_at_most,
    "Back-Channel Logout §2.4 SHOULD: typ is logout+jwt and exp is at most two minutes after iat",
    [BackChannelLogout],
    async |target| {
        logged_out(target, "/backchannel-type").await;
        let (_, token) = logout_token(target, "/backchannel-type").await;
        let said = target.verify(&token).await;
        assert_eq!(said.headers["typ"], "logout+jwt");
        let (from, to) = (said.claims["iat"].as_i64().expect("iat"), said.claims["exp"].as_i64().expect("exp"));
        assert!(from < to && to <= from + 120, "{from} {to}");
    }
);

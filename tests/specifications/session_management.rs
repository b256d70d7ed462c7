//! OpenID Connect Session Management 1.0.

use crate::world::*;

/// What the script of the frame reads in this browser: the cookie that the frame names.
async fn state_of(target: &Target, browser: &Browser) -> String {
    let frame = target.endpoint("check_session_iframe");
    let page = browser.get(&frame).await;
    let name =
        page.body.split("data-cookie=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a cookie's name");
    browser.cookie(&frame, name).unwrap_or_else(|| panic!("no {name} in this browser"))
}

/// The SHA-256 of a text, as the script of the frame writes it.
fn hexadecimal(text: &str) -> String {
    unb64(&digest(text)).iter().map(|byte| format!("{byte:02x}")).collect()
}

// requirement: S12
specification!(
    the_frame_of_the_provider_may_be_framed_and_holds_no_inline_script,
    "Session Management §3.3 MUST: check_session_iframe is a page that a client's page can frame",
    [SessionManagement],
    alone("oidc-provider has no session management any more"),
    async |target| {
        let page = target.get(target.endpoint("check_session_iframe")).await;
        assert_eq!(page.status, 200);
        let origin = |url: &str| url.split('/').take(3).collect::<Vec<_>>().join("/");
        let frame = target.endpoint("check_session_iframe");
        assert_eq!(origin(&frame), origin(&target.issuer), "messages come from the issuer");
        assert_eq!(page.header("x-frame-options"), "");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors https:") && !policy.contains("unsafe"), "{policy}");
        assert!(page.body.contains("<script src=\"/assets/etat-session.js"));
    }
);

// requirement: S12
specification!(
    an_authorization_response_says_the_session_state,
    "Session Management §2 MUST: session_state is in the answer, without a space in it",
    [SessionManagement],
    alone("oidc-provider has no session management any more"),
    async |target| {
        let client = target.client().await;
        let callback = client.authorize(&client.request()).await;
        let state = callback.get("session_state").expect("a session_state");
        let (hash, salt) = state.split_once('.').expect("a hash and its salt");
        assert!(hash.len() == 64 && !salt.is_empty() && !state.contains(' '));
    }
);

// requirement: S12
specification!(
    a_session_state_is_of_one_client_and_one_session,
    "Session Management §4.2 MUST: session_state is the hash of the client, its origin, the state of the browser and a salt",
    [SessionManagement],
    alone("oidc-provider has no session management any more"),
    async |target| {
        let (one, other) = (target.client().await, target.client().await);
        let (browser, elsewhere) = (target.logged_in().await, target.logged_in().await);
        let mut salts = Vec::new();
        for (client, browser) in [(&one, &browser), (&other, &browser), (&one, &elsewhere), (&one, &browser)] {
            let callback = client.authorize_in(browser, &client.request()).await;
            let told = callback.get("session_state").expect("a session_state").to_owned();
            let (hash, salt) = told.split_once('.').expect("a hash and its salt");
            let origin = url::Url::parse(client.redirect_uri()).expect("an address").origin().ascii_serialization();
            let text = format!("{} {origin} {} {salt}", client.id, state_of(target, browser).await);
            assert_eq!(hash, hexadecimal(&text), "{text}");
            salts.push(salt.to_owned());
        }
        assert_ne!(state_of(target, &browser).await, state_of(target, &elsewhere).await, "each session has its own");
        salts.sort();
        salts.dedup();
        assert_eq!(salts.len(), 4, "a salt came twice: {salts:?}");
    }
);

// requirement: S12
specification!(
    after_a_logout_the_client_that_asks_silently_hears_login_required,
    "Session Management §3.1 SHOULD: after a change the client asks with prompt=none, and an error says that the session is over",
    [SessionManagement, EndSession],
    alone("oidc-provider has no session management any more"),
    async |target| {
        let client = target.client().await;
        let browser = target.logged_in().await;
        let request = client.request();
        let callback = client.authorize_in(&browser, &request).await;
        let tokens = client.redeem(&callback, &request).await.ok();
        let hint = tokens["id_token"].as_str().expect("an ID token").to_owned();
        let silent = client.request().with("prompt", "none").with("id_token_hint", hint.as_str());
        client.authorize_in(&browser, &silent).await.code();
        let end = format!("{}?id_token_hint={hint}", target.endpoint("end_session_endpoint"));
        browser.see(end, "https://nowhere.example/").await.page();
        client.authorize_in(&browser, &silent).await.assert_error("login_required");
    }
);

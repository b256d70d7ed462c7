use std::time::Duration;

use crate::world::*;

// requirement: A19
specification!(
    without_a_session_prompt_none_is_refused_without_a_page,
    "OpenID Connect Core §3.1.2.1 MUST NOT: with prompt=none no page is shown; login_required when nobody is logged in",
    [],
    async |target| {
        let client = target.client().await;
        let address = client.address(&client.request().with("prompt", "none"));
        let callback = target.browser().see(address, client.redirect_uri()).await.callback();
        callback.assert_error("login_required");
    }
);

// requirement: A19
specification!(
    with_a_session_prompt_none_gives_a_code,
    "OpenID Connect Core §3.1.2.1 MUST: with prompt=none and a session the request is answered at once",
    [],
    async |target| {
        let client = target.client().await;
        let address = client.address(&client.request().with("prompt", "none"));
        target.session().await.see(address, client.redirect_uri()).await.callback().code();
    }
);

specification!(
    prompt_none_stands_alone,
    "OpenID Connect Core §3.1.2.1 MUST: prompt=none with any other value is an error",
    [],
    async |target| {
        let client = target.client().await;
        for prompt in ["none login", "login none", "none select_account"] {
            client.authorize(&client.request().with("prompt", prompt)).await.assert_error("invalid_request");
        }
    }
);

// requirement: A18
specification!(
    prompt_login_asks_again_and_says_so,
    "OpenID Connect Core §3.1.2.1 MUST: prompt=login authenticates again, and auth_time is of that",
    [],
    async |target| {
        let client = target.client().await;
        let browser = target.logged_in().await;
        let first = login(&client, &browser, client.request().with("max_age", "10000")).await;
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        let again = login(&client, &browser, client.request().with("max_age", "10000").with("prompt", "login")).await;
        assert!(again.time("auth_time") > first.time("auth_time"), "{} {}", first.claims, again.claims);
    }
);

// requirement: A18
specification!(
    an_old_session_is_asked_again_after_max_age,
    "OpenID Connect Core §3.1.2.1 MUST: when more than max_age seconds have passed the person authenticates again",
    [],
    async |target| {
        let client = target.client().await;
        let browser = target.logged_in().await;
        let first = login(&client, &browser, client.request().with("max_age", "10000")).await;
        tokio::time::sleep(Duration::from_millis(2_100)).await;
        let request = client.request().with("max_age", "1");
        let silent = client.address(&request.clone().with("prompt", "none"));
        browser.see(silent, client.redirect_uri()).await.callback().assert_error("login_required");
        let again = login(&client, &browser, request).await;
        assert!(again.time("auth_time") > first.time("auth_time"), "{} {}", first.claims, again.claims);
    }
);

async fn login(client: &Client, browser: &Browser, request: Request) -> Read {
    let callback = client.authorize_in(browser, &request).await;
    let tokens = client.redeem(&callback, &request).await.ok();
    client.target.verify(tokens["id_token"].as_str().expect("an ID token")).await
}

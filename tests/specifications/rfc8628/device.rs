use std::time::Duration;

use super::{ENDPOINT, GRANT, asked, workstation};
use crate::world::*;

async fn poll(client: &Client, code: &str) -> Answer {
    client.token(&[("grant_type", GRANT), ("device_code", code)]).await
}

specification!(
    a_device_gets_two_codes_and_where_to_type_one,
    "RFC 8628 §3.2 MUST: device_code, user_code, verification_uri and expires_in",
    [Device],
    async |target| {
        let answer = asked(&workstation(target).await).await;
        assert!(answer["device_code"].as_str().is_some_and(|code| code.len() >= 22), "{answer}");
        let user = answer["user_code"].as_str().expect("a string");
        assert!(user.chars().filter(char::is_ascii_alphanumeric).count() >= 8, "{user}");
        assert!(answer["verification_uri"].as_str().is_some_and(|uri| uri.starts_with("https://")), "{answer}");
        let complete = answer["verification_uri_complete"].as_str().expect("a string");
        assert!(complete.contains(user), "{complete}");
        assert!(answer["expires_in"].as_i64().is_some_and(|seconds| seconds > 0), "{answer}");
    }
);

specification!(
    a_device_waits_for_the_person,
    "RFC 8628 §3.5 MUST: authorization_pending until the person has answered",
    [Device],
    async |target| {
        let client = workstation(target).await;
        let answer = asked(&client).await;
        let code = answer["device_code"].as_str().expect("a string");
        poll(&client, code).await.assert_refused(400, "authorization_pending");
    }
);

specification!(
    a_device_that_hurries_is_told_to_slow_down,
    "RFC 8628 §3.5 MUST: slow_down means that the interval has grown by five seconds",
    [Device],
    differs("oidc-provider answers authorization_pending however fast a device polls"),
    async |target| {
        let client = workstation(target).await;
        let (early, patient) = (asked(&client).await, asked(&client).await);
        let codes = [&early, &patient].map(|answer| answer["device_code"].as_str().expect("a string"));
        for code in codes {
            poll(&client, code).await.assert_refused(400, "authorization_pending");
            poll(&client, code).await.assert_refused(400, "slow_down");
        }
        let interval = early["interval"].as_u64().unwrap_or(5);
        tokio::time::sleep(Duration::from_secs(interval + 1)).await;
        poll(&client, codes[0]).await.assert_refused(400, "slow_down");
        tokio::time::sleep(Duration::from_secs(4)).await;
        poll(&client, codes[1]).await.assert_refused(400, "authorization_pending");
    }
);

specification!(
    another_client_does_not_redeem_a_device_code,
    "RFC 8628 §3.4 MUST: the device code is of the client that polls",
    [Device],
    async |target| {
        let (client, other) = (workstation(target).await, workstation(target).await);
        let answer = asked(&client).await;
        poll(&other, answer["device_code"].as_str().expect("a string")).await.assert_refused(400, "invalid_grant");
        poll(&client, &"a".repeat(43)).await.assert_refused(400, "invalid_grant");
        client.token(&[("grant_type", GRANT)]).await.assert_refused(400, "invalid_request");
    }
);

specification!(
    a_stranger_gets_no_codes,
    "RFC 8628 §3.1 MUST: the client authenticates as at the token endpoint",
    [Device],
    differs("oidc-provider answers invalid_request to a client without the grant"),
    async |target| {
        let client = workstation(target).await;
        let wrong = client.assertion().spoiled().text();
        let answer = client.call(ENDPOINT).pair("scope", "openid").assertion(wrong).send().await;
        answer.assert_refused(401, "invalid_client");
        let other = target.client().await;
        let answer = other.call(ENDPOINT).pair("scope", "openid").send().await;
        answer.assert_refused(400, "unauthorized_client");
    }
);

specification!(
    a_link_with_the_code_signs_nobody_in_by_itself,
    "RFC 8628 §5.4 SHOULD: the person confirms that they have the device before they authorize it",
    [Device],
    async |target| {
        let client = workstation(target).await;
        let answer = asked(&client).await;
        let browser = target.session().await;
        let page = browser.get(answer["verification_uri_complete"].as_str().expect("a string")).await;
        assert_eq!(page.status, 200, "a page, although this browser has a session");
        let code = answer["device_code"].as_str().expect("a string");
        poll(&client, code).await.assert_refused(400, "authorization_pending");
    }
);

// requirement: M08
specification!(
    one_click_in_an_open_session_signs_no_device_in,
    "RFC 8628 §5.4 SHOULD: a link that a stranger sent does not sign their device in; the person proves who they are",
    [Device],
    async |target| {
        let client = workstation(target).await;
        let answer = asked(&client).await;
        let browser = target.session().await;
        let page = browser.get(answer["verification_uri_complete"].as_str().expect("a text")).await;
        let yes = Form::all(&page).into_iter().find(|form| form.post).expect("a form");
        browser.follow(browser.submit(&yes).await, "https://nowhere.example/").await.page();
        let code = answer["device_code"].as_str().expect("a text");
        poll(&client, code).await.assert_refused(400, "authorization_pending");
    }
);

specification!(
    a_device_code_that_has_expired_is_told_so,
    "RFC 8628 §3.5 MUST: expired_token once the device_code has expired, and the session is concluded",
    [Device],
    alone("the clock of oidc-provider is the machine's"),
    async |_| {
        let later = Later::start().await;
        let metadata = json!({
            "token_endpoint_auth_method": "client_secret_basic",
            "grant_types": ["authorization_code", "refresh_token", GRANT],
        });
        let client = later.target.client_with(metadata).await;
        let answer = asked(&client).await;
        let code = answer["device_code"].as_str().expect("a string");
        poll(&client, code).await.assert_refused(400, "authorization_pending");
        later.a_device_code().await;
        poll(&client, code).await.assert_refused(400, "expired_token");
        let browser = later.target.browser();
        let page = browser.get(answer["verification_uri_complete"].as_str().expect("a string")).await;
        assert!(!page.body.contains(&client.id), "a code that has expired leads to nobody: {}", page.body);
    }
);

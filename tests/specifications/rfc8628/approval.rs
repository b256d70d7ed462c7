use super::{ENDPOINT, asked, redemption, registered, workstation};
use crate::world::*;

const API: &str = "https://api.example/dmp";

/// The person opens the address that the device shows, and agrees.
async fn approve(target: &'static Target, answer: &Value) {
    let address = answer["verification_uri_complete"].as_str().expect("verification_uri_complete");
    let page = target.browser().go(address, "https://nowhere.example/").await.page();
    assert_eq!(page.status, 200, "{}", page.body);
}

/// The person opens the same address, and says no.
async fn refuse(target: &'static Target, answer: &Value) {
    let browser = target.browser();
    let form = |page: &Answer| Form::all(page).into_iter().find(|form| form.post).expect("a form");
    let mut page = browser.get(answer["verification_uri_complete"].as_str().expect("an address")).await;
    let no = match target.name {
        "caducee" => ("reponse", "refuser"),
        // its first page only brings the code, by a script
        _ => {
            page = browser.submit(&form(&page)).await;
            ("abort", "yes")
        }
    };
    let mut form = form(&page);
    form.fields.retain(|(name, _)| name != no.0);
    form.fields.push((no.0.to_owned(), no.1.to_owned()));
    browser.follow(browser.submit(&form).await, "https://nowhere.example/").await.page();
}

specification!(
    a_refusal_in_a_browser_is_told_to_the_device,
    "RFC 8628 §3.5 MUST: access_denied when the person refused",
    [Device],
    async |target| {
        let client = workstation(target).await;
        let answer = asked(&client).await;
        refuse(target, &answer).await;
        client.token(&redemption(&answer)).await.assert_refused(400, "access_denied");
    }
);

specification!(
    an_approval_in_a_browser_becomes_tokens_on_the_device_once,
    "RFC 8628 §3.5 MUST: once the person has agreed, the device code is redeemed, and not a second time",
    [Device],
    async |target| {
        let client = workstation(target).await;
        let answer = asked(&client).await;
        approve(target, &answer).await;
        let tokens = client.token(&redemption(&answer)).await.ok();
        assert!(tokens["id_token"].is_string() && tokens["access_token"].is_string(), "{tokens}");
        client.token(&redemption(&answer)).await.assert_refused(400, "invalid_grant");
    }
);

// requirement: T05
specification!(
    a_device_gets_tokens_of_its_key,
    "RFC 9449 §5 MUST: the tokens of any grant are bound to the key of the proof, the device grant's too",
    [Device, Dpop, Introspection],
    async |target| {
        let (client, dpop) = (workstation(target).await, Dpop::new());
        let answer = asked(&client).await;
        approve(target, &answer).await;
        let tokens = client.call("token_endpoint").pairs(&redemption(&answer)).dpop(&dpop).send().await.ok();
        assert_eq!(tokens["token_type"], "DPoP");
        let told = client.introspect(tokens["access_token"].as_str().expect("a token")).await.ok();
        assert_eq!(told["cnf"]["jkt"], dpop.thumbprint());
    }
);

// requirement: T09
specification!(
    a_device_gets_a_token_for_the_resource_that_it_asked_for,
    "RFC 8707 §2 SHOULD: the access token is restricted to the resource of the request",
    [Device],
    async |target| {
        let metadata = json!({ "caducee_resources": [API], "caducee_access_token_format": "at_jwt" });
        let client = registered(target, metadata).await;
        let answer = client.call(ENDPOINT).pairs(&[("scope", "openid"), ("resource", API)]).send().await.ok();
        approve(target, &answer).await;
        let tokens = client.token(&redemption(&answer)).await.ok();
        let token = target.verify(tokens["access_token"].as_str().expect("a token")).await;
        assert_eq!(token.claims["aud"], API);
    }
);

use crate::world::*;

/// A page says that the reference leads nowhere: nothing that is believed says where to go back.
async fn nowhere(client: &Client, brought: &Request) {
    let outcome = client.target.session().await.go(client.address(brought), client.redirect_uri()).await;
    outcome.page().assert_status(400);
}

// requirement: A07
specification!(
    the_browser_brings_the_reference_alone,
    "RFC 9126 §4 MUST: client_id and request_uri stand for the whole pushed request",
    [Par],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        let callback = client.authorize(&client.pushed(&request).await).await;
        assert_eq!(callback.get("state"), Some(request.get("state")));
        assert_eq!(callback.get("iss"), Some(target.issuer.as_str()));
        let tokens = client.redeem(&callback, &request).await.ok();
        let id_token = target.verify(tokens["id_token"].as_str().expect("a string")).await;
        assert_eq!(id_token.text("nonce"), request.get("nonce"));
    }
);

// requirement: A07
specification!(
    what_stands_beside_the_reference_changes_nothing,
    "RFC 9126 §4 MUST: parameters beside request_uri are not merged with those that were pushed",
    [Par],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        let brought = client.pushed(&request).await.and("state", "ailleurs").and("nonce", "autre");
        let callback = client.authorize(&brought).await;
        assert_eq!(callback.get("state"), Some(request.get("state")));
        let tokens = client.redeem(&callback, &request).await.ok();
        let id_token = target.verify(tokens["id_token"].as_str().expect("a string")).await;
        assert_eq!(id_token.text("nonce"), request.get("nonce"));
    }
);

// requirement: A09
specification!(
    a_reference_is_its_client_s,
    "RFC 9126 §2.2 MUST: request_uri is bound to the client that pushed",
    [Par],
    async |target| {
        let (client, other) = (target.client().await, target.client().await);
        let brought = client.pushed(&client.request()).await;
        let stolen = brought.clone().with("client_id", other.id.as_str());
        nowhere(&other, &stolen).await;
        client.authorize(&brought).await.code();
    }
);

// requirement: A09
specification!(a_reference_completes_once, "RFC 9126 §7.3 SHOULD: a request_uri is used once", [Par], async |target| {
    let client = target.client().await;
    let brought = client.pushed(&client.request()).await;
    client.authorize(&brought).await.code();
    nowhere(&client, &brought).await;
});

// requirement: A09
specification!(
    a_reference_that_does_not_do_is_told_to_the_client_that_says_where_it_is,
    "OpenID Connect Core §3.1.2.6 MUST: invalid_request_uri when the request_uri contains invalid data",
    [Par],
    async |target| {
        let client = target.client().await;
        let spent = client.pushed(&client.request()).await;
        client.authorize(&spent).await.code();
        let unknown = format!("urn:ietf:params:oauth:request_uri:{}", random());
        for reference in [spent.get("request_uri"), &unknown] {
            let beside = client.request().with("request_uri", reference);
            client.authorize(&beside).await.assert_error("invalid_request_uri");
        }
    }
);

// requirement: A09
specification!(
    a_reload_before_the_login_is_no_second_use,
    "RFC 9126 §4 SHOULD: a reload of the page by the person does not spend the request_uri",
    [Par],
    async |target| {
        let client = target.client().await;
        let brought = client.pushed(&client.request()).await;
        let browser = target.browser();
        for _ in 0..3 {
            let page = browser.get(client.address(&brought)).await;
            assert!(page.status < 400, "{} {}", page.status, page.body);
        }
        client.authorize_in(&browser, &brought).await.code();
    }
);

specification!(
    a_reference_that_nobody_gave_leads_nowhere,
    "RFC 9126 §4 MUST: an unknown request_uri is refused, and nobody is redirected",
    [Par],
    async |target| {
        let client = target.client().await;
        let unknown = format!("urn:ietf:params:oauth:request_uri:{}", random());
        let request = Request { pairs: vec![("client_id".into(), client.id.clone())], verifier: String::new() };
        let request = request.with("request_uri", unknown);
        let page = target.session().await.see(client.address(&request), client.redirect_uri()).await.page();
        assert_eq!(page.status, 400);
    }
);

// requirement: A07
specification!(
    a_client_that_must_push_is_refused_otherwise,
    "RFC 9126 §6 MUST: with require_pushed_authorization_requests, a request that was not pushed is refused",
    [Par],
    async |target| {
        let client = target.client_with(json!({ "require_pushed_authorization_requests": true })).await;
        client.authorize(&client.request()).await.assert_error("invalid_request");
        client.authorize(&client.pushed(&client.request()).await).await.code();
    }
);

// requirement: A08
specification!(
    a_reference_that_has_expired_leads_nowhere,
    "RFC 9126 §4 MUST: a request_uri whose expires_in has passed is rejected as invalid, and nobody is redirected",
    [Par],
    alone("the clock of oidc-provider is the machine's"),
    async |_| {
        let later = Later::start().await;
        let client = later.target.secret_client().await;
        let browser = later.target.logged_in().await;
        let [early, late] = [client.pushed(&client.request()).await, client.pushed(&client.request()).await];
        client.authorize_in(&browser, &early).await.code();
        later.six_minutes().await;
        let page = browser.see(client.address(&late), client.redirect_uri()).await.page();
        assert_eq!(page.status, 400, "{}", page.body);
    }
);

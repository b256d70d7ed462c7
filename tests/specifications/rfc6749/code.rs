use futures::future::join_all;

use crate::world::*;

// requirement: T01
specification!(
    a_code_is_used_once,
    "RFC 6749 §4.1.2 MUST NOT: the client does not use a code more than once; a second use is denied",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        client.redeem(&callback, &request).await.ok();
        client.redeem(&callback, &request).await.assert_refused(400, "invalid_grant");
    }
);

// requirement: T01
specification!(
    a_second_use_of_a_code_takes_its_tokens_with_it,
    "RFC 6749 §4.1.2 SHOULD: when a code is used again, every token that was issued from it is revoked",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let tokens = client.redeem(&callback, &request).await.ok();
        let (access, refresh) = (tokens["access_token"].as_str(), tokens["refresh_token"].as_str());
        client.userinfo(access.expect("a token")).await.assert_status(200);
        client.redeem(&callback, &request).await.assert_refused(400, "invalid_grant");
        client.userinfo(access.expect("a token")).await.assert_status(401);
        client.refresh(refresh.expect("a token")).await.assert_refused(400, "invalid_grant");
    }
);

// requirement: T01
specification!(
    of_ten_uses_at_once_one_succeeds,
    "RFC 6749 §4.1.2 MUST NOT: a code is not used more than once, however close together",
    [],
    alone("oidc-provider reads a code, then marks it: there, chance decides"),
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let answers = join_all((0..10).map(|_| client.redeem(&callback, &request))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    }
);

// requirement: A23
specification!(
    a_code_serves_its_client_only,
    "RFC 6749 §4.1.3 MUST: the code was issued to the authenticated client",
    [],
    async |target| {
        let (client, other) = (target.client().await, target.client().await);
        let (callback, request) = client.code().await;
        other.redeem(&callback, &request).await.assert_refused(400, "invalid_grant");
    }
);

specification!(
    a_code_goes_with_the_address_of_its_request,
    "RFC 6749 §4.1.3 MUST: redirect_uri is there if it was in the authorization request, and identical",
    [],
    async |target| {
        let addresses = ["https://client.example/retour", "https://client.example/autre-retour"];
        let client = target.client_with(json!({ "redirect_uris": addresses })).await;
        for address in [None, Some("https://client.example/autre-retour"), Some("https://client.example/retour/")] {
            let (callback, request) = client.code().await;
            let mut pairs = client.redemption(&callback, &request);
            pairs.retain(|(name, _)| *name != "redirect_uri");
            pairs.extend(address.map(|address| ("redirect_uri", address.to_owned())));
            client.token(&pairs).await.assert_refused_as(400, &["invalid_grant", "invalid_request"]);
        }
    }
);

specification!(a_code_that_was_never_given_is_refused, "RFC 6749 §4.1.3 MUST: the code is valid", [], async |target| {
    let client = target.client().await;
    let (callback, request) = client.code().await;
    for code in [random(), format!("{}x", callback.code())] {
        let mut pairs = client.redemption(&callback, &request);
        pairs.retain(|(name, _)| *name != "code");
        pairs.push(("code", code));
        client.token(&pairs).await.assert_refused(400, "invalid_grant");
    }
});

specification!(a_redemption_without_a_code_is_refused, "RFC 6749 §4.1.3 MUST: code is required", [], async |target| {
    let client = target.client().await;
    let pairs = [("grant_type", "authorization_code"), ("redirect_uri", client.redirect_uri())];
    client.token(&pairs).await.assert_refused(400, "invalid_request");
});

// requirement: A09
specification!(
    codes_cannot_be_guessed,
    "RFC 6749 §10.10 MUST: the probability of guessing a code is at most 2^-128",
    [],
    async |target| {
        let client = target.client().await;
        let codes = [client.code().await.0, client.code().await.0, client.code().await.0];
        let codes = codes.each_ref().map(|callback| callback.code());
        assert!(codes.iter().all(|code| code.len() >= 22), "{codes:?}");
        assert!(codes[0] != codes[1] && codes[1] != codes[2]);
    }
);

// requirement: T01
specification!(
    a_code_that_has_expired_is_refused,
    "RFC 6749 §5.2 MUST: invalid_grant for a code that has expired",
    [],
    alone("the clock of oidc-provider is the machine's"),
    async |_| {
        let later = Later::start().await;
        let client = later.target.secret_client().await;
        let browser = later.target.logged_in().await;
        let (first, second) = (client.request(), client.request());
        let prompt = client.authorize_in(&browser, &first).await;
        let late = client.authorize_in(&browser, &second).await;
        client.redeem(&prompt, &first).await.ok();
        later.six_minutes().await;
        client.redeem(&late, &second).await.assert_refused(400, "invalid_grant");
    }
);

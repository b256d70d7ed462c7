use crate::world::*;

// requirement: T03
specification!(
    a_code_goes_with_the_verifier_of_its_challenge,
    "RFC 7636 §4.6 MUST: the values are compared, and invalid_grant is answered when they differ",
    [],
    async |target| {
        let client = target.client().await;
        for verifier in [random(), random().to_lowercase(), "a".repeat(43)] {
            let (callback, request) = client.code().await;
            let other = Request { verifier, ..request };
            client.redeem(&callback, &other).await.assert_refused(400, "invalid_grant");
        }
        let (callback, request) = client.code().await;
        client.redeem(&callback, &request).await.ok();
    }
);

// requirement: T03
specification!(
    a_code_with_a_challenge_is_not_redeemed_without_a_verifier,
    "RFC 7636 §4.5 MUST: the verifier is sent when the request had a challenge",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let mut pairs = client.redemption(&callback, &request);
        pairs.retain(|(name, _)| *name != "code_verifier");
        client.token(&pairs).await.assert_refused_as(400, &["invalid_grant", "invalid_request"]);
    }
);

specification!(
    the_challenge_itself_is_no_verifier,
    "RFC 7636 §4.6 MUST: with S256 the verifier is hashed before it is compared",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let verifier = request.get("code_challenge").to_owned();
        let other = Request { verifier, ..request };
        client.redeem(&callback, &other).await.assert_refused(400, "invalid_grant");
    }
);

specification!(
    a_verifier_that_is_too_short_or_too_long_is_refused,
    "RFC 7636 §4.1 MUST: a verifier has 43 to 128 characters of [A-Z] [a-z] [0-9] - . _ ~",
    [],
    async |target| {
        let client = target.client().await;
        for verifier in ["a".repeat(42), "a".repeat(129), format!("{}é", "a".repeat(50)), "a b".repeat(20)] {
            let request = Request { verifier: verifier.clone(), ..client.request() };
            let request = request.with("code_challenge", digest(&verifier));
            let callback = client.authorize(&request).await;
            let answer = client.redeem(&callback, &request).await;
            answer.assert_refused_as(400, &["invalid_grant", "invalid_request"]);
        }
    }
);

// requirement: A04
specification!(
    a_challenge_that_is_no_challenge_is_refused,
    "RFC 7636 §4.4.1 MUST: invalid_request when the challenge is malformed",
    [],
    async |target| {
        let client = target.client().await;
        for challenge in ["court".to_owned(), "a".repeat(42), "a".repeat(129), "é".repeat(43), "a=".repeat(25)] {
            let callback = client.authorize(&client.request().with("code_challenge", &challenge)).await;
            callback.assert_error("invalid_request");
        }
    }
);

// requirement: A04
specification!(
    a_challenge_is_there_where_it_is_required,
    "RFC 7636 §4.4.1 MUST: invalid_request when a code challenge is required and missing",
    [],
    async |target| {
        let public = json!({ "token_endpoint_auth_method": "none", "caducee_pkce_required": true });
        let required = json!({ "caducee_pkce_required": true });
        for client in [target.client_with(public).await, target.client_with(required).await] {
            let without = client.request().without("code_challenge").without("code_challenge_method");
            client.authorize(&without).await.assert_error("invalid_request");
        }
    }
);

// requirement: A04
specification!(
    a_method_other_than_s256_is_refused,
    "RFC 7636 §4.4.1 MUST: invalid_request when the transformation is not supported",
    [],
    async |target| {
        let client = target.client().await;
        for method in ["plain", "S512", "s256"] {
            let callback = client.authorize(&client.request().with("code_challenge_method", method)).await;
            callback.assert_error("invalid_request");
        }
        let plain_by_default = client.request().without("code_challenge_method");
        client.authorize(&plain_by_default).await.assert_error("invalid_request");
        assert!(target.offers("code_challenge_methods_supported", "S256"));
        assert!(!target.offers("code_challenge_methods_supported", "plain"));
    }
);

// requirement: A05
specification!(
    a_verifier_without_a_challenge_is_refused,
    "RFC 9700 §4.8.2 MUST: a code_verifier is accepted only if a code_challenge was in the authorization request",
    [],
    alone("the control demands a challenge of every client"),
    async |target| {
        let client = target.client_with(json!({ "caducee_pkce_required": false })).await;
        let request = client.request().without("code_challenge").without("code_challenge_method");
        let callback = client.authorize(&request).await;
        client.redeem(&callback, &request).await.assert_refused_as(400, &["invalid_grant", "invalid_request"]);
    }
);

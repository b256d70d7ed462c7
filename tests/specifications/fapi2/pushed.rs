use super::{assert_refused, client};

// requirement: A07
specification!(
    a_request_is_pushed_or_refused,
    "FAPI 2.0 §5.3.2.2 MUST: authorization requests without PAR are refused",
    [Par],
    async |target| {
        let client = client(target, "fapi2").await;
        client.authorize(&client.request()).await.assert_error("invalid_request");
        let callback = client.authorize(&client.pushed(&client.request()).await).await;
        callback.code();
        assert_eq!(callback.get("iss"), Some(target.issuer.as_str()));
    }
);

// requirement: A04
specification!(
    a_pushed_request_has_pkce_with_s256,
    "FAPI 2.0 §5.3.2.2 MUST: PKCE with S256 is demanded",
    [Par],
    async |target| {
        let client = client(target, "fapi2").await;
        let without = client.request().without("code_challenge").without("code_challenge_method");
        assert_refused(&client.push(&without).await, &["invalid_request"]);
        let plain = client.request().with("code_challenge_method", "plain");
        assert_refused(&client.push(&plain).await, &["invalid_request"]);
    }
);

// requirement: A01 A03
specification!(
    a_pushed_request_names_its_redirect_uri_and_wants_a_code,
    "FAPI 2.0 §5.3.2.2 MUST: redirect_uri is in the pushed request, response_type is code",
    [Par],
    async |target| {
        let client = client(target, "fapi2").await;
        assert_refused(&client.push(&client.request().without("redirect_uri")).await, &["invalid_request"]);
        let token = client.request().with("response_type", "id_token token");
        assert_refused(&client.push(&token).await, &["unsupported_response_type", "invalid_request"]);
    }
);

// requirement: A09
specification!(
    a_reference_lives_for_less_than_ten_minutes,
    "FAPI 2.0 §5.3.2.2 MUST: expires_in of a pushed request is less than 600 s",
    [Par],
    async |target| {
        let client = client(target, "fapi2").await;
        let pushed = client.push(&client.request()).await.ok();
        assert!(pushed["expires_in"].as_i64().is_some_and(|seconds| (1..600).contains(&seconds)), "{pushed}");
    }
);

specification!(
    a_token_answer_is_json_that_nobody_keeps,
    "RFC 6749 §5.1 MUST: the answer is JSON with access_token and token_type, and Cache-Control says no-store",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let answer = client.redeem(&callback, &request).await;
        let tokens = answer.ok();
        assert!(answer.is_json(), "{}", answer.header("content-type"));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(tokens["access_token"].is_string());
        assert_eq!(tokens["token_type"].as_str().map(str::to_lowercase).as_deref(), Some("bearer"));
        assert!(tokens["expires_in"].as_i64().is_some_and(|seconds| seconds > 0));
    }
);

specification!(
    a_refusal_is_json_that_nobody_keeps,
    "RFC 6749 §5.2 MUST: a refusal is JSON with an error of the list",
    [],
    async |target| {
        let client = target.client().await;
        let answer = client.token(&[("grant_type", "authorization_code"), ("code", "x")]).await;
        assert!(answer.status == 400 && answer.is_json(), "{} {}", answer.status, answer.header("content-type"));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.json()["error"].is_string());
    }
);

specification!(
    tokens_are_asked_by_post,
    "RFC 6749 §3.2 MUST: the client uses POST for access token requests",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let mut url: url::Url = target.endpoint("token_endpoint").parse().expect("an address");
        url.query_pairs_mut()
            .extend_pairs(client.redemption(&callback, &request))
            .append_pair("client_assertion", &client.assertion().text())
            .append_pair("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        let answer = target.get(url).await;
        assert!(matches!(answer.status, 400 | 404 | 405), "{}: {}", answer.status, answer.body);
        client.redeem(&callback, &request).await.ok();
    }
);

specification!(
    a_parameter_of_a_token_request_comes_once,
    "RFC 6749 §3.2 MUST NOT: request parameters are not included more than once",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        for name in ["grant_type", "code", "code_verifier"] {
            let mut pairs = client.redemption(&callback, &request);
            let twice = pairs.iter().find(|(found, _)| *found == name).cloned().expect("the parameter");
            pairs.push(twice);
            client.token(&pairs).await.assert_refused(400, "invalid_request");
        }
    }
);

specification!(
    a_parameter_that_nobody_knows_is_ignored,
    "RFC 6749 §3.2 MUST: unrecognized request parameters are ignored",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let mut pairs = client.redemption(&callback, &request);
        pairs.push(("nobody_knows", "x".to_owned()));
        client.token(&pairs).await.ok();
    }
);

// requirement: T11
specification!(
    a_grant_that_does_not_exist_is_refused,
    "RFC 6749 §5.2 MUST: unsupported_grant_type when the server does not support the grant",
    [],
    async |target| {
        let client = target.client().await;
        for grant_type in ["password", "Authorization_Code", "urn:ietf:params:oauth:grant-type:jwt-bearer"] {
            let pairs = [("grant_type", grant_type), ("username", "x"), ("password", "x")];
            client.token(&pairs).await.assert_refused(400, "unsupported_grant_type");
        }
    }
);

specification!(
    a_request_without_grant_is_refused,
    "RFC 6749 §5.2 MUST: invalid_request when a required parameter is missing",
    [],
    async |target| {
        let client = target.client().await;
        client.token(&[("scope", "openid")]).await.assert_refused(400, "invalid_request");
    }
);

// requirement: T11
specification!(
    a_client_uses_the_grants_of_its_registration,
    "RFC 6749 §5.2 MUST: unauthorized_client when the client is not authorized to use this grant",
    [ClientCredentials],
    differs("oidc-provider answers invalid_request"),
    async |target| {
        let client = target.client().await;
        let answer = client.token(&[("grant_type", "client_credentials")]).await;
        answer.assert_refused(400, "unauthorized_client");
    }
);

specification!(
    an_answer_says_the_scope_when_it_is_not_the_one_that_was_asked,
    "RFC 6749 §5.1 MUST: scope is in the answer when it is not identical to the one requested",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("scope", "openid profile");
        let tokens = client.tokens_for(&request).await;
        let scope = tokens["scope"].as_str().unwrap_or("openid profile");
        assert!(scope.split(' ').all(|word| ["openid", "profile"].contains(&word)), "{scope}");
    }
);

const PAR: &str = "pushed_authorization_request_endpoint";

// requirement: A08 A09
specification!(
    a_push_is_answered_by_a_reference,
    "RFC 9126 §2.2 MUST: 201 with a request_uri and expires_in, a positive number of seconds",
    [Par],
    async |target| {
        let client = target.client().await;
        let answer = client.push(&client.request()).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        assert!(answer.is_json());
        let pushed = answer.json();
        assert!(
            pushed["request_uri"].as_str().is_some_and(|uri| uri.starts_with("urn:ietf:params:oauth:request_uri:"))
        );
        assert!(pushed["expires_in"].as_i64().is_some_and(|seconds| (1..=600).contains(&seconds)), "{pushed}");
        assert!(answer.header("cache-control").contains("no-store"));
    }
);

// requirement: A09
specification!(
    a_reference_cannot_be_guessed,
    "RFC 9126 §2.2 MUST: request_uri holds a part from a strong random source, too long to be guessed",
    [Par],
    async |target| {
        let client = target.client().await;
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..8 {
            let pushed = client.push(&client.request()).await.ok();
            let random =
                pushed["request_uri"].as_str().expect("a string").rsplit(':').next().expect("a part").to_owned();
            assert!(random.len() >= 22, "128 bits in base64url: {random}");
            assert!(seen.insert(random));
        }
    }
);

// requirement: A08
specification!(
    a_stranger_pushes_nothing,
    "RFC 9126 §2 MUST: the client authenticates as at the token endpoint",
    [Par],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        client.call(PAR).pairs(&request.pairs).stranger().send().await.assert_refused(401, "invalid_client");
        let wrong = client.assertion().spoiled().text();
        client.call(PAR).pairs(&request.pairs).assertion(wrong).send().await.assert_refused(401, "invalid_client");
    }
);

specification!(
    an_assertion_may_be_meant_for_the_issuer,
    "RFC 9126 §2 MUST: the issuer identifier is accepted as audience of a client assertion",
    [Par],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        let assertion = client.assertion().claim("aud", target.issuer.as_str()).text();
        let answer = client.call(PAR).pairs(&request.pairs).assertion(assertion).send().await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
);

// requirement: A08
specification!(
    a_request_uri_is_not_pushed,
    "RFC 9126 §2.1 MUST NOT: request_uri is not among the parameters that are pushed",
    [Par],
    async |target| {
        let client = target.client().await;
        let inside = client.pushed(&client.request()).await;
        for uri in [inside.get("request_uri"), "https://client.example/objet"] {
            let request = client.request().with("request_uri", uri);
            let answer = client.push(&request).await;
            assert_eq!(answer.status, 400, "{}", answer.body);
            let said = answer.json()["error"].as_str().unwrap_or_default().to_owned();
            assert!(["invalid_request", "request_uri_not_supported"].contains(&said.as_str()), "{said}");
        }
    }
);

// requirement: A03 A08
specification!(
    a_push_is_validated_as_an_authorization_request,
    "RFC 9126 §2.1 MUST: the request is validated as one at the authorization endpoint, with JSON errors",
    [Par],
    async |target| {
        let client = target.client().await;
        for (name, value, error) in [
            ("response_type", "jeton", "unsupported_response_type"),
            ("code_challenge_method", "plain", "invalid_request"),
            ("prompt", "none login", "invalid_request"),
            ("response_mode", "pigeon", "invalid_request"),
        ] {
            let answer = client.push(&client.request().with(name, value)).await;
            assert_eq!(answer.status, 400, "{name}: {}", answer.body);
            let said = answer.json()["error"].as_str().unwrap_or_default().to_owned();
            assert!(said == error || said == "invalid_request" || said.starts_with("unsupported_"), "{name}: {said}");
        }
        let ailleurs = client.request().with("redirect_uri", "https://client.example/ailleurs");
        assert_eq!(client.push(&ailleurs).await.status, 400);
        assert_eq!(client.push(&client.request().without("redirect_uri").without("code_challenge")).await.status, 400);
    }
);

// requirement: A13
specification!(
    a_parameter_is_pushed_once,
    "RFC 9126 §2.1 MUST: the parameters are those of an authorization request, each once",
    [Par],
    async |target| {
        let client = target.client().await;
        let twice = client.request().and("scope", "openid");
        client.push(&twice).await.assert_refused(400, "invalid_request");
    }
);

// requirement: A08
specification!(
    only_a_post_pushes,
    "RFC 9126 §2.3 MUST: another method than POST is refused with 405",
    [Par],
    differs("oidc-provider answers 404 to a method that it does not route"),
    async |target| {
        assert_eq!(target.get(target.endpoint(PAR)).await.status, 405);
    }
);

// requirement: A08
specification!(
    a_public_client_may_push,
    "RFC 9126 §2 MAY: a client without credentials pushes too, under its name",
    [Par],
    async |target| {
        let client = target.public_client().await;
        let request = client.request();
        let brought = client.pushed(&request).await;
        let callback = client.authorize(&brought).await;
        client.redeem(&callback, &request).await.ok();
    }
);

specification!(
    a_signed_object_may_be_pushed,
    "RFC 9126 §3 MUST: every parameter of the request is in the object, beside the client's proof",
    [Par, Jar],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        let object = client.by_value(&request, &client.object(&request).text());
        let brought = client.pushed(&object).await;
        let callback = client.authorize(&brought).await;
        assert_eq!(callback.get("state"), Some(request.get("state")));
        let other = target.client().await;
        let foreign = client.by_value(&request, &other.object(&other.request()).text());
        client.push(&foreign).await.assert_refused(400, "invalid_request_object");
    }
);

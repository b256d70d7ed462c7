use crate::world::*;

specification!(
    the_answer_carries_a_code_and_the_state_that_was_sent,
    "RFC 6749 §4.1.2 MUST: code is there, and state with the exact value that came from the client",
    [],
    async |target| {
        let client = target.client().await;
        for state in ["x", "a b+c/=&%\"<é>", &random().repeat(20)] {
            let request = client.request().with("state", state);
            let callback = client.authorize(&request).await;
            assert!(!callback.code().is_empty());
            assert_eq!(callback.get("state"), Some(state));
        }
    }
);

specification!(
    a_request_without_state_is_answered_without_one,
    "RFC 6749 §4.1.2 MUST: state is in the answer if it was in the request, and not otherwise",
    [],
    async |target| {
        let client = target.client().await;
        let callback = client.authorize(&client.request().without("state")).await;
        callback.code();
        assert_eq!(callback.get("state"), None);
    }
);

specification!(
    a_parameter_that_nobody_knows_is_ignored,
    "RFC 6749 §3.1 MUST: unrecognized request parameters are ignored",
    [],
    async |target| {
        let client = target.client().await;
        client.authorize(&client.request().with("nobody_knows", "x")).await.code();
    }
);

specification!(
    a_parameter_without_a_value_counts_as_left_out,
    "RFC 6749 §3.1 MUST: parameters sent without a value are treated as if they were omitted",
    [],
    async |target| {
        let client = target.client().await;
        let callback = client.authorize(&client.request().with("prompt", "").with("login_hint", "")).await;
        callback.code();
        client.authorize(&client.request().with("response_type", "")).await.assert_error("invalid_request");
    }
);

// requirement: A13
specification!(
    a_parameter_that_comes_twice_is_refused,
    "RFC 6749 §3.1 MUST NOT: request parameters are not included more than once",
    [],
    async |target| {
        let client = target.client().await;
        for name in ["scope", "nonce", "response_type", "code_challenge"] {
            let request = client.request();
            let twice = request.clone().and(name, request.get(name));
            client.authorize(&twice).await.assert_error("invalid_request");
        }
    }
);

specification!(
    a_request_without_response_type_is_refused,
    "RFC 6749 §3.1.1 MUST: response_type missing is an error",
    [],
    async |target| {
        let client = target.client().await;
        client.authorize(&client.request().without("response_type")).await.assert_error("invalid_request");
    }
);

// requirement: A03
specification!(
    a_response_type_that_is_not_understood_is_refused,
    "RFC 6749 §3.1.1 MUST: a response type that is not understood is an error",
    [],
    async |target| {
        let client = target.client().await;
        for response_type in ["token", "jeton", "code jeton"] {
            let callback = client.authorize(&client.request().with("response_type", response_type)).await;
            callback.assert_error("unsupported_response_type");
        }
    }
);

// requirement: A22
specification!(
    a_state_comes_back_as_it_went_long_or_with_line_breaks_in_it,
    "RFC 6749 §4.1.2 MUST: state is the exact value received from the client, and nothing else of the answer comes of it",
    [],
    async |target| {
        let client = target.client().await;
        let long = "0123456789abcdef".repeat(64);
        let broken = "x\r\nSet-Cookie: vole=1\r\n\r\n<p>";
        for state in [long.as_str(), broken, "x%0d%0aSet-Cookie:%20vole=1", "a&code=vole&iss=vole#vole"] {
            let callback = client.authorize(&client.request().with("state", state)).await;
            assert_eq!(callback.get("state"), Some(state));
            assert_ne!(callback.code(), "vole");
            let names: Vec<_> = callback.params.iter().map(|(name, _)| name.as_str()).collect();
            let known = ["code", "state", "iss", "session_state"];
            assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
            assert_eq!(names.iter().filter(|name| **name == "code").count(), 1, "{names:?}");
            let refused = client.authorize(&client.request().with("state", state).with("response_type", "x")).await;
            assert_eq!(refused.assert_error("unsupported_response_type").get("state"), Some(state));
        }
    }
);

specification!(
    an_error_carries_the_state_that_was_sent,
    "RFC 6749 §4.1.2.1 MUST: an error has state if it was in the request, the exact value",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("response_type", "jeton").with("state", "é & è");
        let callback = client.authorize(&request).await;
        assert_eq!(callback.assert_error("unsupported_response_type").get("state"), Some("é & è"));
    }
);

specification!(
    the_words_of_an_error_stay_in_their_alphabet,
    "RFC 6749 §4.1.2.1 MUST NOT: error and error_description hold no character outside %x20-21 / %x23-5B / %x5D-7E",
    [],
    async |target| {
        let client = target.client().await;
        let callback = client.authorize(&client.request().with("response_type", "\"jéton\\")).await;
        for name in ["error", "error_description"] {
            let text = callback.get(name).unwrap_or_default();
            assert!(text.chars().all(|c| matches!(c, ' '..='!' | '#'..='[' | ']'..='~')), "{name}: {text}");
        }
    }
);

specification!(
    a_scope_that_is_no_scope_is_refused_or_left_out,
    "RFC 6749 §3.3 MUST: a scope that is not granted as asked is said in the answer, or refused with invalid_scope",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("scope", "openid une_portee_de_personne");
        let callback = client.authorize(&request).await;
        if callback.get("error").is_some() {
            callback.assert_error("invalid_scope");
        } else {
            let tokens = client.redeem(&callback, &request).await.ok();
            assert_eq!(tokens["scope"], "openid");
        }
    }
);

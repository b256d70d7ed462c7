use crate::world::*;

specification!(
    a_secret_is_taken_in_the_header,
    "RFC 6749 §2.3.1 MUST: HTTP Basic is supported for clients that were issued a password",
    [],
    async |target| {
        let client = target.secret_client().await;
        let tokens = client.tokens().await;
        assert!(tokens["access_token"].is_string());
    }
);

specification!(
    identifier_and_secret_are_form_encoded_before_basic,
    "RFC 6749 §2.3.1 MUST: the identifier and the secret are encoded with application/x-www-form-urlencoded first",
    [],
    async |target| {
        let client = target.secret_client().await;
        let (callback, request) = client.code().await;
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let call = target.http.post(target.endpoint("token_endpoint"));
        let call = call.basic_auth(encoded(&client.id), Some(encoded(&client.secret)));
        target.send(call.form(&client.redemption(&callback, &request))).await.ok();
    }
);

// requirement: T10
specification!(
    a_wrong_secret_is_challenged,
    "RFC 6749 §5.2 MUST: a client that tried by the Authorization header gets 401 and WWW-Authenticate with that scheme",
    [],
    async |target| {
        let client = target.secret_client().await;
        let (callback, request) = client.code().await;
        for (id, secret) in [(client.id.clone(), random()), ("personne".to_owned(), client.secret.clone())] {
            let call = target.http.post(target.endpoint("token_endpoint")).basic_auth(id, Some(secret));
            let answer = target.send(call.form(&client.redemption(&callback, &request))).await;
            answer.assert_refused(401, "invalid_client");
            assert!(answer.header("www-authenticate").starts_with("Basic"), "{}", answer.header("www-authenticate"));
        }
        client.redeem(&callback, &request).await.ok();
    }
);

specification!(
    a_confidential_client_proves_itself,
    "RFC 6749 §3.2.1 MUST: confidential clients authenticate at the token endpoint",
    [],
    async |target| {
        let client = target.secret_client().await;
        let (callback, request) = client.code().await;
        let call = client.call("token_endpoint").stranger().pairs(&client.redemption(&callback, &request));
        call.pair("client_id", &client.id).send().await.assert_refused_as(401, &["invalid_client"]);
    }
);

specification!(
    a_request_of_nobody_is_refused,
    "RFC 6749 §5.2 MUST: invalid_client or invalid_request when no client authentication is included",
    [],
    async |target| {
        let client = target.secret_client().await;
        let (callback, request) = client.code().await;
        let answer =
            client.call("token_endpoint").stranger().pairs(&client.redemption(&callback, &request)).send().await;
        assert!(matches!(answer.status, 400 | 401), "{}", answer.status);
        let error = answer.json()["error"].clone();
        assert!(error == "invalid_client" || error == "invalid_request", "{error}");
    }
);

specification!(
    a_client_proves_itself_in_one_way,
    "RFC 6749 §2.3 MUST NOT: the client does not use more than one authentication method in a request",
    [],
    async |target| {
        let client = target.secret_client().await;
        let (callback, request) = client.code().await;
        let call = client.call("token_endpoint").pairs(&client.redemption(&callback, &request));
        let answer = call.pair("client_id", &client.id).pair("client_secret", &client.secret).send().await;
        assert!(matches!(answer.status, 400 | 401), "{}: {}", answer.status, answer.body);
        let error = answer.json()["error"].clone();
        assert!(error == "invalid_request" || error == "invalid_client", "{error}");
    }
);

specification!(
    a_secret_in_an_address_is_not_read,
    "RFC 6749 §2.3.1 MUST NOT: client credentials are not included in the request URI",
    [],
    async |target| {
        let client = target.client_with(json!({ "token_endpoint_auth_method": "client_secret_post" })).await;
        let (callback, request) = client.code().await;
        let mut url: url::Url = target.endpoint("token_endpoint").parse().expect("an address");
        url.query_pairs_mut().append_pair("client_id", &client.id).append_pair("client_secret", &client.secret);
        let call = target.http.post(url).form(&client.redemption(&callback, &request));
        let answer = target.send(call).await;
        assert!(matches!(answer.status, 400 | 401), "{}: {}", answer.status, answer.body);
        client.redeem(&callback, &request).await.ok();
    }
);

specification!(
    a_public_client_names_itself,
    "RFC 6749 §3.2.1 MUST: a client that does not authenticate sends its client_id with the code",
    [],
    async |target| {
        let client = target.public_client().await;
        let (callback, request) = client.code().await;
        let pairs = client.redemption(&callback, &request);
        let answer = client.call("token_endpoint").stranger().pairs(&pairs).send().await;
        assert!(matches!(answer.status, 400 | 401), "{}: {}", answer.status, answer.body);
        client.redeem(&callback, &request).await.ok();
    }
);

// requirement: C03
specification!(
    a_secret_is_of_one_client,
    "RFC 6749 §2.3.1 MUST: credentials of one client do not authenticate another",
    [],
    async |target| {
        let (client, other) = (target.secret_client().await, target.secret_client().await);
        let (callback, request) = client.code().await;
        let call = target.http.post(target.endpoint("token_endpoint")).basic_auth(&client.id, Some(&other.secret));
        let answer = target.send(call.form(&client.redemption(&callback, &request))).await;
        answer.assert_refused(401, "invalid_client");
    }
);

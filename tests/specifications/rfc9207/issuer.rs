// requirement: A06
specification!(
    every_answer_says_who_gave_it,
    "RFC 9207 §2 MUST: iss is in the authorization response, the issuer of the metadata, in errors too",
    [Iss],
    async |target| {
        let client = target.client().await;
        let (callback, _) = client.code().await;
        assert_eq!(callback.get("iss"), Some(target.issuer.as_str()));
        let wrong = [
            ("response_type", "jeton"),
            ("code_challenge_method", "plain"),
            ("prompt", "none login"),
            ("max_age", "demain"),
        ];
        for (name, value) in wrong {
            let callback = client.authorize(&client.request().with(name, value)).await;
            assert!(callback.get("error").is_some(), "{name}: {:?}", callback.params);
            assert_eq!(callback.get("iss"), Some(target.issuer.as_str()), "{name}");
        }
    }
);

// requirement: A06
specification!(
    the_issuer_comes_once,
    "RFC 9207 §2 MUST: the value of iss is the issuer identifier, an https URL without query or fragment",
    [Iss],
    async |target| {
        let client = target.client().await;
        for mode in ["query", "fragment", "form_post"] {
            let callback = client.authorize(&client.request().with("response_mode", mode)).await;
            let issuers: Vec<_> = callback.params.iter().filter(|(name, _)| name == "iss").collect();
            assert_eq!(issuers.len(), 1, "{mode}: {:?}", callback.params);
            assert_eq!(callback.get("iss"), Some(target.issuer.as_str()), "{mode}");
        }
    }
);

// requirement: A06
specification!(
    whoever_is_not_logged_in_is_told_by_whom,
    "RFC 9207 §2 MUST: an error that follows from the state of the person carries iss as well",
    [Iss],
    async |target| {
        let client = target.client().await;
        let browser = target.browser();
        let callback = client.authorize_in(&browser, &client.request().with("prompt", "none")).await;
        callback.assert_error("login_required");
        assert_eq!(callback.get("iss"), Some(target.issuer.as_str()));
    }
);

// requirement: A06
specification!(
    in_a_signed_answer_the_issuer_is_inside,
    "RFC 9207 §2.4 MUST NOT: where the answer is a JWT with iss, no parameter iss stands beside it",
    [Iss, Jarm],
    async |target| {
        let client = target.client().await;
        let callback = client.authorize(&client.request().with("response_mode", "jwt")).await;
        assert_eq!(callback.get("iss"), None);
        assert_eq!(callback.jarm(target).await.text("iss"), target.issuer);
    }
);

specification!(
    the_issuer_in_an_answer_is_compared_with_the_document_as_it_is,
    "RFC 9207 §3 MUST: authorization_response_iss_parameter_supported is true, and iss is identical to issuer",
    [Iss],
    async |target| {
        assert_eq!(target.metadata["authorization_response_iss_parameter_supported"], true);
        let client = target.client().await;
        let (callback, _) = client.code().await;
        assert_eq!(callback.get("iss"), target.metadata["issuer"].as_str());
    }
);

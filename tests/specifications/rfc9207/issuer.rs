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

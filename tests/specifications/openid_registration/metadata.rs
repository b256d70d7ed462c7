use crate::world::*;

fn with(members: Value) -> Value {
    let mut metadata = json!({ "redirect_uris": ["https://client.example/retour"] });
    let members = members.as_object().expect("an object").clone();
    metadata.as_object_mut().expect("an object").extend(members);
    metadata
}

specification!(
    redirect_uris_are_required,
    "OpenID Connect Registration §2 MUST: redirect_uris is required",
    [Registration],
    async |target| {
        for metadata in [json!({}), json!({ "redirect_uris": [] })] {
            let refused = target.register(&metadata).await;
            assert_eq!(refused.status, 400, "{}", refused.body);
        }
    }
);

specification!(
    the_defaults_are_those_of_the_specification,
    "OpenID Connect Registration §2 MUST: application_type web, RS256, no auth_time unless asked",
    [Registration],
    async |target| {
        let told = target.register(&with(json!({}))).await.ok();
        assert_eq!(told["application_type"], "web");
        assert_eq!(told["id_token_signed_response_alg"], "RS256");
        assert!(told["require_auth_time"].as_bool() != Some(true));
    }
);

specification!(
    a_login_is_begun_over_tls,
    "OpenID Connect Registration §2 MUST: initiate_login_uri has the https scheme",
    [Registration],
    async |target| {
        let uri = |uri: &str| with(json!({ "initiate_login_uri": uri }));
        target.register(&uri("http://client.example/entrer")).await.assert_refused(400, "invalid_client_metadata");
        let told = target.register(&uri("https://client.example/entrer")).await.ok();
        assert_eq!(told["initiate_login_uri"], "https://client.example/entrer");
    }
);

specification!(
    an_encryption_says_its_algorithm,
    "OpenID Connect Registration §2 MUST: id_token_encrypted_response_enc comes with its alg",
    [Registration, EncryptedIdToken],
    async |target| {
        let alone = with(json!({ "id_token_encrypted_response_enc": "A128CBC-HS256" }));
        target.register(&alone).await.assert_refused(400, "invalid_client_metadata");
    }
);

specification!(
    an_id_token_is_signed_as_registered,
    "OpenID Connect Registration §2 MUST: id_token_signed_response_alg is the algorithm of the ID token",
    [Registration],
    async |target| {
        for alg in ["RS256", "ES256", "PS256"] {
            let client = target.client_with(json!({ "id_token_signed_response_alg": alg })).await;
            let tokens = client.tokens().await;
            let read = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
            assert_eq!(read.headers["alg"], alg);
        }
    }
);

specification!(
    auth_time_comes_where_the_registration_demands_it,
    "OpenID Connect Registration §2 MUST: require_auth_time makes auth_time a claim of every ID token",
    [Registration],
    async |target| {
        let client = target.client_with(json!({ "require_auth_time": true })).await;
        let tokens = client.tokens().await;
        let read = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
        assert!(read.claims["auth_time"].is_i64());
    }
);

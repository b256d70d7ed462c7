use crate::world::*;

specification!(
    the_profile_scope_gives_the_claims_of_a_profile,
    "OpenID Connect Core §5.4 MUST: scope profile requests the default profile claims, from userinfo",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens_for(&client.request().with("scope", "openid profile")).await;
        let userinfo = client.userinfo(tokens["access_token"].as_str().expect("a token")).await.ok();
        for claim in ["name", "given_name", "family_name"] {
            assert!(userinfo[claim].is_string(), "{claim}: {userinfo}");
        }
        let bare = client.tokens().await;
        let userinfo = client.userinfo(bare["access_token"].as_str().expect("a token")).await.ok();
        assert!(userinfo["email"].is_null() && userinfo["phone_number"].is_null(), "{userinfo}");
    }
);

specification!(
    a_claim_that_is_asked_for_by_name_is_given_where_it_was_asked,
    "OpenID Connect Core §5.5 MUST: claims asked in the claims parameter come from userinfo or in the ID token, as asked",
    [Claims],
    async |target| {
        let client = target.client().await;
        let claims =
            json!({ "userinfo": { "given_name": null }, "id_token": { "family_name": { "essential": true } } });
        let request = client.request().with("claims", claims.to_string());
        let tokens = client.tokens_for(&request).await;
        let id_token = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
        let userinfo = client.userinfo(tokens["access_token"].as_str().expect("a token")).await.ok();
        assert!(userinfo["given_name"].is_string(), "{userinfo}");
        assert!(id_token.claims["family_name"].is_string(), "{}", id_token.claims);
    }
);

specification!(
    a_claims_parameter_that_is_no_object_is_refused,
    "OpenID Connect Core §5.5 MUST: the value is a JSON object of the members that are defined",
    [Claims],
    async |target| {
        let client = target.client().await;
        for claims in ["x", "[]", "\"x\"", "{\"userinfo\":1}", "{\"id_token\":[]}", "{"] {
            client.authorize(&client.request().with("claims", claims)).await.assert_error("invalid_request");
        }
    }
);

specification!(
    an_auth_time_that_is_asked_as_a_claim_is_given,
    "OpenID Connect Core §5.5.1 MUST: auth_time requested as an essential claim is in the ID token",
    [Claims],
    async |target| {
        let client = target.client().await;
        let claims = json!({ "id_token": { "auth_time": { "essential": true } } });
        let tokens = client.tokens_for(&client.request().with("claims", claims.to_string())).await;
        target.verify(tokens["id_token"].as_str().expect("an ID token")).await.time("auth_time");
    }
);

// requirement: A18
specification!(
    an_essential_acr_that_cannot_be_reached_is_an_error,
    "OpenID Connect Core §5.5.1.1 MUST: an essential acr that cannot be provided is treated as a failed authentication",
    [Claims],
    differs("oidc-provider asks for another login, which this control answers in the same way for ever"),
    async |target| {
        let client = target.client().await;
        let claims = json!({ "id_token": { "acr": { "essential": true, "values": ["urn:personne:ne:le:connait"] } } });
        let callback = client.authorize(&client.request().with("claims", claims.to_string())).await;
        assert!(callback.get("code").is_none(), "{:?}", callback.params);
        let error = callback.get("error").unwrap_or_default();
        assert!(["access_denied", "unmet_authentication_requirements", "invalid_request"].contains(&error), "{error}");
    }
);

// requirement: A20
specification!(
    another_person_by_the_claims_parameter_is_not_answered,
    "OpenID Connect Core §3.1.2.1 MUST: a sub requested with a value is answered only by that person",
    [Claims],
    async |target| {
        let client = target.client().await;
        let claims = json!({ "id_token": { "sub": { "value": "quelqu-un-d-autre" } } });
        let request = client.request().with("claims", claims.to_string()).with("prompt", "none");
        let callback = client.authorize(&request).await;
        assert!(callback.get("code").is_none() && callback.get("error").is_some(), "{:?}", callback.params);
    }
);

use crate::world::*;

const API: &str = "https://api.example/dmp";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS: &str = "urn:ietf:params:oauth:token-type:access_token";

/// A relying party, and the API that exchanges its tokens.
async fn parties(target: &'static Target) -> (Client, Client, String) {
    let party = target.client().await;
    let tokens = party.tokens().await;
    let api = target
        .client_with(json!({
            "grant_types": [GRANT], "redirect_uris": [], "response_types": [], "scope": "openid rpps",
            "caducee_access_token_format": "at_jwt", "caducee_serves": [API], "caducee_exchanges_tokens_of": [party.id],
            "caducee_legal_person": {
                "struct_id_nat": "1690990114", "raison_sociale": "API FICTIVE", "purposes": ["dmp.lecture"],
            },
        }))
        .await;
    (party, api, tokens["access_token"].as_str().expect("a token").to_owned())
}

fn exchange(token: &str) -> Vec<(&'static str, String)> {
    vec![
        ("grant_type", GRANT.to_owned()),
        ("subject_token", token.to_owned()),
        ("subject_token_type", ACCESS.to_owned()),
        ("audience", API.to_owned()),
    ]
}

specification!(
    an_api_gets_a_token_of_its_own_and_its_type_is_told,
    "RFC 8693 §2.2.1 MUST: access_token, issued_token_type and token_type are there",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (_, api, token) = parties(target).await;
        let answer = api.token(&exchange(&token)).await.ok();
        assert_eq!((&answer["issued_token_type"], &answer["token_type"]), (&json!(ACCESS), &json!("Bearer")));
        assert!(answer.get("refresh_token").is_none() && answer.get("id_token").is_none());
        let exchanged = target.verify(answer["access_token"].as_str().expect("a token")).await;
        assert_eq!((&exchanged.claims["aud"], &exchanged.claims["client_id"]), (&json!(API), &json!(api.id)));
    }
);

specification!(
    the_one_who_acts_is_named,
    "RFC 8693 §4.1 MUST: the claim act is an object that names the actor",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (_, api, token) = parties(target).await;
        let answer = api.token(&exchange(&token)).await.ok();
        let exchanged = target.verify(answer["access_token"].as_str().expect("a token")).await;
        assert_eq!(exchanged.claims["act"]["client_id"], api.id);
        assert!(exchanged.claims["act"]["sub"].is_string());
    }
);

specification!(
    a_subject_token_that_does_not_do_is_refused,
    "RFC 8693 §2.2.2 MUST: invalid_request when the subject token is invalid for any reason",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (party, api, token) = parties(target).await;
        for wrong in [random(), "x.y.z".to_owned(), format!("{token}x")] {
            api.token(&exchange(&wrong)).await.assert_refused(400, "invalid_request");
        }
        party.revoke(&token).await.assert_status(200);
        api.token(&exchange(&token)).await.assert_refused(400, "invalid_request");
    }
);

specification!(
    a_target_that_is_not_the_api_s_is_refused,
    "RFC 8693 §2.2.2 SHOULD: invalid_target when a token for the target is not given",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (_, api, token) = parties(target).await;
        let mut pairs = exchange(&token);
        pairs[3].1 = "https://elsewhere.example".to_owned();
        api.token(&pairs).await.assert_refused(400, "invalid_target");
    }
);

specification!(
    the_type_of_the_subject_token_is_said,
    "RFC 8693 §2.1 MUST: subject_token and subject_token_type are there",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (_, api, token) = parties(target).await;
        for missing in [1, 2] {
            let mut pairs = exchange(&token);
            pairs.remove(missing);
            api.token(&pairs).await.assert_refused(400, "invalid_request");
        }
    }
);

// requirement: T09
specification!(
    a_stranger_to_the_token_does_not_exchange_it,
    "RFC 8693 §2.2.2 MUST: a subject token that is unacceptable by policy is refused",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (_, api, _) = parties(target).await;
        let other = target.client().await;
        let tokens = other.tokens().await;
        let token = tokens["access_token"].as_str().expect("a token");
        api.token(&exchange(token)).await.assert_refused(400, "invalid_request");
    }
);

specification!(
    only_a_client_that_proves_itself_exchanges,
    "RFC 8693 §2.1 MUST: the client authenticates as at the token endpoint, and was registered for this grant",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (party, api, token) = parties(target).await;
        let stranger = api.call("token_endpoint").pairs(&exchange(&token)).stranger().send().await;
        stranger.assert_refused(401, "invalid_client");
        party.token(&exchange(&token)).await.assert_refused(400, "unauthorized_client");
    }
);

specification!(
    a_type_that_is_not_understood_is_refused,
    "RFC 8693 §2.2.2 MUST: invalid_request when subject_token_type or requested_token_type is unacceptable",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (_, api, token) = parties(target).await;
        let mut saml = exchange(&token);
        saml[2].1 = "urn:ietf:params:oauth:token-type:saml2".to_owned();
        api.token(&saml).await.assert_refused(400, "invalid_request");
        let mut refresh = exchange(&token);
        refresh.push(("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token".to_owned()));
        api.token(&refresh).await.assert_refused(400, "invalid_request");
        let mut asked = exchange(&token);
        asked.push(("requested_token_type", ACCESS.to_owned()));
        assert_eq!(api.token(&asked).await.ok()["issued_token_type"], ACCESS);
    }
);

specification!(
    an_actor_token_and_its_type_come_together,
    "RFC 8693 §2.1 MUST NOT: actor_token_type does not come without actor_token",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (_, api, token) = parties(target).await;
        let mut pairs = exchange(&token);
        pairs.push(("actor_token_type", ACCESS.to_owned()));
        api.token(&pairs).await.assert_refused(400, "invalid_request");
    }
);

// requirement: T09
specification!(
    an_exchange_widens_and_prolongs_nothing,
    "RFC 8693 §2.1 SHOULD NOT: the scope is not wider than that of the subject token; §5: nor does the new one outlive it",
    [TokenExchange],
    alone("oidc-provider has no token exchange"),
    async |target| {
        let (party, api, token) = parties(target).await;
        let mut wider = exchange(&token);
        wider.push(("scope", "openid rpps scope_all".to_owned()));
        api.token(&wider).await.assert_refused(400, "invalid_scope");
        let until = party.introspect(&token).await.ok()["exp"].as_i64().expect("the end of the subject token");
        // a token of its own life would now end later than the one that it comes of
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        let answer = api.token(&exchange(&token)).await.ok();
        let exchanged = target.verify(answer["access_token"].as_str().expect("a token")).await;
        assert!(exchanged.time("exp") <= until, "{} ends after {until}", exchanged.claims);
        assert!(exchanged.time("exp") > now(), "it serves until then: {}", exchanged.claims);
        let life = answer["expires_in"].as_i64().expect("expires_in");
        assert!((exchanged.time("exp") - now() - life).abs() <= 1, "{answer} {}", exchanged.claims);
    }
);

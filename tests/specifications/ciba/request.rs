use super::{ENDPOINT, GRANT, but, polls, request};
use crate::world::*;

/// Somebody whom nobody else asks for; a number that nobody has is asked for like any other.
const SOMEBODY: &str = "899900099999";

// requirement: M04
specification!(
    a_request_is_answered_by_an_auth_req_id_that_cannot_be_guessed,
    "CIBA §7.3 MUST: auth_req_id of 128 bits at least, expires_in, and interval for a client that polls",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let answer = client.call(ENDPOINT).pairs(&request("899900099817")).send().await.ok();
        assert!(answer["auth_req_id"].as_str().is_some_and(|id| id.len() >= 22), "{answer}");
        assert!(answer["expires_in"].as_i64().is_some_and(|seconds| (1..=600).contains(&seconds)), "{answer}");
        assert!(answer["interval"].as_i64().is_none_or(|seconds| seconds > 0), "{answer}");
    }
);

// requirement: M01
specification!(
    a_stranger_asks_for_nobody,
    "CIBA §7.1 MUST: the client authenticates as at the token endpoint",
    [Ciba],
    differs("oidc-provider answers invalid_request when nothing proves the client"),
    async |target| {
        let client = polls(target).await;
        let pairs = request(SOMEBODY);
        client.call(ENDPOINT).pairs(&pairs).stranger().send().await.assert_refused_as(401, &["invalid_client"]);
        let wrong = client.assertion().spoiled().text();
        client.call(ENDPOINT).pairs(&pairs).assertion(wrong).send().await.assert_refused(401, "invalid_client");
    }
);

// requirement: M01
specification!(
    a_client_that_was_not_registered_for_it_asks_for_nobody,
    "CIBA §13 MUST: unauthorized_client for a client that may not use this flow",
    [Ciba],
    differs("oidc-provider answers invalid_request"),
    async |target| {
        let client = target.client().await;
        let answer = client.call(ENDPOINT).pairs(&request(SOMEBODY)).send().await;
        answer.assert_refused(400, "unauthorized_client");
    }
);

specification!(
    the_scope_holds_openid,
    "CIBA §7.1 MUST: requests contain the scope value openid",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        for scope in [None, Some("profile")] {
            let answer = client.call(ENDPOINT).pairs(&but(request(SOMEBODY), "scope", scope)).send().await;
            answer.assert_refused_as(400, &["invalid_scope", "invalid_request"]);
        }
    }
);

// requirement: M03
specification!(
    exactly_one_hint_names_the_person,
    "CIBA §7.1 MUST: one hint, and no more than one",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let none = but(request(SOMEBODY), "login_hint", None);
        client.call(ENDPOINT).pairs(&none).send().await.assert_refused(400, "invalid_request");
        for other in ["id_token_hint", "login_hint_token"] {
            let two = but(request(SOMEBODY), other, Some("a.b.c"));
            client.call(ENDPOINT).pairs(&two).send().await.assert_refused(400, "invalid_request");
        }
    }
);

// requirement: M07
specification!(
    a_message_that_cannot_be_shown_is_refused,
    "CIBA §13 MUST: invalid_binding_message for one that is unacceptable for use in this context",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let long = "4".repeat(300);
        for message in ["https://evil.example/", "\u{202e}42", "\u{1f600}", &long] {
            let pairs = but(request(SOMEBODY), "binding_message", Some(message));
            client.call(ENDPOINT).pairs(&pairs).send().await.assert_refused(400, "invalid_binding_message");
        }
    }
);

// requirement: M04
specification!(
    a_requested_expiry_is_a_positive_integer,
    "CIBA §7.1 MUST: requested_expiry is a positive integer",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        for expiry in ["0", "-5", "soon"] {
            let pairs = but(request(SOMEBODY), "requested_expiry", Some(expiry));
            client.call(ENDPOINT).pairs(&pairs).send().await.assert_refused(400, "invalid_request");
        }
    }
);

// requirement: M01
specification!(
    push_is_not_offered,
    "FAPI-CIBA §5.2.2 MUST NOT: the push mode is not supported",
    [Ciba],
    async |target| {
        assert!(!target.offers("backchannel_token_delivery_modes_supported", "push"), "{}", target.metadata);
    }
);

specification!(
    discovery_says_how_answers_come,
    "CIBA §4 MUST: backchannel_token_delivery_modes_supported and the endpoint are announced, the grant among the types",
    [Ciba],
    async |target| {
        for mode in ["poll", "ping"] {
            assert!(target.offers("backchannel_token_delivery_modes_supported", mode), "{mode}");
        }
        assert!(target.offers("grant_types_supported", GRANT));
        assert!(target.endpoint(ENDPOINT).starts_with("https://"));
        assert!(!target.offers("backchannel_authentication_request_signing_alg_values_supported", "none"));
    }
);

specification!(
    a_client_that_is_pinged_has_an_address_of_tls,
    "CIBA §4 MUST: backchannel_client_notification_endpoint is there for ping, an HTTPS URL",
    [Ciba, Registration],
    async |target| {
        let metadata = json!({
            "redirect_uris": ["https://client.example/cb"], "grant_types": ["authorization_code", GRANT],
            "backchannel_token_delivery_mode": "ping",
        });
        target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
        let mut plain = metadata;
        plain["backchannel_client_notification_endpoint"] = json!("http://client.example/ping");
        target.register(&plain).await.assert_refused(400, "invalid_client_metadata");
    }
);

specification!(
    a_hint_that_is_no_id_token_of_the_provider_names_nobody,
    "CIBA §7.2 MUST: the hint is validated: an id_token_hint was issued by the provider, and to this client",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let other = target.client().await.tokens().await;
        for hint in ["x.y.z", other["id_token"].as_str().expect("an ID token")] {
            let pairs = but(but(request(SOMEBODY), "login_hint", None), "id_token_hint", Some(hint));
            let answer = client.call(ENDPOINT).pairs(&pairs).send().await;
            answer.assert_refused_as(400, &["invalid_request", "unknown_user_id", "invalid_grant"]);
        }
    }
);

specification!(
    an_answer_is_json_that_nobody_keeps,
    "CIBA §7.3 MUST: the answer is JSON, and Cache-Control says no-store",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let answer = client.call(ENDPOINT).pairs(&request("899900099825")).send().await;
        answer.ok();
        assert!(answer.is_json() && answer.header("cache-control").contains("no-store"));
    }
);

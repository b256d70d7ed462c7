use crate::world::*;

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Redeems a code with this assertion.
async fn answer(client: &Client, assertion: &str) -> Answer {
    let (callback, request) = client.code().await;
    client.call("token_endpoint").assertion(assertion).pairs(&client.redemption(&callback, &request)).send().await
}

async fn assert_stranger(client: &Client, assertion: Jwt) {
    answer(client, &assertion.text()).await.assert_refused(401, "invalid_client");
}

// requirement: C02
specification!(
    an_assertion_with_nothing_wrong_is_taken,
    "RFC 7523 §3 MUST: a JWT with iss, sub, aud and exp that the client signed authenticates it",
    [],
    async |target| {
        for key in [Key::es256(), Key::ps256(), Key::rs256(), Key::eddsa()] {
            let client = target.client_with_key(key, json!({})).await;
            answer(&client, &client.assertion().text()).await.ok();
        }
    }
);

// requirement: C02
specification!(
    an_assertion_names_its_client_twice,
    "RFC 7523 §3 MUST: iss and sub are there, and both are the client_id",
    [],
    async |target| {
        let client = target.client().await;
        for claim in ["iss", "sub"] {
            assert_stranger(&client, client.assertion().claim(claim, "quelqu-un-d-autre")).await;
            assert_stranger(&client, client.assertion().without(claim)).await;
        }
    }
);

// requirement: C02
specification!(
    an_assertion_is_for_this_server,
    "RFC 7523 §3 MUST: aud is there and names this authorization server; any other is rejected",
    [],
    async |target| {
        let client = target.client().await;
        assert_stranger(&client, client.assertion().without("aud")).await;
        assert_stranger(&client, client.assertion().claim("aud", "https://ailleurs.example")).await;
        assert_stranger(&client, client.assertion().claim("aud", json!(["https://ailleurs.example"]))).await;
        assert_stranger(&client, client.assertion().claim("aud", target.endpoint("jwks_uri"))).await;
    }
);

// requirement: C02
specification!(
    an_assertion_ends,
    "RFC 7523 §3 MUST: exp is there, and an assertion whose exp has passed is rejected",
    [],
    async |target| {
        let client = target.client().await;
        assert_stranger(&client, client.assertion().without("exp")).await;
        assert_stranger(&client, client.assertion().claim("iat", now() - 300).claim("exp", now() - 120)).await;
    }
);

specification!(
    an_assertion_of_later_is_not_taken_now,
    "RFC 7523 §3 MUST NOT: a JWT is not accepted before its nbf",
    [],
    async |target| {
        let client = target.client().await;
        assert_stranger(&client, client.assertion().claim("nbf", now() + 120).claim("exp", now() + 180)).await;
    }
);

// requirement: C02
specification!(
    an_assertion_is_signed_by_the_client,
    "RFC 7523 §3 MUST: the JWT is signed, and one with an invalid signature is rejected",
    [],
    async |target| {
        let client = target.client().await;
        assert_stranger(&client, client.assertion().spoiled()).await;
        assert_stranger(&client, client.assertion().signed_by(&Key::es256())).await;
        assert_stranger(&client, client.assertion().signed_by(&Key::es256()).header("kid", client.key.kid.as_str()))
            .await;
        answer(&client, &client.assertion().unsigned()).await.assert_refused(401, "invalid_client");
        let unreadable = answer(&client, "x.y.z").await;
        assert!(matches!(unreadable.status, 400 | 401), "{}: {}", unreadable.status, unreadable.body);
    }
);

// requirement: C02
specification!(
    an_assertion_is_signed_with_the_algorithm_of_the_registration,
    "OpenID Connect Registration §2 MUST: the algorithm is token_endpoint_auth_signing_alg where it is registered",
    [],
    async |target| {
        let (registered, other) = (Key::es256(), Key::eddsa());
        let keys = json!({ "keys": [registered.public(), other.public()] });
        let client = target.client_with_key(registered, json!({ "jwks": keys })).await;
        assert_stranger(&client, client.assertion().signed_by(&other)).await;
    }
);

// requirement: C02
specification!(
    an_assertion_serves_once,
    "OpenID Connect Core §9 MUST: jti is there, and an assertion is used once",
    [],
    async |target| {
        let client = target.client().await;
        let assertion = client.assertion().text();
        answer(&client, &assertion).await.ok();
        answer(&client, &assertion).await.assert_refused(401, "invalid_client");
        assert_stranger(&client, client.assertion().without("jti")).await;
    }
);

specification!(
    an_assertion_has_the_type_of_its_kind,
    "RFC 7523 §2.2 MUST: client_assertion_type is urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    [],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let saml = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
        let call = client.call("token_endpoint").stranger().pairs(&client.redemption(&callback, &request));
        let call = call.pair("client_assertion_type", saml).pair("client_assertion", client.assertion().text());
        let answer = call.send().await;
        assert!(matches!(answer.status, 400 | 401), "{}: {}", answer.status, answer.body);
    }
);

specification!(
    a_client_id_beside_an_assertion_is_the_same,
    "RFC 7523 §2.2 MUST: client_id, if it is there, identifies the same client as the assertion",
    [],
    async |target| {
        let (client, other) = (target.client().await, target.client().await);
        let (callback, request) = client.code().await;
        let call = client.call("token_endpoint").stranger().pairs(&client.redemption(&callback, &request));
        let call = call.pair("client_assertion_type", TYPE).pair("client_assertion", client.assertion().text());
        let answer = call.pair("client_id", &other.id).send().await;
        assert!(matches!(answer.status, 400 | 401), "{}: {}", answer.status, answer.body);
    }
);

// requirement: C03
specification!(
    an_assertion_of_one_client_is_not_of_another,
    "RFC 7523 §3 MUST: the keys are those of the client that the assertion names",
    [],
    async |target| {
        let (client, other) = (target.client().await, target.client().await);
        let (callback, request) = client.code().await;
        let forged = client.assertion().signed_by(&other.key).text();
        let call = client.call("token_endpoint").assertion(forged);
        call.pairs(&client.redemption(&callback, &request)).send().await.assert_refused(401, "invalid_client");
    }
);

use crate::world::*;

const ENDPOINT: &str = "backchannel_authentication_endpoint";
const SOMEBODY: &str = "899900099998";
/// CIBA §13 has the first alone, and the suite of FAPI-CIBA takes that of RFC 9101 §7 too.
const REFUSED: [&str; 2] = ["invalid_request", "invalid_request_object"];

/// A client of the profile that polls, with this algorithm for its requests.
async fn client(target: &'static Target) -> Client {
    let grants = ["authorization_code", "refresh_token", "urn:openid:params:grant-type:ciba"];
    let metadata = json!({
        "grant_types": grants, "backchannel_token_delivery_mode": "poll", "caducee_profile": "fapi-ciba",
        "backchannel_authentication_request_signing_alg": "ES256", "dpop_bound_access_tokens": true,
        "require_pushed_authorization_requests": true,
    });
    target.client_with(metadata).await
}

/// The signed request with nothing wrong (CIBA Core §7.1.1).
fn object(client: &Client) -> Jwt {
    Jwt::new(&client.key)
        .claim("iss", client.id.as_str())
        .claim("aud", client.target.issuer.as_str())
        .claim("jti", random())
        .claim("iat", now())
        .claim("nbf", now())
        .claim("exp", now() + 300)
        .claim("scope", "openid")
        .claim("login_hint", SOMEBODY)
        .claim("binding_message", "42")
}

async fn ask(client: &Client, object: &str) -> Answer {
    client.call(ENDPOINT).pair("request", object).send().await
}

// requirement: M01
specification!(
    a_signed_request_is_taken,
    "FAPI-CIBA §5.2.2 MUST: signed authentication requests are supported",
    [Ciba],
    async |target| {
        let client = client(target).await;
        let answer = ask(&client, &object(&client).text()).await.ok();
        assert!(answer["auth_req_id"].is_string(), "{answer}");
    }
);

// requirement: M01
specification!(
    a_request_is_signed,
    "FAPI-CIBA §5.2.2 MUST: authentication requests are signed",
    [Ciba],
    async |target| {
        let client = client(target).await;
        let pairs = [("scope", "openid"), ("login_hint", SOMEBODY), ("binding_message", "42")];
        client.call(ENDPOINT).pairs(&pairs).send().await.assert_refused(400, "invalid_request");
        for forged in [
            object(&client).spoiled().text(),
            object(&client).unsigned(),
            object(&client).signed_by(&Key::es256()).text(),
        ] {
            let answer = ask(&client, &forged).await;
            answer.assert_refused_as(400, &REFUSED);
        }
    }
);

specification!(
    a_signed_request_has_its_claims,
    "CIBA §7.1.1 MUST: aud, iss, exp, iat, nbf and jti are in a signed request",
    [Ciba],
    async |target| {
        let client = client(target).await;
        for claim in ["aud", "iss", "exp", "iat", "nbf", "jti"] {
            let answer = ask(&client, &object(&client).without(claim).text()).await;
            answer.assert_refused_as(400, &REFUSED);
        }
    }
);

specification!(
    a_signed_request_is_of_this_client_for_this_server_and_of_now,
    "CIBA §7.1.1 MUST: iss is the client_id, aud the issuer, and the request has not expired",
    [Ciba],
    async |target| {
        let client = client(target).await;
        let wrong = [
            object(&client).claim("iss", "autre"),
            object(&client).claim("aud", "https://ailleurs.example"),
            object(&client).claim("exp", now() - 120).claim("nbf", now() - 300).claim("iat", now() - 300),
            object(&client).claim("nbf", now() + 300).claim("exp", now() + 600),
        ];
        for wrong in wrong {
            ask(&client, &wrong.text()).await.assert_refused_as(400, &REFUSED);
        }
    }
);

specification!(
    a_signed_request_holds_everything,
    "CIBA §7.1.1 MUST: parameters are not also sent outside of the signed request",
    [Ciba],
    differs("oidc-provider takes what is signed and ignores the rest"),
    async |target| {
        let client = client(target).await;
        let call = client.call(ENDPOINT).pair("request", object(&client).text()).pair("scope", "openid profile");
        let answer = call.pair("login_hint", "899900099997").send().await;
        answer.assert_refused(400, "invalid_request");
    }
);

// requirement: A10
specification!(
    a_signed_request_lives_for_an_hour_at_most,
    "FAPI-CIBA §5.2.2 MUST: exp lies 60 min after nbf at most, and nbf is 60 min old at most",
    [Ciba],
    differs("oidc-provider bounds no lifetime of a signed request"),
    async |target| {
        let client = client(target).await;
        for wrong in [
            object(&client).claim("exp", now() + 3_700),
            object(&client).claim("nbf", now() - 3_700).claim("iat", now() - 3_700),
        ] {
            ask(&client, &wrong.text()).await.assert_refused_as(400, &REFUSED);
        }
    }
);

// requirement: K01
specification!(
    a_request_is_signed_with_an_algorithm_of_the_profile,
    "FAPI-CIBA §5.2.2 MUST: PS256 or ES256 sign a request: a registration with another is refused",
    [Ciba, Registration],
    alone("the control knows no profile at registration"),
    async |target| {
        for wrong in ["RS256", "HS256", "none", "EdDSA"] {
            let metadata = json!({
                "redirect_uris": ["https://client.example/cb"], "caducee_profile": "fapi-ciba",
                "grant_types": ["authorization_code", "urn:openid:params:grant-type:ciba"],
                "token_endpoint_auth_method": "private_key_jwt", "jwks": { "keys": [Key::ps256().public()] },
                "backchannel_token_delivery_mode": "poll", "dpop_bound_access_tokens": true,
                "backchannel_authentication_request_signing_alg": wrong,
            });
            target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
        }
    }
);

specification!(
    a_request_says_what_the_person_compares,
    "FAPI-CIBA §5.2.2 MUST: a request has a binding_message or another context that the person recognises",
    [Ciba],
    alone("oidc-provider leaves binding_message to whoever operates it"),
    async |target| {
        let client = client(target).await;
        let answer = ask(&client, &object(&client).without("binding_message").text()).await;
        answer.assert_refused(400, "invalid_binding_message");
    }
);

// requirement: C03
specification!(
    a_client_of_the_profile_proves_a_key,
    "FAPI-CIBA §5.2.2 MUST: clients authenticate by private_key_jwt or mutual TLS",
    [Ciba, Registration],
    alone("the control knows no profile at registration"),
    async |target| {
        for method in ["client_secret_basic", "client_secret_post", "none"] {
            let metadata = json!({
                "redirect_uris": ["https://client.example/cb"], "caducee_profile": "fapi-ciba",
                "grant_types": ["authorization_code", "urn:openid:params:grant-type:ciba"],
                "token_endpoint_auth_method": method, "backchannel_token_delivery_mode": "poll",
                "backchannel_authentication_request_signing_alg": "ES256", "dpop_bound_access_tokens": true,
            });
            target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
        }
    }
);

// requirement: M01
specification!(
    a_signed_request_serves_once,
    "CIBA §7.1.1 MUST: jti is unique for the client, so that a request that comes twice is refused",
    [Ciba],
    alone("oidc-provider does not keep the jti of a request"),
    async |target| {
        let client = client(target).await;
        let object = object(&client).text();
        ask(&client, &object).await.ok();
        ask(&client, &object).await.assert_refused_as(400, &REFUSED);
    }
);

use super::client;
use crate::world::*;

const PROFILE: &str = "fapi2";

/// A code of a pushed request, bound to the key.
async fn code(client: &Client, dpop: &Dpop) -> (Callback, Request) {
    let request = client.request();
    let answer =
        client.call("pushed_authorization_request_endpoint").pairs(&request.pairs).dpop(dpop).send().await.ok();
    let request_uri = answer["request_uri"].as_str().expect("a request_uri").to_owned();
    let pairs = vec![("client_id".to_owned(), client.id.clone()), ("request_uri".to_owned(), request_uri)];
    let sent = Request { pairs, verifier: request.verifier.clone() };
    (client.authorize(&sent).await, request)
}

// requirement: T05
specification!(
    a_token_is_bound_to_its_sender,
    "FAPI 2.0 §5.3.2.1 MUST: only sender-constrained access tokens are issued",
    [Par, Dpop],
    async |target| {
        let (client, dpop) = (client(target, PROFILE).await, Dpop::new());
        let (callback, request) = code(&client, &dpop).await;
        let pairs = client.redemption(&callback, &request);
        let bare = client.token(&pairs).await;
        assert_eq!(bare.status, 400, "{}", bare.body);
        let (callback, request) = code(&client, &dpop).await;
        let call = client.call("token_endpoint").pairs(&client.redemption(&callback, &request)).dpop(&dpop);
        assert_eq!(call.send().await.ok()["token_type"], "DPoP");
    }
);

// requirement: C02
specification!(
    an_assertion_is_for_the_issuer_and_nobody_else,
    "FAPI 2.0 §5.3.2.1 MUST: aud of a client assertion is the issuer, as one string",
    [Par],
    async |target| {
        let client = client(target, PROFILE).await;
        let endpoint = "pushed_authorization_request_endpoint";
        let wrong =
            [json!(target.endpoint("token_endpoint")), json!([target.issuer]), json!(target.endpoint(endpoint))];
        for aud in wrong {
            let call = client.call(endpoint).assertion(client.assertion().claim("aud", aud).text());
            call.pairs(&client.request().pairs).send().await.assert_refused(401, "invalid_client");
        }
    }
);

// requirement: C02
specification!(
    clocks_may_be_ten_seconds_apart_and_not_a_minute,
    "FAPI 2.0 §5.3.2.1 MUST: iat and nbf up to 10 s in the future are accepted, more than 60 s are rejected",
    [Par],
    alone("the control's tolerance is one setting for everything"),
    async |target| {
        let client = client(target, PROFILE).await;
        let pushed = async |ahead: i64| {
            let assertion = client.assertion().claim("iat", now() + ahead).claim("nbf", now() + ahead).text();
            let call = client.call("pushed_authorization_request_endpoint").assertion(assertion);
            call.pairs(&client.request().pairs).send().await
        };
        pushed(9).await.ok();
        pushed(65).await.assert_refused(401, "invalid_client");
    }
);

specification!(
    a_redirect_uri_has_https,
    "FAPI 2.0 §5.3.2.2 MUST NOT: no redirect URI of the scheme http, save that of a native client's loopback",
    [Registration],
    alone("the control knows no profile at registration"),
    async |target| {
        let asked = json!({
            "redirect_uris": ["http://client.example/retour"], "token_endpoint_auth_method": "private_key_jwt",
            "jwks": { "keys": [Key::es256().public()] },
            "caducee_profile": PROFILE, "dpop_bound_access_tokens": true,
        });
        target.register(&asked).await.assert_refused(400, "invalid_redirect_uri");
    }
);

specification!(
    a_refresh_token_of_a_confidential_client_is_not_rotated,
    "FAPI 2.0 §5.3.2.1 MUST NOT: refresh token rotation is not used, except in extraordinary circumstances",
    [Par, Dpop],
    async |target| {
        let (client, dpop) = (client(target, PROFILE).await, Dpop::new());
        let (callback, request) = code(&client, &dpop).await;
        let call = client.call("token_endpoint").pairs(&client.redemption(&callback, &request)).dpop(&dpop);
        let tokens = call.send().await.ok();
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        for _ in 0..2 {
            let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
            let again = client.call("token_endpoint").pairs(&pairs).dpop(&dpop).send().await.ok();
            assert!(again["refresh_token"].is_null() || again["refresh_token"] == refresh, "{again}");
        }
    }
);

// requirement: A03
specification!(
    there_is_no_other_grant_and_no_public_client,
    "FAPI 2.0 §5.3.2.1 MUST: confidential clients only; the password grant is rejected",
    [],
    async |target| {
        let client = client(target, PROFILE).await;
        let pairs = [("grant_type", "password"), ("username", "x"), ("password", "x")];
        client.token(&pairs).await.assert_refused(400, "unsupported_grant_type");
        assert!(!target.offers("response_types_supported", "token"));
    }
);

specification!(
    a_profile_takes_no_shared_secret,
    "FAPI 2.0 §5.3.2.1 MUST: clients authenticate by mutual TLS or private_key_jwt",
    [Registration],
    alone("the control knows no profile at registration"),
    async |target| {
        for method in ["client_secret_basic", "client_secret_post", "none"] {
            let asked = json!({
                "redirect_uris": ["https://client.example/retour"], "token_endpoint_auth_method": method,
                "caducee_profile": PROFILE, "dpop_bound_access_tokens": true,
            });
            target.register(&asked).await.assert_refused(400, "invalid_client_metadata");
        }
    }
);

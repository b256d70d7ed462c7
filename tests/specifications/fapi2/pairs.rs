//! The profile leaves two choices: how a client proves itself, and what binds its tokens. `tokens.rs` has `private_key_jwt` and
//! DPoP; here are the other three pairs.

use crate::world::*;

const MTLS: &str = "self_signed_tls_client_auth";
const PAR: &str = "pushed_authorization_request_endpoint";

/// A client of the profile that proves itself so, whose tokens are bound by its certificate or by DPoP.
async fn client(target: &'static Target, method: &str, by_certificate: bool, certificate: &Certificate) -> Client {
    let key = Key::es256();
    let keys = json!({ "keys": [key.public(), certificate.jwk()] });
    let metadata = json!({
        "caducee_profile": "fapi2", "require_pushed_authorization_requests": true, "jwks": keys,
        "token_endpoint_auth_method": method,
        "dpop_bound_access_tokens": !by_certificate, "tls_client_certificate_bound_access_tokens": by_certificate,
    });
    let client = target.client_with_key(key, metadata).await;
    if method == MTLS { client.with_certificate(certificate) } else { client }
}

/// Pushed, agreed to, and redeemed by this call: the token response.
async fn redeemed<'a>(client: &'a Client, with: impl Fn(Call<'a>) -> Call<'a>) -> Answer {
    let request = client.request();
    let pushed = with(client.call(PAR).pairs(&request.pairs)).send().await.ok();
    let reference = pushed["request_uri"].as_str().expect("a request_uri").to_owned();
    let pairs = vec![("client_id".to_owned(), client.id.clone()), ("request_uri".to_owned(), reference)];
    let callback = client.authorize(&Request { pairs, verifier: request.verifier.clone() }).await;
    with(client.call("token_endpoint").pairs(&client.redemption(&callback, &request))).send().await
}

/// `cnf`, as introspection tells it.
async fn confirmation(client: &Client, tokens: &Value) -> Value {
    client.introspect(tokens["access_token"].as_str().expect("a token")).await.ok()["cnf"].clone()
}

// requirement: C02 T07
specification!(
    a_client_with_a_key_may_bind_its_tokens_to_a_certificate,
    "FAPI 2.0 §5.3.2.1 MUST: private_key_jwt, and access tokens bound by mutual TLS",
    [Par, Mtls, BoundToCertificate, Introspection],
    async |target| {
        let certificate = Certificate::self_signed("machine");
        let client = client(target, "private_key_jwt", true, &certificate).await;
        let tokens = redeemed(&client, |call| call.over(&certificate)).await.ok();
        assert_eq!(tokens["token_type"], "Bearer");
        assert_eq!(confirmation(&client, &tokens).await, json!({ "x5t#S256": certificate.thumbprint() }));
        assert_eq!(redeemed(&client, |call| call).await.status, 400, "a token that is bound to nothing");
    }
);

// requirement: C05 T05
specification!(
    a_client_with_a_certificate_may_bind_its_tokens_to_a_key,
    "FAPI 2.0 §5.3.2.1 MUST: mutual TLS client authentication, and access tokens bound by DPoP",
    [Par, Mtls, Dpop, Introspection],
    async |target| {
        let (certificate, dpop) = (Certificate::self_signed("machine"), Dpop::new());
        let client = client(target, MTLS, false, &certificate).await;
        let tokens = redeemed(&client, |call| call.dpop(&dpop)).await.ok();
        assert_eq!(tokens["token_type"], "DPoP");
        assert_eq!(confirmation(&client, &tokens).await, json!({ "jkt": dpop.thumbprint() }));
        assert_eq!(redeemed(&client, |call| call).await.status, 400, "a token that is bound to nothing");
    }
);

// requirement: C05 T07
specification!(
    a_client_with_a_certificate_may_bind_its_tokens_to_it,
    "FAPI 2.0 §5.3.2.1 MUST: mutual TLS client authentication, and access tokens bound by mutual TLS",
    [Par, Mtls, BoundToCertificate, Introspection],
    async |target| {
        let certificate = Certificate::self_signed("machine");
        let client = client(target, MTLS, true, &certificate).await;
        let tokens = redeemed(&client, |call| call).await.ok();
        assert_eq!(tokens["token_type"], "Bearer");
        assert_eq!(confirmation(&client, &tokens).await, json!({ "x5t#S256": certificate.thumbprint() }));
        client.userinfo(tokens["access_token"].as_str().expect("a token")).await.assert_status(401);
    }
);

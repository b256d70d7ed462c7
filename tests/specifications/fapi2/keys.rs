use super::assert_refused;
use crate::world::*;

/// A client whose address publishes these keys; the first is the one that it uses.
async fn publishes(target: &'static Target, key: &Key, other: &Key) -> Client {
    let receiver = target.receiver().await;
    let path = format!("/cles/{}", key.kid);
    receiver.serve(&path, "application/json", json!({ "keys": [key.public(), other.public()] }).to_string());
    let metadata = json!({
        "caducee_profile": "fapi2-message-signing",
        "dpop_bound_access_tokens": true,
        "require_pushed_authorization_requests": true,
        "require_signed_request_object": true,
        "token_endpoint_auth_signing_alg": null,
        "jwks": null,
        "jwks_uri": receiver.url(&path),
    });
    target.client_with_key(key.clone(), metadata).await
}

/// A push whose object is signed by one key, and whose client proves itself by another.
async fn pushed(client: &Client, object: &Key, assertion: &Key) -> Answer {
    let request = client.request();
    let object = client.object(&request).signed_by(object).text();
    let call = client.call("pushed_authorization_request_endpoint").pairs(&client.by_value(&request, &object).pairs);
    call.assertion(client.assertion().signed_by(assertion).text()).send().await
}

// requirement: K01
specification!(
    a_key_that_is_too_short_or_on_another_curve_signs_nothing,
    "FAPI 2.0 §5.4.1 MUST: RSA keys have 2048 bits at least, elliptic curve keys 224, and ES256 is P-256 alone (RFC 7518 §3.4)",
    [Par, Jar],
    alone("registers clients in the words of Caducée's profiles"),
    async |target| {
        for (fit, weak) in [
            (Key::rsa_of(2_048), Key::rsa_of(1_024)),
            (Key::on_curve("prime256v1", "P-256", 32), Key::on_curve("secp384r1", "P-384", 48)),
        ] {
            let client = publishes(target, &fit, &weak).await;
            let taken = pushed(&client, &fit, &fit).await;
            assert_eq!(taken.status, 201, "the same with a fit key: {}", taken.body);
            pushed(&client, &fit, &weak).await.assert_refused(401, "invalid_client");
            assert_refused(&pushed(&client, &weak, &fit).await, &["invalid_request_object"]);
        }
    }
);

// requirement: K01
specification!(
    a_client_with_a_short_key_is_not_registered,
    "FAPI 2.0 §5.4.1 MUST: RSA keys have 2048 bits at least",
    [Registration],
    alone("oidc-provider reads a client's keys when it uses them"),
    async |target| {
        for (bits, status) in [(2_048, 201), (1_024, 400)] {
            let metadata = json!({
                "redirect_uris": ["https://client.example/retour"],
                "grant_types": ["authorization_code"],
                "response_types": ["code"],
                "token_endpoint_auth_method": "private_key_jwt",
                "jwks": { "keys": [Key::rsa_of(bits).public()] },
            });
            let answer = target.register(&metadata).await;
            assert_eq!(answer.status, status, "{bits} bits: {}", answer.body);
            if status == 400 {
                answer.assert_refused(400, "invalid_client_metadata");
            }
        }
    }
);

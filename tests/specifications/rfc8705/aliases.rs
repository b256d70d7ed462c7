use crate::world::*;

const ENDPOINTS: [&str; 4] =
    ["token_endpoint", "introspection_endpoint", "revocation_endpoint", "pushed_authorization_request_endpoint"];

// requirement: C07
specification!(
    every_alias_is_on_the_host_for_machines_and_answers,
    "RFC 8705 §5 MUST: a client that does mutual TLS uses the alias of an endpoint where there is one",
    [Mtls, Par],
    async |target| {
        let certificate = Certificate::self_signed("machine");
        let keys = json!({ "keys": [certificate.jwk()] });
        let method = "self_signed_tls_client_auth";
        let client = target.client_with(json!({ "token_endpoint_auth_method": method, "jwks": keys })).await;
        for endpoint in ENDPOINTS {
            assert_ne!(target.mtls_endpoint(endpoint), target.endpoint(endpoint));
            let with = client.call(endpoint).over(&certificate).pair("token", "x").send().await;
            assert!(!with.body.contains("invalid_client"), "{endpoint}: {}", with.body);
            let without = client.call(endpoint).without_certificate().pair("token", "x").send().await;
            without.assert_refused(401, "invalid_client");
        }
    }
);

// requirement: C07
specification!(
    a_client_without_certificate_is_served_at_the_alias_too,
    "RFC 8705 §5 MAY: other methods work at the aliases",
    [Mtls],
    async |target| {
        let client = target.client().await;
        let (callback, request) = client.code().await;
        let call = client.call("token_endpoint").over(&Certificate::self_signed("machine"));
        call.pairs(&client.redemption(&callback, &request)).send().await.ok();
    }
);

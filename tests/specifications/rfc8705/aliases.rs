use crate::world::*;

const ENDPOINTS: [&str; 6] = [
    "token_endpoint",
    "introspection_endpoint",
    "revocation_endpoint",
    "pushed_authorization_request_endpoint",
    "backchannel_authentication_endpoint",
    "device_authorization_endpoint",
];
const GRANTS: [&str; 4] = [
    "authorization_code",
    "refresh_token",
    "urn:openid:params:grant-type:ciba",
    "urn:ietf:params:oauth:grant-type:device_code",
];

// requirement: C07
specification!(
    every_alias_is_on_the_host_for_machines_and_answers,
    "RFC 8705 §5 MUST: a client that does mutual TLS uses the alias of an endpoint where there is one",
    [Mtls, Par, Ciba, Device],
    async |target| {
        let certificate = Certificate::self_signed("machine");
        let metadata = json!({
            "token_endpoint_auth_method": "self_signed_tls_client_auth", "jwks": { "keys": [certificate.jwk()] },
            "grant_types": GRANTS, "backchannel_token_delivery_mode": "poll",
        });
        let client = target.client_with(metadata).await;
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
    userinfo_has_an_alias_too,
    "RFC 8705 §5 MUST: the alias of userinfo serves the tokens that the endpoint serves, with a certificate or without",
    [Mtls],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let token = tokens["access_token"].as_str().expect("a token");
        let alias = target.mtls_endpoint("userinfo_endpoint");
        assert_ne!(alias, target.endpoint("userinfo_endpoint"));
        let machine = Certificate::self_signed("machine").http(&target.parts.authority);
        let told = target.userinfo(token).await.ok();
        for http in [&target.http, &machine] {
            assert_eq!(target.send(http.get(&alias).bearer_auth(token)).await.ok(), told);
            let answer = target.send(http.get(&alias).bearer_auth(random())).await;
            answer.assert_challenged(401, "Bearer", "invalid_token");
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

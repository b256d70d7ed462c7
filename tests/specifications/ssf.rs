//! OpenID Shared Signals Framework 1.0: what the transmitter says of itself, who may ask it, and what it tells them.

mod credential;
mod hearer;
mod level;
mod poll;
mod push;
mod stream;

use hearer::Hearer;

use crate::world::*;

const CONFIGURATION: &str = "/.well-known/ssf-configuration";
const PUSH: &str = "urn:ietf:rfc:8935";
const POLL: &str = "urn:ietf:rfc:8936";
const SESSION_REVOKED: &str = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
const CREDENTIAL_CHANGE: &str = "https://schemas.openid.net/secevent/caep/event-type/credential-change";
const ASSURANCE_LEVEL_CHANGE: &str = "https://schemas.openid.net/secevent/caep/event-type/assurance-level-change";
const VERIFICATION: &str = "https://schemas.openid.net/secevent/ssf/event-type/verification";

/// Between the host and the path of the issuer (§7.2), and not behind it as OpenID Connect does.
async fn configuration(target: &Target) -> Value {
    let issuer = url::Url::parse(&target.issuer).expect("an address");
    let inserted = format!("{CONFIGURATION}{}", issuer.path().trim_end_matches('/'));
    target.get(issuer.join(&inserted).expect("an address")).await.ok()
}

specification!(
    the_transmitter_says_what_it_is,
    "SSF §7.2 MUST: issuer and the keys are in the configuration, between the host and the path of the issuer",
    [],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let told = configuration(target).await;
        assert_eq!(told["issuer"], target.issuer);
        assert!(told["jwks_uri"].is_string() && told["configuration_endpoint"].is_string(), "{told}");
        let methods = told["delivery_methods_supported"].as_array().expect("delivery methods").clone();
        for method in ["urn:ietf:rfc:8935", "urn:ietf:rfc:8936"] {
            assert!(methods.iter().any(|known| known == method), "{methods:?}");
        }
    }
);

specification!(
    a_stream_is_managed_by_who_proves_to_be_its_receiver,
    "SSF §8.1 MUST: the management API requires authorization",
    [],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let told = configuration(target).await;
        let endpoint = told["configuration_endpoint"].as_str().expect("an address");
        target.get(endpoint).await.assert_status(401);
        target.send(target.http.get(endpoint).bearer_auth(random())).await.assert_status(401);
        target.send(target.http.post(endpoint).json(&json!({}))).await.assert_status(401);
    }
);

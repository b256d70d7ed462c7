//! OpenID Connect Client-Initiated Backchannel Authentication Core 1.0.

mod bound;
mod ping;
mod polling;
mod request;

use crate::world::*;

const ENDPOINT: &str = "backchannel_authentication_endpoint";
const GRANT: &str = "urn:openid:params:grant-type:ciba";
/// What the service shows on its screen.
const NUMBER: &str = "42";

/// A client that polls; its other ways stay.
async fn polls(target: &'static Target) -> Client {
    registered(target, json!({ "backchannel_token_delivery_mode": "poll" })).await
}

async fn registered(target: &'static Target, mut metadata: Value) -> Client {
    metadata["grant_types"] = json!(["authorization_code", "refresh_token", GRANT]);
    target.client_with(metadata).await
}

/// What was asked for with these pairs.
async fn asked_with(client: &Client, pairs: &[(&'static str, String)]) -> String {
    let answer = client.call(ENDPOINT).pairs(pairs).send().await.ok();
    answer["auth_req_id"].as_str().expect("an auth_req_id").to_owned()
}

/// The pairs that redeem an approval.
fn redemption(auth_req_id: &str) -> [(&'static str, &str); 2] {
    [("grant_type", GRANT), ("auth_req_id", auth_req_id)]
}

/// A request with nothing wrong for this person.
fn request(personne: &str) -> Vec<(&'static str, String)> {
    [("scope", "openid"), ("login_hint", personne), ("binding_message", NUMBER)]
        .map(|(name, value)| (name, value.to_owned()))
        .to_vec()
}

/// The same with other values; `None` takes one away.
fn but(mut pairs: Vec<(&'static str, String)>, name: &'static str, value: Option<&str>) -> Vec<(&'static str, String)> {
    pairs.retain(|(known, _)| *known != name);
    pairs.extend(value.map(|value| (name, value.to_owned())));
    pairs
}

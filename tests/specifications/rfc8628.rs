//! OAuth 2.0 Device Authorization Grant.

mod approval;
mod device;

use crate::world::*;

const ENDPOINT: &str = "device_authorization_endpoint";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn workstation(target: &'static Target) -> Client {
    registered(target, json!({})).await
}

async fn registered(target: &'static Target, mut metadata: Value) -> Client {
    metadata["grant_types"] = json!(["authorization_code", "refresh_token", GRANT]);
    target.client_with(metadata).await
}

async fn asked(client: &Client) -> Value {
    client.call(ENDPOINT).pair("scope", "openid").send().await.ok()
}

/// The pairs that redeem a device code.
fn redemption(answer: &Value) -> [(&'static str, String); 2] {
    let code = answer["device_code"].as_str().expect("a device_code");
    [("grant_type", GRANT.to_owned()), ("device_code", code.to_owned())]
}

//! OpenID Connect Client-Initiated Backchannel Authentication Core 1.0.

mod polling;
mod request;

use serde_json::json;

use crate::world::*;

const ENDPOINT: &str = "backchannel_authentication_endpoint";
const GRANT: &str = "urn:openid:params:grant-type:ciba";
/// What the service shows on its screen.
const NUMBER: &str = "42";

/// A client that polls; its other ways stay.
async fn polls(target: &'static Target) -> Client {
    let grants = ["authorization_code", "refresh_token", GRANT];
    target.client_with(json!({ "grant_types": grants, "backchannel_token_delivery_mode": "poll" })).await
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

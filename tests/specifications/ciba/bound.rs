//! Tokens of an approval are as narrow as any others.

use super::{ENDPOINT, NUMBER, asked_with, but, polls, redemption, registered, request};
use crate::world::*;

const API: &str = "https://api.example/dmp";
const OTHER: &str = "https://api.example/mss";

// requirement: M04 T05
specification!(
    an_approval_becomes_tokens_of_the_key_that_came_for_them,
    "RFC 9449 §5 MUST: the tokens of any grant are bound to the key of the proof, CIBA's too",
    [Ciba, Dpop, Introspection],
    async |target| {
        let (client, dpop) = (polls(target).await, Dpop::new());
        let phone = target.phone().await;
        let call = client.call(ENDPOINT).pairs(&request(&target.parts.person)).dpop(&dpop);
        let id = call.send().await.ok()["auth_req_id"].as_str().expect("an auth_req_id").to_owned();
        phone.approve(&id, NUMBER).await;
        let tokens = client.call("token_endpoint").pairs(&redemption(&id)).dpop(&dpop).send().await.ok();
        assert_eq!(tokens["token_type"], "DPoP");
        let told = client.introspect(tokens["access_token"].as_str().expect("a token")).await.ok();
        assert_eq!(told["cnf"]["jkt"], dpop.thumbprint());
    }
);

/// Approved, for [`API`].
async fn approved_for_api(target: &'static Target) -> (Client, String) {
    let metadata = json!({
        "backchannel_token_delivery_mode": "poll", "caducee_resources": [API, OTHER],
        "caducee_access_token_format": "at_jwt",
    });
    let client = registered(target, metadata).await;
    let phone = target.phone().await;
    let id = asked_with(&client, &but(request(&target.parts.person), "resource", Some(API))).await;
    phone.approve(&id, NUMBER).await;
    (client, id)
}

// requirement: T09
specification!(
    an_approval_is_for_the_resource_that_was_asked_for,
    "RFC 8707 §2 SHOULD: the access token is restricted to the resource of the request",
    [Ciba],
    async |target| {
        let (client, id) = approved_for_api(target).await;
        let tokens = client.token(&redemption(&id)).await.ok();
        let token = target.verify(tokens["access_token"].as_str().expect("a token")).await;
        assert_eq!(token.claims["aud"], API);
    }
);

// requirement: T09
specification!(
    an_approval_is_for_no_other_resource,
    "RFC 8707 §2.2 MUST: invalid_target when the resource is not one of those that were granted",
    [Ciba],
    async |target| {
        let (client, id) = approved_for_api(target).await;
        let call = client.call("token_endpoint").pairs(&redemption(&id)).pair("resource", OTHER);
        call.send().await.assert_refused(400, "invalid_target");
    }
);

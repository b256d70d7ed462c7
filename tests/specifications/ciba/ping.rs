use super::{ENDPOINT, NUMBER, asked_with, but, redemption, registered, request};
use crate::world::*;

async fn pinged(target: &'static Target, path: &str) -> Client {
    let endpoint = target.receiver().await.url(path);
    let metadata = json!({
        "backchannel_token_delivery_mode": "ping", "backchannel_client_notification_endpoint": endpoint,
    });
    registered(target, metadata).await
}

// requirement: M06
specification!(
    a_client_is_told_when_the_person_has_answered_and_comes_for_the_tokens,
    "CIBA §10.2 MUST: the ping is a POST of JSON with auth_req_id, with client_notification_token as its bearer token",
    [Ciba],
    async |target| {
        let client = pinged(target, "/ping-approuve").await;
        let phone = target.phone().await;
        let bearer = random();
        let pairs = but(request(&target.parts.person), "client_notification_token", Some(&bearer));
        let id = asked_with(&client, &pairs).await;
        phone.approve(&id, NUMBER).await;
        let call = target.receiver().await.awaited("/ping-approuve").await;
        assert_eq!(call.headers["authorization"], format!("Bearer {bearer}"));
        assert!(call.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("application/json")));
        let told: Value = serde_json::from_str(&call.body).expect("JSON");
        assert_eq!(told, json!({ "auth_req_id": id }), "that somebody answered, and not what");
        let tokens = client.token(&redemption(&id)).await.ok();
        assert!(tokens["id_token"].is_string() && tokens["access_token"].is_string(), "{tokens}");
    }
);

// requirement: M06
specification!(
    a_client_that_is_pinged_says_with_which_token,
    "CIBA §7.1 MUST: client_notification_token is there where the client is registered for ping, and is a bearer token",
    [Ciba],
    async |target| {
        let client = pinged(target, "/ping-jamais").await;
        for token in [None, Some("deux mots qui ne sont pas un jeton")] {
            let pairs = but(request("899900099841"), "client_notification_token", token);
            client.call(ENDPOINT).pairs(&pairs).send().await.assert_refused(400, "invalid_request");
        }
        assert!(target.receiver().await.received("/ping-jamais").is_empty());
    }
);

use std::time::Duration;

use super::{GRANT, NUMBER, asked_with, but, polls, redemption, request};
use crate::world::*;

/// Longer than any interval that is given here.
const INTERVAL: Duration = Duration::from_secs(6);

async fn asked(client: &Client, personne: &str) -> String {
    asked_with(client, &request(personne)).await
}

async fn poll(client: &Client, auth_req_id: &str) -> Answer {
    client.token(&redemption(auth_req_id)).await
}

// requirement: M04 M13
specification!(
    an_approval_becomes_tokens_once_for_the_client_that_asked,
    "CIBA §10.1 MUST: the auth_req_id is of the client that polls, valid, and not used before",
    [Ciba],
    async |target| {
        let (client, other) = (polls(target).await, polls(target).await);
        let phone = target.phone().await;
        let id = asked(&client, &target.parts.person).await;
        poll(&client, &id).await.assert_refused(400, "authorization_pending");
        phone.approve(&id, NUMBER).await;
        poll(&other, &id).await.assert_refused(400, "invalid_grant");
        tokio::time::sleep(INTERVAL).await;
        let tokens = poll(&client, &id).await.ok();
        assert!(tokens["id_token"].is_string() && tokens["access_token"].is_string(), "{tokens}");
        tokio::time::sleep(INTERVAL).await;
        poll(&client, &id).await.assert_refused(400, "invalid_grant");
    }
);

specification!(
    a_refusal_on_the_phone_is_access_denied,
    "CIBA §11 MUST: access_denied when the person denied the request",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let phone = target.phone().await;
        let id = asked(&client, &target.parts.person).await;
        phone.refuse(&id).await;
        poll(&client, &id).await.assert_refused(400, "access_denied");
    }
);

// requirement: M04
specification!(
    nobody_answers_after_the_time_that_was_asked_for,
    "CIBA §11 MUST: expired_token when the auth_req_id has expired, here after requested_expiry",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let pairs = but(request("899900099858"), "requested_expiry", Some("1"));
        let id = asked_with(&client, &pairs).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        poll(&client, &id).await.assert_refused(400, "expired_token");
    }
);

specification!(
    an_auth_req_id_that_never_was_is_invalid_grant,
    "CIBA §11 MUST: invalid_grant when the auth_req_id is invalid or of another client",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        poll(&client, &"a".repeat(43)).await.assert_refused(400, "invalid_grant");
        client.token(&[("grant_type", GRANT)]).await.assert_refused(400, "invalid_request");
    }
);

// requirement: M05
specification!(
    whoever_hurries_is_told_to_slow_down,
    "CIBA §11 SHOULD: slow_down for a client that polls faster than the interval",
    [Ciba],
    differs("oidc-provider answers authorization_pending however fast a client polls"),
    async |target| {
        let client = polls(target).await;
        let id = asked(&client, "899900099825").await;
        poll(&client, &id).await.assert_refused(400, "authorization_pending");
        for _ in 0..3 {
            poll(&client, &id).await.assert_refused(400, "slow_down");
        }
    }
);

// requirement: M03
specification!(
    nobodys_number_is_asked_for_like_anybodys,
    "CIBA §14 SHOULD: the answer does not tell whether a person is known",
    [Ciba],
    async |target| {
        let client = polls(target).await;
        let id = asked(&client, "899900099833").await;
        poll(&client, &id).await.assert_refused(400, "authorization_pending");
    }
);

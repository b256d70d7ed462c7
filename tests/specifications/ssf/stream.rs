use reqwest::Method;

use super::hearer::of_its_own;
use super::{Hearer, POLL, PUSH, SESSION_REVOKED, VERIFICATION};
use crate::world::*;

const STREAMS: &str = "configuration_endpoint";

fn named(stream: &Value) -> String {
    format!("?stream_id={}", stream["stream_id"].as_str().expect("a stream_id"))
}

specification!(
    a_stream_is_made_read_changed_replaced_and_deleted,
    "SSF §8.1.1 MUST: stream_id, iss, aud, delivery and the events come back, and the stream can be changed and deleted",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let push = json!({ "method": PUSH, "endpoint_url": "https://receiver.example/signals" });
        let made = hearer.stream(push.clone()).await;
        assert_eq!((&made["iss"], &made["aud"]), (&json!(target.issuer), &json!(hearer.client.id)));
        assert_eq!((&made["delivery"], &made["events_delivered"]), (&push, &json!([SESSION_REVOKED])));
        assert_eq!(hearer.ask(Method::GET, STREAMS, &named(&made), None).await.ok(), made);
        assert_eq!(hearer.ask(Method::GET, STREAMS, "", None).await.ok(), json!([made]));
        let second = hearer.ask(Method::POST, STREAMS, "", Some(json!({}))).await;
        second.assert_status(409);
        let change = json!({ "stream_id": made["stream_id"], "description": "Des sessions" });
        let changed = hearer.ask(Method::PATCH, STREAMS, "", Some(change)).await.ok();
        assert_eq!((&changed["description"], &changed["delivery"]), (&json!("Des sessions"), &push), "the rest stays");
        let whole = json!({ "stream_id": made["stream_id"], "delivery": { "method": POLL } });
        let replaced = hearer.ask(Method::PUT, STREAMS, "", Some(whole)).await.ok();
        assert_eq!(replaced["delivery"]["method"], POLL);
        assert_eq!(replaced["events_delivered"], json!([]), "what is absent goes");
        hearer.ask(Method::DELETE, STREAMS, &named(&made), None).await.assert_status(204);
        hearer.ask(Method::GET, STREAMS, &named(&made), None).await.assert_status(404);
    }
);

specification!(
    a_receiver_sees_its_own_stream_alone,
    "SSF §8.1.1 MUST: a stream of another receiver is not found",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let (one, other) = (Hearer::new(target).await, Hearer::new(target).await);
        let stream = one.stream(json!({ "method": POLL })).await;
        other.ask(Method::GET, STREAMS, &named(&stream), None).await.assert_status(404);
        other.ask(Method::DELETE, STREAMS, &named(&stream), None).await.assert_status(404);
        other.ask(Method::GET, "status_endpoint", &named(&stream), None).await.assert_status(404);
        other.verify(&stream, "x").await.assert_status(404);
        let address = stream["delivery"]["endpoint_url"].as_str().expect("an address");
        other.at(Method::POST, address, Some(json!({}))).await.assert_status(404);
        assert_eq!(one.ask(Method::GET, STREAMS, &named(&stream), None).await.ok(), stream);
    }
);

specification!(
    a_token_for_something_else_manages_no_stream,
    "SSF §8.1 MUST: the access token is for the management of streams: another purpose is 403, a person's token 401",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let token = of_its_own(&hearer.client, "mss.envoi").await;
        let other = hearer.with(token);
        let answer = other.ask(Method::GET, STREAMS, "", None).await;
        answer.assert_challenged(403, "Bearer", "insufficient_scope");
        let tokens = other.client.tokens().await;
        let token = tokens["access_token"].as_str().expect("a token").to_owned();
        let somebody = other.with(token);
        somebody.ask(Method::GET, STREAMS, "", None).await.assert_challenged(401, "Bearer", "invalid_token");
    }
);

specification!(
    a_paused_stream_holds_what_happens_and_a_disabled_one_does_not,
    "SSF §8.1.2 MUST: paused transmits nothing and holds events, disabled neither transmits nor holds",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream(json!({ "method": POLL })).await;
        let told = hearer.ask(Method::GET, "status_endpoint", &named(&stream), None).await.ok();
        assert_eq!(told["status"], "enabled");
        hearer.status(&stream, "paused").await;
        hearer.verify(&stream, "while-paused").await.assert_status(204);
        assert!(hearer.poll(&stream, &[]).await.is_empty(), "nothing is transmitted");
        hearer.status(&stream, "enabled").await;
        let (_, set) = hearer.awaited(&stream).await;
        assert_eq!(set.claims["events"][VERIFICATION]["state"], "while-paused");
        hearer.status(&stream, "disabled").await;
        hearer.status(&stream, "enabled").await;
        assert!(hearer.poll(&stream, &[]).await.is_empty(), "nothing was held");
    }
);

specification!(
    a_verification_comes_through_the_stream_with_its_state_and_not_too_often,
    "SSF §8.1.4 MUST: the verification event carries the state that was sent; too frequent requests are refused",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream(json!({ "method": POLL })).await;
        hearer.verify(&stream, "un-etat").await.assert_status(204);
        hearer.verify(&stream, "un-autre").await.assert_status(429);
        let (_, set) = hearer.awaited(&stream).await;
        assert_eq!(set.claims["events"], json!({ VERIFICATION: { "state": "un-etat" } }));
        assert_eq!(set.claims["sub_id"], json!({ "format": "opaque", "id": stream["stream_id"] }));
    }
);

specification!(
    a_stream_delivers_what_was_asked_and_is_supported,
    "SSF §8.1.1 MUST: events_delivered is a part of events_requested and of events_supported",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let asked = json!({
            "delivery": { "method": POLL }, "events_requested": [SESSION_REVOKED, "https://schemas.example/of-nobody"],
        });
        let made = hearer.ask(Method::POST, STREAMS, "", Some(asked)).await.assert_status(201).json();
        assert_eq!(made["events_delivered"], json!([SESSION_REVOKED]));
        let supported = made["events_supported"].as_array().expect("a list");
        for event in ["session-revoked", "token-claims-change", "credential-change", "assurance-level-change"] {
            let uri = format!("https://schemas.openid.net/secevent/caep/event-type/{event}");
            assert!(supported.iter().any(|known| *known == uri), "{event}");
        }
    }
);

specification!(
    what_cannot_be_read_is_refused_and_changes_nothing,
    "SSF §8.1.1 MUST: 400 for a body that cannot be parsed, or of another delivery than is supported",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        for wrong in [json!([]), json!({ "delivery": { "method": "urn:ietf:rfc:9999" } }), json!({ "delivery": "x" })] {
            let answer = hearer.ask(Method::POST, STREAMS, "", Some(wrong.clone())).await;
            assert_eq!(answer.status, 400, "{wrong}: {}", answer.body);
        }
        assert_eq!(hearer.ask(Method::GET, STREAMS, "", None).await.ok(), json!([]));
    }
);

specification!(
    a_person_can_be_left_out_and_taken_in_again,
    "SSF §8.1.3 MUST: 200 for a subject that was added, 204 for one that was removed, 404 for a stream of nobody",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream(json!({ "method": POLL })).await;
        let somebody = hearer.somebody_comes_and_goes().await;
        let of = |stream: &Value| {
            let subject = json!({ "format": "iss_sub", "iss": target.issuer, "sub": somebody.text("sub") });
            Some(json!({ "stream_id": stream, "subject": subject }))
        };
        let (id, post) = (&stream["stream_id"], Method::POST);
        hearer.ask(post.clone(), "remove_subject_endpoint", "", of(id)).await.assert_status(204);
        hearer.ask(post.clone(), "add_subject_endpoint", "", of(id)).await.assert_status(200);
        hearer.ask(post, "add_subject_endpoint", "", of(&json!("nobody-s"))).await.assert_status(404);
    }
);

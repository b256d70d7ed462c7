use reqwest::Method;

use super::{Hearer, POLL, SESSION_REVOKED};
use crate::world::*;

// requirement: S08
specification!(
    a_logout_is_told_as_a_session_that_was_revoked,
    "SSF §11.1 MUST: a security event token is typed secevent+jwt, has iss, aud, iat, jti, sub_id and one event, and neither sub nor exp",
    [ClientCredentials, EndSession],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream(json!({ "method": POLL })).await;
        let id = hearer.somebody_comes_and_goes().await;
        let (jti, set) = hearer.awaited(&stream).await;
        assert_eq!(set.headers["typ"], "secevent+jwt");
        for (name, value) in [("iss", &target.issuer), ("aud", &hearer.client.id), ("jti", &jti)] {
            assert_eq!(set.text(name), value, "{name}");
        }
        assert!((now() - set.time("iat")).abs() < 60);
        let events = set.claims["events"].as_object().expect("events");
        assert_eq!(events.keys().collect::<Vec<_>>(), [SESSION_REVOKED]);
        assert!(events[SESSION_REVOKED]["event_timestamp"].is_i64(), "{}", set.claims);
        let user = json!({ "format": "iss_sub", "iss": target.issuer, "sub": id.text("sub") });
        let session = json!({ "format": "opaque", "id": id.text("sid") });
        assert_eq!(set.claims["sub_id"], json!({ "format": "complex", "user": user, "session": session }));
        assert!(["sub", "exp", "nonce"].iter().all(|name| set.claims.get(name).is_none()), "{}", set.claims);
    }
);

specification!(
    a_signal_is_handed_out_until_it_is_acknowledged,
    "SSF §6.1.2 MUST: polling is RFC 8936: a token is handed out again until its jti is acknowledged, and never after",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream(json!({ "method": POLL })).await;
        hearer.verify(&stream, "x").await.assert_status(204);
        let (jti, _) = hearer.awaited(&stream).await;
        assert_eq!(hearer.poll(&stream, &[]).await[0].0, jti, "the same again");
        assert!(hearer.poll(&stream, &[jti]).await.is_empty());
        assert!(hearer.poll(&stream, &[]).await.is_empty());
    }
);

specification!(
    a_receiver_hears_only_of_people_who_have_a_grant_with_it,
    "SSF §9.3 MUST: a receiver is told of subjects only that it is allowed to know of",
    [ClientCredentials, EndSession],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let (one, other) = (Hearer::new(target).await, Hearer::new(target).await);
        let (stream, elsewhere) =
            (one.stream(json!({ "method": POLL })).await, other.stream(json!({ "method": POLL })).await);
        one.somebody_comes_and_goes().await;
        one.awaited(&stream).await;
        assert!(other.poll(&elsewhere, &[]).await.is_empty(), "this person never came there");
    }
);

specification!(
    nobody_polls_without_a_token,
    "SSF §6.1.2 MUST: polling requires authorization",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream(json!({ "method": POLL })).await;
        let address = stream["delivery"]["endpoint_url"].as_str().expect("an address");
        target.send(target.http.post(address).json(&json!({}))).await.assert_status(401);
        hearer.at(Method::POST, address, None).await.assert_status(400);
    }
);

use super::{CREDENTIAL_CHANGE, Hearer, POLL};
use crate::world::*;

// requirement: S08
specification!(
    a_new_phone_is_told_as_a_credential_that_changed,
    "SSF §11.1 MUST: CAEP §3.3: credential-change has credential_type and change_type, for a person who has a grant",
    [ClientCredentials],
    alone("oidc-provider has no shared signals"),
    async |target| {
        let hearer = Hearer::new(target).await;
        let stream = hearer.stream_of(json!({ "method": POLL }), CREDENTIAL_CHANGE).await;
        let tokens = hearer.client.tokens().await;
        let id = Read::of(tokens["id_token"].as_str().expect("an ID token"));
        target.phone().await.replace();
        let (_, set) = hearer.awaited(&stream).await;
        let event = &set.claims["events"][CREDENTIAL_CHANGE];
        assert!(event["credential_type"].is_string() && event["event_timestamp"].is_i64(), "{}", set.claims);
        assert!(["create", "update"].iter().any(|change| event["change_type"] == *change), "{}", set.claims);
        let user = json!({ "format": "iss_sub", "iss": target.issuer, "sub": id.text("sub") });
        assert!(set.claims["sub_id"] == user || set.claims["sub_id"]["user"] == user, "{}", set.claims);
    }
);

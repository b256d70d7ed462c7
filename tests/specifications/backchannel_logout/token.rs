use super::{enter, leave, logged_out, logout_token, told_at};
use crate::world::*;

// requirement: S04 S06
specification!(
    a_logout_token_is_posted_as_a_form_to_the_registered_address,
    "Back-Channel Logout §2.5 MUST: the OP posts logout_token, form-encoded, to the registered address of the client",
    [BackChannelLogout],
    async |target| {
        logged_out(target, "/backchannel-form").await;
        let (call, _) = logout_token(target, "/backchannel-form").await;
        assert_eq!(call.headers["content-type"], "application/x-www-form-urlencoded");
    }
);

// requirement: S06 S12
specification!(
    a_logout_token_says_who_for_whom_and_which_session,
    "Back-Channel Logout §2.4 MUST: iss, aud, iat, jti, events with the logout event, sub or sid as in the ID token",
    [BackChannelLogout],
    async |target| {
        let tokens = logged_out(target, "/backchannel-claims").await;
        let (_, token) = logout_token(target, "/backchannel-claims").await;
        let said = target.verify(&token).await;
        let id = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
        for name in ["iss", "aud", "sid"] {
            assert_eq!(said.claims[name], id.claims[name], "{name}");
        }
        assert!(said.claims["iat"].is_i64() && said.claims["jti"].is_string());
        let events = &said.claims["events"];
        assert_eq!(*events, json!({ "http://schemas.openid.net/event/backchannel-logout": {} }));
    }
);

// requirement: S06
specification!(
    a_logout_token_has_no_nonce,
    "Back-Channel Logout §2.4 MUST NOT: a nonce is not in the token, so that it is no ID token",
    [BackChannelLogout],
    async |target| {
        logged_out(target, "/backchannel-nonce").await;
        let (_, token) = logout_token(target, "/backchannel-nonce").await;
        assert!(target.verify(&token).await.claims.get("nonce").is_none());
    }
);

// requirement: S06
specification!(
    a_logout_token_has_its_own_type_and_lives_two_minutes_at_most,
    "Back-Channel Logout §2.4 SHOULD: typ is logout+jwt and exp is at most two minutes after iat",
    [BackChannelLogout],
    async |target| {
        logged_out(target, "/backchannel-type").await;
        let (_, token) = logout_token(target, "/backchannel-type").await;
        let said = target.verify(&token).await;
        assert_eq!(said.headers["typ"], "logout+jwt");
        let (from, to) = (said.claims["iat"].as_i64().expect("iat"), said.claims["exp"].as_i64().expect("exp"));
        assert!(from < to && to <= from + 120, "{from} {to}");
    }
);

// requirement: S06
specification!(
    a_logout_token_names_a_person_or_a_session_whatever_was_asked,
    "Back-Channel Logout §2.4 MUST: a logout token has sub or sid, and may have both",
    [BackChannelLogout],
    async |target| {
        let path = "/backchannel-who";
        let client = told_at(target, path, json!({ "backchannel_logout_session_required": false })).await;
        let browser = target.logged_in().await;
        let tokens = enter(&client, &browser).await;
        leave(target, &browser, &tokens).await;
        let (_, token) = logout_token(target, path).await;
        let said = target.verify(&token).await;
        let id = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
        let named: Vec<_> = ["sub", "sid"].into_iter().filter(|name| said.claims.get(name).is_some()).collect();
        assert!(!named.is_empty(), "{}", said.claims);
        for name in named {
            assert_eq!(said.claims[name], id.claims[name], "{name}");
        }
    }
);

// requirement: S06 K01
specification!(
    a_logout_token_is_signed_like_the_id_tokens_of_its_client,
    "Back-Channel Logout §2.4 MUST: the token is signed; §2.6: with the algorithm of the ID tokens, never with none",
    [BackChannelLogout],
    async |target| {
        let path = "/backchannel-alg";
        let client = told_at(target, path, json!({ "id_token_signed_response_alg": "PS256" })).await;
        let browser = target.logged_in().await;
        let tokens = enter(&client, &browser).await;
        leave(target, &browser, &tokens).await;
        let (_, token) = logout_token(target, path).await;
        assert_eq!(target.verify(&token).await.headers["alg"], "PS256");
    }
);

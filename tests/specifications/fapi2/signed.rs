use super::{assert_refused, client};
use crate::world::*;

const PROFILE: &str = "fapi2-message-signing";
const REFUSED: &[&str] = &["invalid_request_object", "invalid_request"];

// requirement: A10
specification!(
    what_is_pushed_is_signed,
    "FAPI 2.0 Message Signing §5.3.1 MUST: a signed request object is demanded at the PAR endpoint",
    [Par, Jar],
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request();
        assert_refused(&client.push(&request).await, REFUSED);
        let object = client.by_value(&request, &client.object(&request).text());
        client.authorize(&client.pushed(&object).await).await.code();
    }
);

// requirement: A10
specification!(
    an_object_lives_for_an_hour_at_most,
    "FAPI 2.0 Message Signing §5.3.1 MUST: nbf is 60 min old at most, and exp 60 min after it at most",
    [Par, Jar],
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request();
        let object = || client.object(&request);
        for wrong in [
            object().without("exp"),
            object().without("nbf"),
            object().claim("nbf", now() - 3_700),
            object().claim("exp", now() + 3_700),
            object().claim("exp", now() - 120),
        ] {
            assert_refused(&client.push(&client.by_value(&request, &wrong.text())).await, REFUSED);
        }
    }
);

// requirement: A10
specification!(
    an_object_is_for_this_server,
    "FAPI 2.0 Message Signing §5.3.1 MUST: aud is the issuer, alone or in a list",
    [Par, Jar],
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request();
        let object = || client.object(&request);
        for wrong in [object().without("aud"), object().claim("aud", "https://autre.example")] {
            assert_refused(&client.push(&client.by_value(&request, &wrong.text())).await, REFUSED);
        }
        let listed = object().claim("aud", json!([target.issuer, "https://autre.example"]));
        assert_eq!(client.push(&client.by_value(&request, &listed.text())).await.status, 201);
    }
);

// requirement: A10 K01
specification!(
    an_object_is_signed_with_an_algorithm_of_the_profile,
    "FAPI 2.0 §5.4.1 MUST: PS256, ES256 or EdDSA, and none of the others",
    [Par, Jar],
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request();
        for wrong in [
            client.object(&request).unsigned(),
            client.object(&request).signed_by(&Key::rs256()).text(),
            client.object(&request).spoiled().text(),
        ] {
            assert_refused(&client.push(&client.by_value(&request, &wrong)).await, REFUSED);
        }
    }
);

// requirement: A06
specification!(
    the_answer_is_signed_when_asked,
    "FAPI 2.0 Message Signing §5.4.1 MUST: authorization answers by JARM are supported",
    [Par, Jar, Jarm],
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request().with("response_mode", "jwt");
        let object = client.by_value(&request, &client.object(&request).text());
        let callback = client.authorize(&client.pushed(&object).await).await;
        let claims = callback.jarm(target).await;
        assert_eq!(claims.text("state"), request.get("state"));
        assert!(!claims.text("code").is_empty());
    }
);

// requirement: A10
specification!(
    an_object_may_say_its_type,
    "FAPI 2.0 Message Signing §5.3.1 MUST: an object typed oauth-authz-req+jwt is accepted, and no other kind of JWT",
    [Par, Jar],
    differs("oidc-provider reads no typ of an object"),
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request();
        let typed = |typ: &str| client.object(&request).header("typ", typ).text();
        let taken = client.push(&client.by_value(&request, &typed("oauth-authz-req+jwt"))).await;
        assert_eq!(taken.status, 201, "{}", taken.body);
        assert_refused(&client.push(&client.by_value(&request, &typed("dpop+jwt"))).await, REFUSED);
    }
);

// requirement: A10
specification!(
    what_stands_beside_the_object_is_not_used,
    "FAPI 2.0 Message Signing §5.3.1 MUST NOT: parameters outside of the object are not used (RFC 9101 §6.3)",
    [Par, Jar],
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request();
        let object = client.object(&request).text();
        let beside = client.by_value(&request, &object).with("state", "beside").with("nonce", "beside");
        let answer = client.push(&beside).await;
        if answer.status == 201 {
            let pushed = client.pushed(&client.by_value(&request, &object).with("state", "beside")).await;
            assert_eq!(client.authorize(&pushed).await.get("state"), Some(request.get("state")));
        } else {
            assert_refused(&answer, REFUSED);
        }
    }
);

// requirement: A06
specification!(
    an_error_is_signed_when_asked_too,
    "FAPI 2.0 Message Signing §5.4.1 MUST: an error leaves in the signed response that was asked for",
    [Par, Jar, Jarm],
    async |target| {
        let client = client(target, PROFILE).await;
        let request = client.request().with("response_mode", "jwt").with("prompt", "none");
        let object = client.by_value(&request, &client.object(&request).text());
        let pushed = client.pushed(&object).await;
        let callback = client.authorize_in(&target.browser(), &pushed).await;
        let claims = callback.jarm(target).await;
        assert_eq!((claims.text("error"), callback.get("error")), ("login_required", None));
    }
);

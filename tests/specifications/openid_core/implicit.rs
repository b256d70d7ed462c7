use aws_lc_rs::digest::{SHA256, digest as hash};

use crate::world::callback::Mode;
use crate::world::*;

const BOTH: &str = "id_token token";

/// Of standard OpenID Connect, with both response types that carry tokens.
async fn client(target: &'static Target) -> Client {
    let types = json!({ "grant_types": ["implicit"], "response_types": ["id_token", BOTH], "scope": "openid profile" });
    target.client_with(types).await
}

fn request(client: &Client, response_type: &str) -> Request {
    let plain = client.request().without("code_challenge").without("code_challenge_method");
    plain.with("response_type", response_type)
}

specification!(
    an_id_token_and_an_access_token_come_in_the_fragment,
    "OpenID Connect Core §3.2.2.5 MUST: access_token, token_type, id_token and state come in the fragment, and no code",
    [Implicit],
    async |target| {
        let client = client(target).await;
        for response_type in [BOTH, "token id_token"] {
            let request = request(&client, response_type);
            let callback = client.authorize(&request).await;
            assert_eq!((callback.mode, callback.get("state")), (Mode::Fragment, Some(request.get("state"))));
            assert_eq!((callback.get("token_type"), callback.get("code")), (Some("Bearer"), None));
            assert!(callback.get("expires_in").is_some_and(|life| life.parse::<u32>().is_ok_and(|life| life > 0)));
            assert_eq!(callback.get("refresh_token"), None, "RFC 6749 §4.2.2: no refresh token");
            target.userinfo(callback.get("access_token").expect("an access token")).await.ok();
            let token = target.verify(callback.get("id_token").expect("an ID token")).await;
            assert_eq!(token.text("nonce"), request.get("nonce"));
        }
    }
);

specification!(
    at_hash_ties_the_access_token_to_the_id_token,
    "OpenID Connect Core §3.2.2.10 MUST: at_hash is there when an access token is, the left half of its hash",
    [Implicit],
    async |target| {
        let client = client(target).await;
        let callback = client.authorize(&request(&client, BOTH)).await;
        let token = target.verify(callback.get("id_token").expect("an ID token")).await;
        let digest = hash(&SHA256, callback.get("access_token").expect("an access token").as_bytes());
        assert_eq!(token.text("at_hash"), b64(&digest.as_ref()[..16]));
    }
);

specification!(
    an_id_token_alone_comes_without_anything_else,
    "OpenID Connect Core §3.2.2.5 MUST: no access token is returned when response_type is id_token",
    [Implicit],
    async |target| {
        let client = client(target).await;
        let request = request(&client, "id_token");
        let callback = client.authorize(&request).await;
        assert_eq!((callback.mode, callback.get("access_token"), callback.get("code")), (Mode::Fragment, None, None));
        let token = target.verify(callback.get("id_token").expect("an ID token")).await;
        assert_eq!((token.text("nonce"), token.text("iss")), (request.get("nonce"), target.issuer.as_str()));
        assert!(token.claims["at_hash"].is_null());
    }
);

specification!(
    an_id_token_alone_tells_what_userinfo_would,
    "OpenID Connect Core §5.4 MUST: the claims of profile are in the ID token when no access token is issued",
    [Implicit],
    async |target| {
        let client = client(target).await;
        let callback = client.authorize(&request(&client, "id_token").with("scope", "openid profile")).await;
        let token = target.verify(callback.get("id_token").expect("an ID token")).await;
        assert!(!token.text("name").is_empty());
    }
);

specification!(
    an_id_token_by_the_browser_wants_a_nonce,
    "OpenID Connect Core §3.2.2.1 MUST: nonce is required, and its absence is an error",
    [Implicit],
    async |target| {
        let client = client(target).await;
        for response_type in ["id_token", BOTH] {
            let callback = client.authorize(&request(&client, response_type).without("nonce")).await;
            callback.assert_error("invalid_request");
            assert_eq!(callback.mode, Mode::Fragment, "§3.2.2.6: errors come where the tokens would have");
        }
    }
);

specification!(
    no_token_comes_in_the_query,
    "Multiple Response Types §3 MUST NOT: query is no response mode of a type that carries a token",
    [Implicit],
    async |target| {
        let client = client(target).await;
        for response_type in ["id_token", BOTH] {
            let callback = client.authorize(&request(&client, response_type).with("response_mode", "query")).await;
            callback.assert_error("invalid_request");
            assert_eq!(callback.get("id_token"), None);
        }
    }
);

specification!(
    tokens_come_by_form_when_asked,
    "Form Post §2 MUST: with response_mode=form_post the answer is posted, tokens included",
    [Implicit, FormPost],
    async |target| {
        let client = client(target).await;
        let callback = client.authorize(&request(&client, BOTH).with("response_mode", "form_post")).await;
        assert_eq!(callback.mode, Mode::FormPost);
        assert!(callback.get("id_token").is_some() && callback.get("access_token").is_some());
    }
);

// requirement: A03
specification!(
    a_client_gets_the_response_types_that_it_registered,
    "OpenID Connect Registration §2 MUST: the client restricts itself to the response types that it registered",
    [Implicit],
    differs("oidc-provider answers unauthorized_client"),
    async |target| {
        let plain = target.client().await;
        for response_type in ["id_token", BOTH] {
            let callback = plain.authorize(&request(&plain, response_type)).await;
            callback.assert_error("unsupported_response_type");
        }
        let implicit = client(target).await;
        implicit.authorize(&implicit.request()).await.assert_error("unauthorized_client");
    }
);

// requirement: T11
specification!(
    implicit_is_no_grant_of_the_token_endpoint,
    "RFC 6749 §4.2 MUST NOT: the implicit grant does not use the token endpoint",
    [Implicit],
    async |target| {
        let client = client(target).await;
        client.token(&[("grant_type", "implicit")]).await.assert_refused(400, "unsupported_grant_type");
    }
);

specification!(
    response_types_and_grants_go_together,
    "RFC 7591 §2.1 SHOULD: id_token goes with implicit, and code with authorization_code",
    [Implicit, Registration],
    differs("oidc-provider puts code in the place of an id_token without implicit"),
    async |target| {
        for (grants, types) in [
            (json!(["implicit"]), json!(["code"])),
            (json!(["authorization_code"]), json!(["id_token"])),
            (json!(["implicit"]), json!(["code token"])),
        ] {
            let asked = json!({ "redirect_uris": ["https://client.example/retour"], "grant_types": grants, "response_types": types });
            target.register(&asked).await.assert_refused(400, "invalid_client_metadata");
        }
    }
);

// requirement: A03
specification!(
    security_profiles_have_no_implicit,
    "RFC 9700 §2.1.2 SHOULD NOT: response types that carry an access token are not used where tokens are bound",
    [Implicit, Registration],
    alone("the control knows no profile at registration"),
    async |target| {
        for bound in [
            json!({ "caducee_profile": "fapi2", "token_endpoint_auth_method": "private_key_jwt" }),
            json!({ "dpop_bound_access_tokens": true }),
        ] {
            let mut asked = json!({
                "redirect_uris": ["https://client.example/retour"], "grant_types": ["implicit"],
                "response_types": ["id_token token"],
            });
            asked.as_object_mut().expect("an object").extend(bound.as_object().expect("an object").clone());
            target.register(&asked).await.assert_refused(400, "invalid_client_metadata");
        }
    }
);

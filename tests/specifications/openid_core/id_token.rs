use aws_lc_rs::digest::{SHA256, digest as hash};

use crate::world::*;

async fn id_token(client: &Client, request: &Request) -> Read {
    let tokens = client.tokens_for(request).await;
    client.target.verify(tokens["id_token"].as_str().expect("an ID token")).await
}

specification!(
    an_id_token_says_who_for_whom_and_until_when,
    "OpenID Connect Core §2 MUST: iss, sub, aud, exp and iat are there, and the token is signed",
    [],
    async |target| {
        let client = target.client().await;
        let token = id_token(&client, &client.request()).await;
        assert_eq!(token.text("iss"), target.issuer);
        assert!(!token.text("sub").is_empty() && token.text("sub").len() <= 255 && token.text("sub").is_ascii());
        let for_whom = &token.claims["aud"];
        assert!(*for_whom == client.id || *for_whom == json!([client.id]), "{for_whom}");
        assert!(token.time("exp") > now() && (now() - token.time("iat")).abs() <= 10);
    }
);

specification!(
    an_id_token_says_nothing_that_nobody_asked_for,
    "OpenID Connect Core §5.4 MUST: the scope openid alone asks for no claim of the person but sub",
    [],
    async |target| {
        let client = target.client().await;
        let token = id_token(&client, &client.request().with("scope", "openid")).await;
        let of_the_login =
            ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "azp", "at_hash", "jti", "sid"];
        for name in token.claims.as_object().expect("claims").keys() {
            assert!(of_the_login.contains(&name.as_str()), "{name}");
        }
    }
);

specification!(
    the_nonce_of_the_request_is_in_the_id_token,
    "OpenID Connect Core §2 MUST: nonce is in the ID token, the value that was sent, when it was in the request",
    [],
    async |target| {
        let client = target.client().await;
        for nonce in ["n", "é & <è>", &random()] {
            let token = id_token(&client, &client.request().with("nonce", nonce)).await;
            assert_eq!(token.text("nonce"), nonce);
        }
        let token = id_token(&client, &client.request().without("nonce")).await;
        assert!(token.claims["nonce"].is_null());
    }
);

specification!(
    an_id_token_is_signed_as_the_client_registered,
    "OpenID Connect Core §3.1.3.7 MUST: alg is the id_token_signed_response_alg of the registration",
    [],
    async |target| {
        for alg in ["RS256", "PS256", "ES256", "EdDSA"] {
            let client = target.client_with(json!({ "id_token_signed_response_alg": alg })).await;
            assert_eq!(id_token(&client, &client.request()).await.headers["alg"], alg);
        }
    }
);

specification!(
    a_client_that_says_nothing_gets_rs256,
    "OpenID Connect Core §15.1 MUST: ID tokens are signed with RS256 when nothing else is registered",
    [],
    async |target| {
        let client = target.client_with(json!({ "id_token_signed_response_alg": null })).await;
        assert_eq!(id_token(&client, &client.request()).await.headers["alg"], "RS256");
        assert!(target.offers("id_token_signing_alg_values_supported", "RS256"));
    }
);

specification!(
    no_id_token_goes_unsigned,
    "OpenID Connect Core §2 MUST NOT: ID tokens do not use none as the alg value for a code that is redeemed unless asked",
    [],
    async |target| {
        let asked = json!({
            "redirect_uris": ["https://client.example/retour"], "grant_types": ["authorization_code"],
            "token_endpoint_auth_method": "client_secret_basic", "id_token_signed_response_alg": "none",
        });
        target.register(&asked).await.assert_refused(400, "invalid_client_metadata");
    }
);

specification!(
    the_access_token_hash_is_that_of_the_access_token,
    "OpenID Connect Core §3.1.3.6 MUST: at_hash, where it is, is the left half of the hash of the access token",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let token = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
        let access = tokens["access_token"].as_str().expect("an access token");
        let half = b64(&hash(&SHA256, access.as_bytes()).as_ref()[..16]);
        assert!(token.claims["at_hash"].is_null() || token.text("at_hash") == half, "{}", token.claims);
    }
);

specification!(
    auth_time_is_there_when_it_is_asked_for,
    "OpenID Connect Core §2 MUST: auth_time is in the ID token when max_age is requested or require_auth_time is registered",
    [],
    async |target| {
        let client = target.client().await;
        let token = id_token(&client, &client.request().with("max_age", "10000")).await;
        assert!((now() - 3_600..=now() + 1).contains(&token.time("auth_time")), "{}", token.claims);
        let client = target.client_with(json!({ "require_auth_time": true })).await;
        id_token(&client, &client.request()).await.time("auth_time");
    }
);

specification!(
    a_default_max_age_counts_like_one_in_the_request,
    "OpenID Connect Core §3.1.2.1 MUST: with max_age, from the registration too, auth_time is in the ID token",
    [],
    async |target| {
        let client = target.client_with(json!({ "default_max_age": 10_000 })).await;
        id_token(&client, &client.request()).await.time("auth_time");
    }
);

specification!(
    a_refreshed_id_token_is_of_the_same_person_and_login,
    "OpenID Connect Core §12.2 MUST: iss, sub, aud and auth_time are the same, iat is new, nonce is not another one",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("max_age", "10000");
        let tokens = client.tokens_for(&request).await;
        let first = target.verify(tokens["id_token"].as_str().expect("an ID token")).await;
        let refreshed = client.refresh(tokens["refresh_token"].as_str().expect("a refresh token")).await.ok();
        let Some(second) = refreshed["id_token"].as_str() else { return };
        let second = target.verify(second).await;
        for claim in ["iss", "sub", "aud", "azp"] {
            assert_eq!(first.claims[claim], second.claims[claim], "{claim}");
        }
        assert!(second.time("iat") >= first.time("iat"));
        assert_eq!(second.time("auth_time"), first.time("auth_time"));
        assert!(second.claims["nonce"].is_null() || second.claims["nonce"] == first.claims["nonce"]);
    }
);

specification!(
    the_token_answer_of_a_login_has_an_id_token,
    "OpenID Connect Core §3.1.3.3 MUST: id_token is in the token response, token_type is Bearer",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        assert!(tokens["id_token"].is_string());
        assert_eq!(tokens["token_type"], "Bearer");
    }
);

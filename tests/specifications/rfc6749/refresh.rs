use crate::world::*;

specification!(
    a_refresh_token_gives_a_new_access_token,
    "RFC 6749 §6 MUST: a valid and authorized refresh request gives an access token",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let refreshed = client.refresh(tokens["refresh_token"].as_str().expect("a refresh token")).await.ok();
        assert!(refreshed["access_token"].is_string());
        assert_ne!(refreshed["access_token"], tokens["access_token"]);
    }
);

// requirement: T04
specification!(
    a_refresh_token_serves_its_client_only,
    "RFC 6749 §6 MUST: the refresh token was issued to the authenticated client",
    [],
    async |target| {
        let (client, other) = (target.client().await, target.client().await);
        let tokens = client.tokens().await;
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        other.refresh(refresh).await.assert_refused(400, "invalid_grant");
        client.refresh(refresh).await.ok();
    }
);

// requirement: T04
specification!(
    a_scope_does_not_grow_by_refreshing,
    "RFC 6749 §6 MUST NOT: the requested scope does not include any that was not originally granted",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", "openid profile")];
        client.token(&pairs).await.assert_refused(400, "invalid_scope");
    }
);

specification!(
    a_scope_may_shrink_by_refreshing,
    "RFC 6749 §6 MAY: a narrower scope is asked, and the answer says it",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens_for(&client.request().with("scope", "openid profile")).await;
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", "openid")];
        assert_eq!(client.token(&pairs).await.ok()["scope"], "openid");
    }
);

specification!(
    a_refresh_token_that_was_never_given_is_refused,
    "RFC 6749 §5.2 MUST: invalid_grant when the refresh token is invalid",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token").to_owned();
        for token in [random(), access] {
            client.refresh(&token).await.assert_refused(400, "invalid_grant");
        }
        client.token(&[("grant_type", "refresh_token")]).await.assert_refused(400, "invalid_request");
    }
);

specification!(
    a_client_refreshes_as_it_authenticates,
    "RFC 6749 §6 MUST: confidential clients authenticate when they refresh",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        let call = client.call("token_endpoint").stranger().pair("client_id", &client.id);
        let answer = call.pair("grant_type", "refresh_token").pair("refresh_token", refresh).send().await;
        answer.assert_refused(401, "invalid_client");
    }
);

// requirement: T04
specification!(
    a_refresh_token_that_was_replaced_and_comes_again_ends_them_all,
    "RFC 9700 §4.14.2 MUST: refresh tokens of public clients are rotated or bound; the reuse of an old one ends the grant",
    [],
    async |target| {
        let client = target.public_client().await;
        let refresh_token = |answer: &Value| answer["refresh_token"].as_str().expect("a refresh token").to_owned();
        let first = refresh_token(&client.tokens().await);
        let second = refresh_token(&client.refresh(&first).await.ok());
        let third = refresh_token(&client.refresh(&second).await.ok());
        assert!(first != second && second != third);
        client.refresh(&first).await.assert_refused(400, "invalid_grant");
        client.refresh(&third).await.assert_refused(400, "invalid_grant");
    }
);

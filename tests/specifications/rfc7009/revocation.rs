use crate::world::*;

specification!(
    a_revoked_access_token_serves_no_more,
    "RFC 7009 §2 MUST: the token is invalidated at once and cannot be used again",
    [Revocation],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        client.userinfo(access).await.assert_status(200);
        client.revoke(access).await.assert_status(200);
        client.userinfo(access).await.assert_status(401);
    }
);

specification!(
    a_revoked_refresh_token_serves_no_more,
    "RFC 7009 §2 MUST: revocation of refresh tokens is supported",
    [Revocation],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let refresh = tokens["refresh_token"].as_str().expect("a token");
        client.revoke(refresh).await.assert_status(200);
        client.refresh(refresh).await.assert_refused(400, "invalid_grant");
    }
);

specification!(
    with_a_refresh_token_go_its_access_tokens,
    "RFC 7009 §2.1 SHOULD: revoking a refresh token invalidates the access tokens of the same grant",
    [Revocation],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        client.revoke(tokens["refresh_token"].as_str().expect("a token")).await.assert_status(200);
        client.userinfo(tokens["access_token"].as_str().expect("a token")).await.assert_status(401);
    }
);

specification!(
    a_token_that_nobody_knows_is_revoked_already,
    "RFC 7009 §2.2 MUST: an invalid token does not cause an error: 200",
    [Revocation],
    async |target| {
        let client = target.client().await;
        client.revoke(&random()).await.assert_status(200);
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        client.revoke(access).await.assert_status(200);
        client.revoke(access).await.assert_status(200);
    }
);

specification!(
    a_token_of_another_client_is_left_alone,
    "RFC 7009 §2.1 MUST: a token that was issued to another client is not revoked; Caducée answers as to an unknown one, oidc-provider with an error",
    [Revocation],
    async |target| {
        let (client, other) = (target.client().await, target.client().await);
        let tokens = client.tokens().await;
        let unknown = other.revoke(&random()).await;
        for kind in ["access_token", "refresh_token"] {
            let answer = other.revoke(tokens[kind].as_str().expect("a token")).await;
            match target.name {
                "caducee" => assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body), "{kind}"),
                _ => drop(answer.assert_refused(400, "invalid_request")),
            }
        }
        client.userinfo(tokens["access_token"].as_str().expect("a token")).await.assert_status(200);
        client.refresh(tokens["refresh_token"].as_str().expect("a token")).await.ok();
    }
);

specification!(
    a_wrong_hint_does_no_harm,
    "RFC 7009 §2.1 MUST: if the token is not found by the hint, the search goes on over all token types",
    [Revocation],
    async |target| {
        let client = target.client().await;
        for hint in ["refresh_token", "access_token", "autre_chose"] {
            let tokens = client.tokens().await;
            let access = tokens["access_token"].as_str().expect("a token");
            let call = client.call("revocation_endpoint").pair("token", access).pair("token_type_hint", hint);
            call.send().await.assert_status(200);
            client.userinfo(access).await.assert_status(401);
        }
    }
);

specification!(
    whoever_revokes_authenticates,
    "RFC 7009 §2.1 MUST: the server validates the client's credentials first",
    [Revocation],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        let call = client.call("revocation_endpoint").stranger().pair("client_id", &client.id).pair("token", access);
        call.send().await.assert_refused(401, "invalid_client");
        client.userinfo(access).await.assert_status(200);
    }
);

specification!(a_revocation_names_a_token, "RFC 7009 §2.1 MUST: token is required", [Revocation], async |target| {
    let client = target.client().await;
    client.call("revocation_endpoint").send().await.assert_refused(400, "invalid_request");
});

specification!(
    a_public_client_revokes_its_own,
    "RFC 7009 §5 MUST: a client that cannot authenticate is still checked against the token",
    [Revocation],
    async |target| {
        let (client, other) = (target.public_client().await, target.public_client().await);
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        other.revoke(access).await;
        client.userinfo(access).await.assert_status(200);
        client.revoke(access).await.assert_status(200);
        client.userinfo(access).await.assert_status(401);
    }
);

use crate::world::*;

specification!(
    a_live_token_is_active_and_says_whose_it_is,
    "RFC 7662 §2.2 MUST: active is there, a boolean, true for a live token of this server",
    [Introspection],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let answer = client.introspect(tokens["access_token"].as_str().expect("a token")).await;
        let said = answer.ok();
        assert!(answer.is_json());
        assert_eq!((&said["active"], &said["client_id"]), (&json!(true), &json!(client.id)));
        assert!(said["exp"].as_i64().is_some_and(|exp| exp > now()), "{said}");
        assert!(said["scope"].as_str().is_some_and(|scope| scope.split(' ').any(|word| word == "openid")), "{said}");
    }
);

specification!(
    a_token_that_is_not_active_says_nothing_else,
    "RFC 7662 §2.2 SHOULD NOT: nothing but active=false is said of a token that is not active, whatever the reason",
    [Introspection],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        client.revoke(access).await.assert_status(200);
        let spoiled = format!("{}x", &access[..access.len() - 1]);
        for token in [access.to_owned(), random(), spoiled, "x.y.z".to_owned()] {
            assert_eq!(client.introspect(&token).await.ok(), json!({ "active": false }));
        }
    }
);

specification!(
    a_token_is_active_again_for_nobody_after_its_session_ends,
    "RFC 7662 §4 MUST: a token that was revoked is not active",
    [Introspection, Revocation],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let refresh = tokens["refresh_token"].as_str().expect("a token");
        client.revoke(refresh).await.assert_status(200);
        assert_eq!(client.introspect(refresh).await.ok()["active"], false);
        assert_eq!(client.introspect(tokens["access_token"].as_str().expect("a token")).await.ok()["active"], false);
    }
);

specification!(
    strangers_learn_nothing,
    "RFC 7662 §2.1 MUST: the endpoint requires some form of authorization, so that tokens cannot be scanned",
    [Introspection],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        let call = client.call("introspection_endpoint").stranger().pair("token", access);
        let answer = call.pair("client_id", &client.id).send().await;
        answer.assert_refused(401, "invalid_client");
    }
);

specification!(
    a_caller_that_may_not_see_a_token_is_told_it_is_not_active,
    "RFC 7662 §2.2 MUST: a caller that is not allowed to know of this token gets active=false",
    [Introspection],
    differs("oidc-provider lets every confidential client introspect every token"),
    async |target| {
        let (client, other) = (target.client().await, target.client().await);
        let tokens = client.tokens().await;
        let answer = other.introspect(tokens["access_token"].as_str().expect("a token")).await;
        assert_eq!(answer.ok(), json!({ "active": false }));
    }
);

specification!(
    an_introspection_names_a_token,
    "RFC 7662 §2.1 MUST: token is required",
    [Introspection],
    async |target| {
        let client = target.client().await;
        client.call("introspection_endpoint").send().await.assert_refused(400, "invalid_request");
    }
);

specification!(
    introspection_comes_by_post,
    "RFC 7662 §2.1 MUST: the protected resource calls the endpoint by POST",
    [Introspection],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        let answer = target.get(format!("{}?token={access}", target.endpoint("introspection_endpoint"))).await;
        assert!((400..500).contains(&answer.status), "{}: {}", answer.status, answer.body);
    }
);

specification!(
    a_wrong_hint_does_no_harm,
    "RFC 7662 §2.1 MUST: if the token is not found by the hint, the search goes on over all token types",
    [Introspection],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let access = tokens["access_token"].as_str().expect("a token");
        let call = client.call("introspection_endpoint").pair("token", access);
        assert_eq!(call.pair("token_type_hint", "refresh_token").send().await.ok()["active"], true);
    }
);

specification!(
    an_access_token_ends_by_itself_and_its_successor_lives,
    "RFC 7662 §4 MUST: a token that has expired is not active; RFC 6750 §3.1: a resource answers it 401 with invalid_token",
    [Introspection],
    alone("the clock of oidc-provider is the machine's"),
    async |_| {
        let later = Later::start().await;
        let target = later.target;
        let client = target.secret_client().await;
        let browser = target.logged_in().await;
        let request = client.request();
        let callback = client.authorize_in(&browser, &request).await;
        let tokens = client.redeem(&callback, &request).await.ok();
        let text = |tokens: &Value, name: &str| tokens[name].as_str().expect("a token").to_owned();
        let access = text(&tokens, "access_token");
        target.userinfo(&access).await.assert_status(200);
        assert_eq!(client.introspect(&access).await.ok()["active"], true);
        later.six_minutes().await;
        target.userinfo(&access).await.assert_challenged(401, "Bearer", "invalid_token");
        assert_eq!(client.introspect(&access).await.ok(), json!({ "active": false }));
        let next = client.refresh(&text(&tokens, "refresh_token")).await.ok();
        target.userinfo(&text(&next, "access_token")).await.assert_status(200);
    }
);

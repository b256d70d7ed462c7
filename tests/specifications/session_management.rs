//! OpenID Connect Session Management 1.0.

// requirement: S12
specification!(
    the_frame_of_the_provider_may_be_framed_and_holds_no_inline_script,
    "Session Management §3.3 MUST: check_session_iframe is a page that a client's page can frame",
    [SessionManagement],
    alone("oidc-provider has no session management any more"),
    async |target| {
        let page = target.get(target.endpoint("check_session_iframe")).await;
        assert_eq!(page.status, 200);
        let origin = |url: &str| url.split('/').take(3).collect::<Vec<_>>().join("/");
        let frame = target.endpoint("check_session_iframe");
        assert_eq!(origin(&frame), origin(&target.issuer), "messages come from the issuer");
        assert_eq!(page.header("x-frame-options"), "");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors https:") && !policy.contains("unsafe"), "{policy}");
        assert!(page.body.contains("<script src=\"/assets/etat-session.js"));
    }
);

// requirement: S12
specification!(
    an_authorization_response_says_the_session_state,
    "Session Management §2 MUST: session_state is in the answer, without a space in it",
    [SessionManagement],
    alone("oidc-provider has no session management any more"),
    async |target| {
        let client = target.client().await;
        let callback = client.authorize(&client.request()).await;
        let state = callback.get("session_state").expect("a session_state");
        let (hash, salt) = state.split_once('.').expect("a hash and its salt");
        assert!(hash.len() == 64 && !salt.is_empty() && !state.contains(' '));
    }
);

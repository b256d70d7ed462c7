use crate::world::*;

specification!(
    the_hint_of_the_person_who_is_there_is_answered,
    "OpenID Connect Core §3.1.2.1 MUST: a positive answer to an id_token_hint is of the person it names",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let hint = tokens["id_token"].as_str().expect("an ID token");
        let request = client.request().with("id_token_hint", hint).with("prompt", "none");
        let again = client.tokens_for(&request).await;
        let (first, second) = (Read::of(hint), Read::of(again["id_token"].as_str().expect("an ID token")));
        assert_eq!(first.text("sub"), second.text("sub"));
    }
);

// requirement: A20
specification!(
    a_hint_that_the_provider_did_not_sign_is_refused,
    "OpenID Connect Core §3.1.2.1 MUST: the issuer of an id_token_hint is this provider",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let hint = Read::of(tokens["id_token"].as_str().expect("an ID token"));
        let mut forged = Jwt::new(&Key::es256()).header("kid", hint.headers["kid"].clone());
        forged.claims = hint.claims;
        for hint in [forged.text(), forged.unsigned(), "x.y.z".to_owned()] {
            let request = client.request().with("id_token_hint", hint).with("prompt", "none");
            let callback = client.authorize(&request).await;
            assert!(callback.get("code").is_none() && callback.get("error").is_some(), "{:?}", callback.params);
        }
    }
);

specification!(
    a_login_hint_is_a_hint,
    "OpenID Connect Core §3.1.2.1 MAY: login_hint is left to the provider, and a session that is there answers",
    [],
    async |target| {
        let client = target.client().await;
        client.authorize(&client.request().with("login_hint", "quelqu'un \"><script>")).await.code();
    }
);

use crate::world::*;

specification!(
    requests_come_by_get_and_by_post,
    "OpenID Connect Core §3.1.2.1 MUST: the authorization endpoint takes GET and POST",
    [],
    async |target| {
        let client = target.client().await;
        client.authorize(&client.request()).await.code();
        let request = client.request();
        let browser = target.session().await;
        let posted = browser.http.post(target.endpoint("authorization_endpoint")).form(&request.pairs);
        let answer = browser.follow(Answer::of(posted).await, client.redirect_uri()).await;
        assert_eq!(answer.callback().get("state"), Some(request.get("state")));
    }
);

specification!(
    display_and_locales_never_stop_a_request,
    "OpenID Connect Core §15.1 MUST NOT: display, ui_locales, claims_locales and acr_values cause no error when not supported",
    [],
    async |target| {
        let client = target.client().await;
        let request =
            client.request().with("display", "touch").with("ui_locales", "se-NO fr").with("claims_locales", "se");
        client.authorize(&request).await.code();
    }
);

specification!(
    a_maximum_age_is_a_number,
    "OpenID Connect Core §3.1.2.6 MUST: a parameter that is not of its form is refused with invalid_request",
    [],
    async |target| {
        let client = target.client().await;
        for age in ["demain", "-1", "1.5"] {
            client.authorize(&client.request().with("max_age", age)).await.assert_error("invalid_request");
        }
    }
);

specification!(
    a_registration_object_is_not_taken,
    "OpenID Connect Core §3.1.2.6 MUST: registration_not_supported when the registration parameter is not supported",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("registration", "{\"client_name\":\"autre\"}");
        client.authorize(&request).await.assert_error("registration_not_supported");
    }
);

specification!(
    an_unknown_scope_word_does_not_become_a_right,
    "OpenID Connect Core §3.1.2.1 SHOULD: scope values that are not understood give nothing: Caducée refuses them, as RFC 6749 §3.3 allows",
    [],
    async |target| {
        let client = target.client().await;
        let request = client.request().with("scope", "openid mot_que_personne_ne_connait");
        let callback = client.authorize(&request).await;
        if target.name == "caducee" || callback.get("error").is_some() {
            callback.assert_error("invalid_scope");
        } else {
            let tokens = client.redeem(&callback, &request).await.ok();
            assert_eq!(tokens["scope"], "openid");
        }
    }
);

use crate::world::*;

const WORD: &str = "invalid_request_object";

/// An object that is refused: at the client, where a whole request stands beside it (OpenID Connect Core §6.1); alone, by a
/// page, or at the client too, when what the object says is believed so far.
async fn refused(client: &Client, object: &str) {
    let browser = client.target.session().await;
    client.authorize(&client.request().with("request", object)).await.assert_error(WORD);
    let alone = client.by_value(&client.request(), object);
    match browser.go(client.address(&alone), client.redirect_uri()).await {
        Outcome::Callback(callback) => drop(callback.assert_error(WORD)),
        Outcome::Page(page) => drop(page.assert_status(400)),
    }
}

// requirement: A10
specification!(
    a_signed_object_is_a_request,
    "RFC 9101 §5.1 MUST: request holds the whole request, signed by the client",
    [Jar],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        let callback = client.authorize(&client.by_value(&request, &client.object(&request).text())).await;
        assert_eq!(callback.get("state"), Some(request.get("state")));
        client.redeem(&callback, &request).await.ok();
    }
);

// requirement: A11
specification!(
    what_stands_outside_the_object_is_not_used,
    "RFC 9101 §6.3 MUST: only the parameters of the object are used, even if the query has the same",
    [Jar],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        let object = client.object(&request).text();
        let outside = client.by_value(&request, &object).and("state", "dehors").and("nonce", "dehors");
        let callback = client.authorize(&outside.and("response_type", "code")).await;
        assert_eq!(callback.get("state"), Some(request.get("state")));
        let tokens = client.redeem(&callback, &request).await.ok();
        let id_token = target.verify(tokens["id_token"].as_str().expect("a string")).await;
        assert_eq!(id_token.text("nonce"), request.get("nonce"));
    }
);

// requirement: A11
specification!(
    a_parameter_that_is_outside_only_is_absent,
    "RFC 9101 §6.3 MUST: a parameter that the object does not hold is not taken from the query",
    [Jar],
    async |target| {
        let client = target.client().await;
        let request = client.request();
        let object = client.object(&request).without("state").text();
        let callback = client.authorize(&client.by_value(&request, &object).and("state", "dehors")).await;
        callback.code();
        assert_eq!(callback.get("state"), None);
    }
);

// requirement: A10 K01
specification!(
    an_object_without_the_client_s_signature_is_refused,
    "RFC 9101 §6.2 MUST: the signature is validated with a key of the client",
    [Jar],
    async |target| {
        let client = target.client().await;
        let object = || client.object(&client.request());
        refused(&client, &object().spoiled().text()).await;
        refused(&client, &object().signed_by(&Key::es256()).text()).await;
        refused(&client, &object().signed_by(&Key::rs256()).text()).await;
        refused(&client, "ceci.n'est.pas").await;
    }
);

// requirement: A10 K01
specification!(
    an_unsigned_object_is_refused,
    "RFC 9101 §10.2 MUST: an object whose alg is none proves nobody",
    [Jar],
    async |target| {
        let client = target.client().await;
        refused(&client, &client.object(&client.request()).unsigned()).await;
    }
);

// requirement: A10
specification!(
    an_object_for_another_server_is_refused,
    "RFC 9101 §4 SHOULD: aud is the issuer, and an object for another one is refused",
    [Jar],
    async |target| {
        let client = target.client().await;
        let object = || client.object(&client.request());
        refused(&client, &object().claim("aud", "https://autre.example").text()).await;
        refused(&client, &object().claim("aud", json!(["https://autre.example"])).text()).await;
    }
);

// requirement: A10
specification!(
    an_object_of_another_client_is_refused,
    "RFC 9101 §5 MUST: client_id in the object and in the request are the same, and iss is the client",
    [Jar],
    async |target| {
        let client = target.client().await;
        let object = || client.object(&client.request());
        refused(&client, &object().claim("iss", "quelqu-un").text()).await;
        refused(&client, &object().claim("client_id", "quelqu-un").text()).await;
    }
);

// requirement: A10 K04
specification!(an_object_has_its_time, "RFC 9101 §6.2 MUST: exp and nbf of the object hold", [Jar], async |target| {
    let client = target.client().await;
    let object = || client.object(&client.request());
    refused(&client, &object().claim("exp", now() - 120).text()).await;
    refused(&client, &object().claim("nbf", now() + 300).text()).await;
});

// requirement: A10
specification!(
    an_object_holds_no_object,
    "RFC 9101 §4 MUST NOT: request and request_uri are not inside an object",
    [Jar],
    async |target| {
        let client = target.client().await;
        let object = || client.object(&client.request());
        refused(&client, &object().claim("request_uri", "https://client.example/objet").text()).await;
        refused(&client, &object().claim("request", object().text()).text()).await;
    }
);

// requirement: K03
specification!(
    another_kind_of_token_is_no_request,
    "RFC 9101 §10.8 MUST: a JWT of another explicit type is not a request object",
    [Jar],
    differs("oidc-provider does not look at typ of request objects"),
    async |target| {
        let client = target.client().await;
        for typ in ["dpop+jwt", "at+jwt", "logout+jwt"] {
            refused(&client, &client.object(&client.request()).header("typ", typ).text()).await;
        }
    }
);

// requirement: A10
specification!(
    the_registered_algorithm_is_the_only_one,
    "RFC 9101 §10.5 MUST: an object signed with another algorithm than request_object_signing_alg is refused",
    [Jar],
    async |target| {
        let client = target.client_with(json!({ "request_object_signing_alg": "PS256" })).await;
        refused(&client, &client.object(&client.request()).text()).await;
    }
);

// requirement: A10
specification!(
    a_client_that_must_sign_is_refused_otherwise,
    "RFC 9101 §10.5 MUST: with require_signed_request_object, a plain request is refused",
    [Jar],
    async |target| {
        let client = target.client_with(json!({ "require_signed_request_object": true })).await;
        client.authorize(&client.request()).await.assert_error("invalid_request");
        let request = client.request();
        client.authorize(&client.by_value(&request, &client.object(&request).text())).await.code();
    }
);

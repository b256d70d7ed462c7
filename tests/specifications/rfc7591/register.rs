use crate::world::*;

/// Metadata with nothing wrong.
fn plain() -> Value {
    json!({ "redirect_uris": ["https://client.example/retour"], "client_name": "Un client d'essai" })
}

fn with(member: &str, value: Value) -> Value {
    let mut metadata = plain();
    metadata[member] = value;
    metadata
}

specification!(
    a_registration_answers_201_with_the_identifier,
    "RFC 7591 §3.2.1 MUST: 201, application/json, client_id, all registered metadata",
    [Registration],
    async |target| {
        let answer = target.register(&plain()).await;
        answer.assert_status(201);
        assert!(answer.is_json() && answer.header("cache-control").contains("no-store"));
        let told = answer.json();
        assert!(told["client_id"].as_str().is_some_and(|id| !id.is_empty()));
        assert_eq!(told["redirect_uris"], plain()["redirect_uris"]);
        assert_eq!(told["client_name"], plain()["client_name"]);
        assert_eq!(told["grant_types"], json!(["authorization_code"]));
        assert_eq!(told["response_types"], json!(["code"]));
        assert_eq!(told["token_endpoint_auth_method"], "client_secret_basic");
    }
);

specification!(
    a_secret_comes_with_its_end,
    "RFC 7591 §3.2.1 MUST: client_secret_expires_at beside client_secret, 0 for never",
    [Registration],
    async |target| {
        let told = target.register(&plain()).await.ok();
        assert!(told["client_secret"].as_str().is_some_and(|secret| secret.len() >= 43));
        assert_eq!(told["client_secret_expires_at"], 0);
        assert!(told["client_id_issued_at"].as_i64().is_some_and(|at| at > 1_700_000_000));
    }
);

specification!(
    two_registrations_are_two_clients,
    "RFC 7591 §3.2.1 MUST: client_id is unique at the server",
    [Registration],
    async |target| {
        let (one, other) = (target.register(&plain()).await.ok(), target.register(&plain()).await.ok());
        assert_ne!(one["client_id"], other["client_id"]);
        assert_ne!(one["client_secret"], other["client_secret"]);
    }
);

specification!(
    members_that_are_not_understood_are_ignored,
    "RFC 7591 §2 MUST: metadata that the server does not understand is ignored",
    [Registration],
    async |target| {
        let told = target.register(&with("favourite_colour", json!("vert"))).await.ok();
        assert!(told.get("favourite_colour").is_none());
    }
);

specification!(
    keys_come_by_one_way,
    "RFC 7591 §2 MUST NOT: jwks_uri and jwks are not both present",
    [Registration],
    async |target| {
        let mut metadata = with("jwks_uri", json!("https://client.example/jwks"));
        metadata["jwks"] = json!({ "keys": [Key::es256().public()] });
        target.register(&metadata).await.assert_refused(400, "invalid_client_metadata");
    }
);

// requirement: C09 A24
specification!(
    a_redirect_uri_that_cannot_be_trusted_is_refused,
    "RFC 7591 §3.2.2 MUST: invalid_redirect_uri for an invalid redirect URI",
    [Registration],
    async |target| {
        for uri in ["https://client.example/retour#x", "not an address", "/retour"] {
            target.register(&with("redirect_uris", json!([uri]))).await.assert_refused(400, "invalid_redirect_uri");
        }
    }
);

specification!(
    a_value_that_is_not_supported_is_refused,
    "RFC 7591 §3.2.2 MUST: invalid_client_metadata for an invalid member",
    [Registration],
    async |target| {
        for (member, value) in [
            ("token_endpoint_auth_method", json!("tattoo")),
            ("grant_types", json!(["authorization_code", "telepathy"])),
            ("response_types", json!(["everything"])),
            ("id_token_signed_response_alg", json!("XX999")),
            ("contacts", json!("dsi@client.example")),
        ] {
            target.register(&with(member, value)).await.assert_refused(400, "invalid_client_metadata");
        }
    }
);

// requirement: C09
specification!(
    nobody_registers_without_the_initial_access_token,
    "RFC 7591 §3.1 MUST: the initial access token is presented where the server demands one",
    [Registration],
    async |target| {
        let endpoint = target.endpoint("registration_endpoint");
        let none = target.send(target.http.post(&endpoint).json(&plain())).await;
        assert!(matches!(none.status, 400 | 401), "{}", none.body);
        let wrong = target.send(target.http.post(&endpoint).bearer_auth("wrong").json(&plain())).await;
        wrong.assert_refused(401, "invalid_token");
    }
);

specification!(
    a_registered_client_logs_somebody_in,
    "RFC 7591 §3 MUST: the identifier that was issued serves at the other endpoints",
    [Registration],
    async |target| {
        let client = target.secret_client().await;
        assert!(client.tokens().await["id_token"].is_string());
    }
);

use crate::world::*;

/// A client, its address and its token.
struct Managed {
    told: Value,
    uri: String,
    token: String,
}

async fn managed(target: &'static Target) -> Managed {
    let metadata = json!({ "redirect_uris": ["https://client.example/retour"], "client_name": "Avant" });
    let told = target.register(&metadata).await.ok();
    let text = |member: &str| told[member].as_str().unwrap_or_else(|| panic!("no {member}")).to_owned();
    Managed { uri: text("registration_client_uri"), token: text("registration_access_token"), told }
}

impl Managed {
    async fn read(&self, target: &Target, token: &str) -> Answer {
        target.send(target.http.get(&self.uri).bearer_auth(token)).await
    }

    async fn put(&self, target: &Target, metadata: &Value) -> Answer {
        target.send(target.http.put(&self.uri).bearer_auth(&self.token).json(metadata)).await
    }
}

specification!(
    a_client_reads_its_registration,
    "RFC 7592 §2.1 MUST: 200 with the current registration and its access token",
    [Registration],
    async |target| {
        let client = managed(target).await;
        let told = client.read(target, &client.token).await.assert_status(200).json();
        assert_eq!(told["client_id"], client.told["client_id"]);
        assert_eq!(told["client_name"], "Avant");
        assert!(told["registration_access_token"].is_string() && told["registration_client_uri"].is_string());
    }
);

// requirement: C09
specification!(
    the_token_of_another_client_is_refused,
    "RFC 7592 §2 MUST: the registration access token is bound to its client; 401 otherwise",
    [Registration],
    async |target| {
        let (one, other) = (managed(target).await, managed(target).await);
        one.read(target, &other.token).await.assert_status(401);
        one.read(target, "wrong").await.assert_status(401);
        let stolen = target.send(target.http.delete(&one.uri).bearer_auth(&other.token)).await;
        stolen.assert_status(401);
        one.read(target, &one.token).await.assert_status(200);
    }
);

specification!(
    a_new_registration_replaces_the_whole_of_the_old_one,
    "RFC 7592 §2.2 MUST: values that are left out are removed, or become the defaults",
    [Registration],
    async |target| {
        let client = managed(target).await;
        let metadata = json!({
            "client_id": client.told["client_id"], "redirect_uris": ["https://client.example/ailleurs"],
        });
        let told = client.put(target, &metadata).await.assert_status(200).json();
        assert_eq!(told["redirect_uris"], metadata["redirect_uris"]);
        assert_ne!(told["client_name"], "Avant");
        assert_eq!(told["client_id"], client.told["client_id"]);
    }
);

specification!(
    a_client_is_not_renamed,
    "RFC 7592 §2.2 MUST: client_id is sent and is that of the client",
    [Registration],
    async |target| {
        let client = managed(target).await;
        for id in [json!("another"), Value::Null] {
            let mut metadata = json!({ "redirect_uris": ["https://client.example/retour"] });
            if !id.is_null() {
                metadata["client_id"] = id;
            }
            client.put(target, &metadata).await.assert_status(400);
        }
    }
);

specification!(
    a_client_does_not_choose_its_secret,
    "RFC 7592 §2.2 MUST NOT: a client_secret that is sent is the current one",
    [Registration],
    async |target| {
        let client = managed(target).await;
        let mut metadata = json!({
            "client_id": client.told["client_id"], "redirect_uris": ["https://client.example/retour"],
            "client_secret": "chosen by the client, and long enough to be a good one",
        });
        client.put(target, &metadata).await.assert_status(400);
        metadata["client_secret"] = client.told["client_secret"].clone();
        client.put(target, &metadata).await.assert_status(200);
    }
);

specification!(
    a_member_that_the_server_alone_gives_is_not_sent,
    "RFC 7592 §2.2 MUST NOT: registration_access_token, registration_client_uri, client_secret_expires_at and client_id_issued_at are not in an update",
    [Registration],
    async |target| {
        let client = managed(target).await;
        let metadata = json!({
            "client_id": client.told["client_id"], "redirect_uris": ["https://client.example/retour"],
        });
        let given =
            ["registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at"];
        for member in given {
            let mut with = metadata.clone();
            with[member] = client.told[member].clone();
            assert!(!with[member].is_null(), "{member} was given: {}", client.told);
            let answer = client.put(target, &with).await;
            answer.assert_refused_as(400, &["invalid_client_metadata", "invalid_request"]);
        }
        client.put(target, &metadata).await.assert_status(200);
    }
);

specification!(
    a_client_that_is_removed_is_known_no_more,
    "RFC 7592 §2.3 MUST: 204; the client, its secret and its access token are invalid at once",
    [Registration],
    async |target| {
        let client = managed(target).await;
        let holder = Client::new(target, Key::es256(), client.told.clone());
        let nothing = [("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", holder.redirect_uri())];
        holder.token(&nothing).await.assert_refused_as(400, &["invalid_grant", "invalid_request"]);
        let removed = target.send(target.http.delete(&client.uri).bearer_auth(&client.token)).await;
        removed.assert_status(204);
        client.read(target, &client.token).await.assert_status(401);
        holder.token(&nothing).await.assert_refused(401, "invalid_client");
    }
);

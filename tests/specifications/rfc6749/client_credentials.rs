use crate::world::*;

/// A service behind which a legal person stands.
async fn service(target: &'static Target) -> Client {
    let legal = json!({
        "struct_id_nat": "1690990114", "raison_sociale": "EHPAD FICTIF LES TILLEULS", "purposes": ["mss.envoi"],
    });
    let metadata = json!({
        "redirect_uris": [], "response_types": [], "grant_types": ["client_credentials"], "caducee_legal_person": legal,
        "caducee_access_token_format": "at_jwt",
    });
    target.client_with(metadata).await
}

async fn own(client: &Client, scope: Option<&str>) -> Answer {
    let mut pairs = vec![("grant_type", "client_credentials")];
    pairs.extend(scope.map(|scope| ("scope", scope)));
    client.token(&pairs).await
}

// requirement: T12
specification!(
    a_service_in_its_own_name_gets_an_access_token_and_nothing_of_a_person,
    "RFC 6749 §4.4.3 SHOULD NOT: a refresh token is not included; nor is anything that names a person",
    [ClientCredentials],
    async |target| {
        let tokens = own(&service(target).await, None).await.ok();
        assert!(tokens["access_token"].is_string() && tokens["expires_in"].is_i64(), "{tokens}");
        assert!(tokens["refresh_token"].is_null() && tokens["id_token"].is_null(), "{tokens}");
    }
);

// requirement: T12 A26
specification!(
    a_token_without_a_person_opens_no_userinfo,
    "OpenID Connect Core §5.3.1 MUST: userinfo takes an access token that came of an authentication",
    [ClientCredentials],
    async |target| {
        let client = service(target).await;
        let tokens = own(&client, None).await.ok();
        let answer = client.userinfo(tokens["access_token"].as_str().expect("a token")).await;
        answer.assert_challenged(401, "Bearer", "invalid_token");
    }
);

/// A legal person of the sandbox, by the certificate that this member of the manifest names, for these purposes.
async fn legal_person(target: &'static Target, member: &str, purposes: &[&str]) -> Client {
    let sandbox = tokio::task::block_in_place(harness::Sandbox::shared);
    let file = |name: &str| sandbox.text(&format!("{member}/{name}"));
    let certificate = Certificate::read(file("certificate"), file("key"));
    let name = if member == "/mtls" { "essai.caducee.example" } else { "INSI-AUTO-ESSAI" };
    let subject = format!("CN={name},OU=1690990015,O=ASSOCIATION FICTIVE LES TILLEULS,ST=Rhône (69),C=FR");
    let legal = json!({
        "struct_id_nat": "1690990015", "raison_sociale": "ASSOCIATION FICTIVE LES TILLEULS", "purposes": purposes,
    });
    let metadata = json!({
        "redirect_uris": [], "response_types": [], "grant_types": ["client_credentials"], "jwks": null,
        "caducee_legal_person": legal, "caducee_access_token_format": "at_jwt",
        "token_endpoint_auth_method": "tls_client_auth", "tls_client_auth_subject_dn": subject,
    });
    target.client_with(metadata).await.with_certificate(&certificate)
}

/// The sentence of a refusal, which says what would do.
fn told(answer: &Answer) -> String {
    answer.json()["error_description"].as_str().expect("a description").to_owned()
}

// requirement: T12 CRT-01 CRT-02 CRT-03
specification!(
    a_legal_person_feeds_records_by_its_certificate_and_reads_none,
    "RFC 6749 §3.3 MUST: no scope beyond the purposes of the legal person, and the answer says which was granted",
    [ClientCredentials, Mtls],
    alone("oidc-provider knows no legal persons"),
    async |target| {
        let client = legal_person(target, "/mtls", &["dmp.alimentation", "dmp.lecture", "insi.recherche"]).await;
        let tokens = own(&client, Some("dmp.alimentation")).await.ok();
        assert_eq!(tokens["scope"], "dmp.alimentation");
        let token = target.verify(tokens["access_token"].as_str().expect("a token")).await;
        assert_eq!(token.headers["typ"], "at+jwt");
        assert_eq!((token.text("client_id"), token.text("scope")), (client.id.as_str(), "dmp.alimentation"));
        assert!(token.text("sub").contains(&client.id), "the client is its own subject: {}", token.claims);
        assert_eq!(token.text("Struct_IdNat"), "1690990015");
        let certificate = client.certificate.as_ref().expect("a certificate");
        assert_eq!(token.claims["cnf"]["x5t#S256"], certificate.thumbprint().as_str(), "{}", token.claims);
        let read = own(&client, Some("dmp.lecture")).await;
        read.assert_refused(400, "invalid_scope");
        assert!(told(&read).contains("e-CPS"), "{}", told(&read));
        for refused in ["dmp.effacement", "dmp.alimentation dmp.lecture", "openid", "profile"] {
            own(&client, Some(refused)).await.assert_refused(400, "invalid_scope");
        }
    }
);

// requirement: CRT-06
specification!(
    insi_is_called_with_its_own_certificate_alone,
    "RFC 6749 §3.3 MUST: no scope beyond what the certificate of the call allows",
    [ClientCredentials, Mtls],
    alone("oidc-provider knows no legal persons"),
    async |target| {
        let purposes = ["dmp.alimentation", "insi.recherche"];
        let other = own(&legal_person(target, "/mtls", &purposes).await, Some("insi.recherche")).await;
        other.assert_refused(400, "invalid_scope");
        assert!(told(&other).contains("INSI-AUTO"), "{}", told(&other));
        let insi = legal_person(target, "/mtls/insi", &purposes).await;
        assert_eq!(own(&insi, Some("insi.recherche")).await.ok()["scope"], "insi.recherche");
        assert_eq!(own(&insi, None).await.ok()["scope"], "insi.recherche");
        own(&insi, Some("dmp.alimentation")).await.assert_refused(400, "invalid_scope");
    }
);

// requirement: CRT-02
specification!(
    a_legal_person_feeds_nothing_without_its_certificate,
    "RFC 6749 §3.3 MUST: no scope beyond what the authentication of the call allows",
    [ClientCredentials],
    alone("oidc-provider knows no legal persons"),
    async |target| {
        let legal = json!({
            "struct_id_nat": "1690990015", "raison_sociale": "ASSOCIATION FICTIVE LES TILLEULS", "purposes": ["dmp.alimentation"],
        });
        let metadata = json!({
            "redirect_uris": [], "response_types": [], "grant_types": ["client_credentials"], "caducee_legal_person": legal,
        });
        let answer = own(&target.client_with(metadata).await, Some("dmp.alimentation")).await;
        answer.assert_refused(400, "invalid_scope");
        assert!(told(&answer).contains("ORG AUTH_CLI"), "{}", told(&answer));
    }
);

specification!(
    nobody_speaks_for_a_legal_person_that_is_not_named,
    "RFC 6749 §5.2 MUST: unauthorized_client for a client that may not use this grant",
    [ClientCredentials],
    differs("oidc-provider registers the grant for anybody"),
    async |target| {
        let asked = json!({
            "redirect_uris": [], "response_types": [], "grant_types": ["client_credentials"],
            "token_endpoint_auth_method": "client_secret_basic",
        });
        target.register(&asked).await.assert_refused(400, "invalid_client_metadata");
    }
);

specification!(
    a_client_without_authentication_gets_no_token_for_itself,
    "RFC 6749 §4.4 MUST: the client credentials grant is used by confidential clients only",
    [ClientCredentials],
    differs("oidc-provider gives such a token to a public client that is registered for the grant"),
    async |target| {
        let asked = json!({
            "redirect_uris": [], "response_types": [], "grant_types": ["client_credentials"],
            "token_endpoint_auth_method": "none",
        });
        let answer = target.register(&asked).await;
        if answer.status < 300 {
            let id = answer.json()["client_id"].as_str().expect("an identifier").to_owned();
            let call = target.http.post(target.endpoint("token_endpoint"));
            let call = call.form(&[("grant_type", "client_credentials"), ("client_id", &id)]);
            let answer = target.send(call).await;
            assert!(matches!(answer.status, 400 | 401), "{}: {}", answer.status, answer.body);
        } else {
            answer.assert_refused(400, "invalid_client_metadata");
        }
    }
);

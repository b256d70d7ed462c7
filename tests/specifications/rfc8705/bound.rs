use crate::world::*;

async fn bound(target: &'static Target) -> Client {
    target.client_with(json!({ "tls_client_certificate_bound_access_tokens": true })).await
}

async fn token(client: &Client, certificate: &Certificate) -> String {
    let (callback, request) = client.code().await;
    let call = client.call("token_endpoint").pairs(&client.redemption(&callback, &request));
    let tokens = call.over(certificate).send().await.ok();
    assert_eq!(tokens["token_type"], "Bearer");
    tokens["access_token"].as_str().expect("an access token").to_owned()
}

fn userinfo(target: &Target, certificate: &Certificate, token: &str) -> reqwest::RequestBuilder {
    let url = target.mtls_endpoint("userinfo_endpoint");
    certificate.http(&target.parts.authority).get(url).bearer_auth(token)
}

// requirement: T07
specification!(
    a_bound_token_says_which_certificate,
    "RFC 8705 §3.2 MUST: introspection of a certificate-bound token has cnf with x5t#S256",
    [BoundToCertificate, Introspection],
    async |target| {
        let (client, certificate) = (bound(target).await, Certificate::self_signed("machine"));
        let token = token(&client, &certificate).await;
        let told = client.introspect(&token).await.ok();
        assert_eq!(told["cnf"]["x5t#S256"], certificate.thumbprint(), "{told}");
    }
);

// requirement: T05
specification!(
    a_bound_token_that_is_read_says_which_certificate,
    "RFC 8705 §3.1 MUST: a JWT access token says the certificate that it is bound to as cnf.x5t#S256",
    [BoundToCertificate],
    async |target| {
        let api = "https://api.example/dmp";
        let members = json!({
            "tls_client_certificate_bound_access_tokens": true, "caducee_resources": [api],
            "caducee_access_token_format": "at_jwt",
        });
        let (client, certificate) = (target.client_with(members).await, Certificate::self_signed("machine"));
        let request = client.request().with("resource", api);
        let callback = client.authorize(&request).await;
        let call = client.call("token_endpoint").pairs(&client.redemption(&callback, &request));
        let tokens = call.over(&certificate).send().await.ok();
        let token = target.verify(tokens["access_token"].as_str().expect("a token")).await;
        assert_eq!(token.claims["cnf"], json!({ "x5t#S256": certificate.thumbprint() }));
    }
);

// requirement: T05 T07
specification!(
    a_bound_token_serves_over_its_own_certificate_alone,
    "RFC 8705 §3 MUST: the certificate of the connection matches the one that the token is bound to, or 401 invalid_token",
    [BoundToCertificate],
    async |target| {
        let (client, certificate) = (bound(target).await, Certificate::self_signed("machine"));
        let token = token(&client, &certificate).await;
        target.send(userinfo(target, &certificate, &token)).await.ok();
        let other = Certificate::self_signed("machine");
        target.send(userinfo(target, &other, &token)).await.assert_challenged(401, "Bearer", "invalid_token");
        target.userinfo(&token).await.assert_challenged(401, "Bearer", "invalid_token");
    }
);

// requirement: T05
specification!(
    a_client_that_is_registered_so_gets_no_token_without_a_certificate,
    "RFC 8705 §3.4 MUST: tls_client_certificate_bound_access_tokens binds every access token",
    [BoundToCertificate],
    async |target| {
        let client = bound(target).await;
        let (callback, request) = client.code().await;
        client.redeem(&callback, &request).await.assert_refused_as(400, &["invalid_request", "invalid_grant"]);
    }
);

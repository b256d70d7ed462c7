use crate::world::*;

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

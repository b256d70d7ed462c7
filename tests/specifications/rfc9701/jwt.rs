use crate::world::*;

const JWT: &str = "application/token-introspection+jwt";

async fn client(target: &'static Target) -> Client {
    target.client_with(json!({ "introspection_signed_response_alg": "ES256" })).await
}

async fn asked(client: &Client, token: &str) -> Answer {
    client.call("introspection_endpoint").pair("token", token).header("accept", JWT).send().await
}

specification!(
    whoever_accepts_a_jwt_gets_one,
    "RFC 9701 §5 MUST: the answer is application/token-introspection+jwt, typ token-introspection+jwt",
    [JwtIntrospection],
    async |target| {
        let client = client(target).await;
        let tokens = client.tokens().await;
        let answer = asked(&client, tokens["access_token"].as_str().expect("a token")).await;
        answer.assert_status(200);
        assert!(answer.header("content-type").starts_with(JWT), "{}", answer.header("content-type"));
        let jwt = target.verify(&answer.body).await;
        assert_eq!((&jwt.headers["typ"], &jwt.headers["alg"]), (&json!("token-introspection+jwt"), &json!("ES256")));
    }
);

specification!(
    the_jwt_says_from_whom_for_whom_when_and_what,
    "RFC 9701 §5 MUST: iss, aud, iat and token_introspection are there",
    [JwtIntrospection],
    async |target| {
        let client = client(target).await;
        let tokens = client.tokens().await;
        let answer = asked(&client, tokens["access_token"].as_str().expect("a token")).await;
        let jwt = target.verify(&answer.body).await;
        assert_eq!((&jwt.claims["iss"], &jwt.claims["aud"]), (&json!(target.issuer), &json!(client.id)));
        assert!((now() - jwt.time("iat")).abs() < 60);
        assert_eq!(jwt.claims["token_introspection"]["active"], true);
        assert_eq!(jwt.claims["token_introspection"]["client_id"], client.id);
    }
);

// requirement: K03
specification!(
    the_jwt_passes_for_no_access_token,
    "RFC 9701 §5 SHOULD NOT: sub and exp are not among the claims beside token_introspection",
    [JwtIntrospection],
    async |target| {
        let client = client(target).await;
        let tokens = client.tokens().await;
        let answer = asked(&client, tokens["access_token"].as_str().expect("a token")).await;
        let jwt = target.verify(&answer.body).await;
        assert!(jwt.claims.get("sub").is_none() && jwt.claims.get("exp").is_none(), "{}", jwt.claims);
        client.userinfo(&answer.body).await.assert_challenged(401, "Bearer", "invalid_token");
    }
);

specification!(
    a_token_that_is_not_active_is_told_so_in_the_jwt_too,
    "RFC 9701 §5 MUST: an inactive token has active=false and nothing else in token_introspection",
    [JwtIntrospection],
    async |target| {
        let client = client(target).await;
        let jwt = target.verify(&asked(&client, &random()).await.body).await;
        assert_eq!(jwt.claims["token_introspection"], json!({ "active": false }));
    }
);

specification!(
    whoever_asks_for_json_gets_json,
    "RFC 9701 §4 MUST: the Accept header says which of the two a caller asks for",
    [JwtIntrospection],
    async |target| {
        let client = client(target).await;
        let tokens = client.tokens().await;
        let token = tokens["access_token"].as_str().expect("a token");
        let call = client.call("introspection_endpoint").pair("token", token).header("accept", "application/json");
        let answer = call.send().await;
        assert!(answer.is_json());
        assert_eq!(answer.ok()["active"], true);
    }
);

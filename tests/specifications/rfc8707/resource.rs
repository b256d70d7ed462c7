use crate::world::*;

const API: &str = "https://api.example/dmp";
const OTHER: &str = "https://api.example/mss";

async fn client(target: &'static Target) -> Client {
    target.client_with(json!({ "caducee_resources": [API, OTHER], "caducee_access_token_format": "at_jwt" })).await
}

// requirement: T09
specification!(
    a_token_is_for_the_resource_that_was_asked_for,
    "RFC 8707 §2 SHOULD: the access token is restricted to the resource that the client named",
    [],
    async |target| {
        let client = client(target).await;
        let tokens = client.tokens_for(&client.request().with("resource", API)).await;
        let token = target.verify(tokens["access_token"].as_str().expect("a token")).await;
        assert_eq!(token.claims["aud"], API);
    }
);

specification!(
    a_resource_is_chosen_when_the_code_is_redeemed,
    "RFC 8707 §2.2 MUST: the token request names a resource, and the token is for that one",
    [],
    async |target| {
        let client = client(target).await;
        let request = client.request().with("resource", API).and("resource", OTHER);
        let callback = client.authorize(&request).await;
        let mut pairs = client.redemption(&callback, &request);
        pairs.push(("resource", OTHER.to_owned()));
        let tokens = client.token(&pairs).await.ok();
        assert_eq!(target.verify(tokens["access_token"].as_str().expect("a token")).await.claims["aud"], OTHER);
        let refresh = tokens["refresh_token"].as_str().expect("a refresh token");
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("resource", API)];
        let tokens = client.token(&pairs).await.ok();
        assert_eq!(target.verify(tokens["access_token"].as_str().expect("a token")).await.claims["aud"], API);
    }
);

specification!(
    a_resource_that_was_not_authorized_is_refused_at_the_token_endpoint,
    "RFC 8707 §2.2 MUST: invalid_target when the resource is not acceptable",
    [],
    async |target| {
        let client = client(target).await;
        let request = client.request().with("resource", API);
        let callback = client.authorize(&request).await;
        let mut pairs = client.redemption(&callback, &request);
        pairs.push(("resource", OTHER.to_owned()));
        client.token(&pairs).await.assert_refused(400, "invalid_target");
    }
);

specification!(
    an_unknown_resource_is_refused_before_anybody_signs_in,
    "RFC 8707 §2 MUST: invalid_target when the resource is unknown, malformed or not acceptable",
    [],
    async |target| {
        let client = client(target).await;
        let callback = client.authorize(&client.request().with("resource", "https://unknown.example/")).await;
        callback.assert_error("invalid_target");
    }
);

specification!(
    a_resource_is_absolute_and_has_no_fragment,
    "RFC 8707 §2 MUST: the value is an absolute URI without fragment",
    [],
    async |target| {
        let client = client(target).await;
        for wrong in ["dmp", "/dmp", "https://api.example/dmp#part"] {
            client.authorize(&client.request().with("resource", wrong)).await.assert_error("invalid_target");
        }
    }
);

// requirement: T09
specification!(
    a_token_for_an_api_does_not_open_userinfo,
    "RFC 8707 §3 MUST: a token that is restricted to one resource is refused by any other",
    [],
    async |target| {
        let client = client(target).await;
        let tokens = client.tokens_for(&client.request().with("resource", API)).await;
        let answer = client.userinfo(tokens["access_token"].as_str().expect("a token")).await;
        answer.assert_challenged(401, "Bearer", "invalid_token");
    }
);

use crate::world::*;

const API: &str = "https://api.example/dmp";

async fn token(target: &'static Target) -> (Client, Value, Read) {
    let members = json!({ "caducee_resources": [API], "caducee_access_token_format": "at_jwt" });
    let client = target.client_with(members).await;
    let tokens = client.tokens_for(&client.request().with("resource", API)).await;
    let token = target.verify(tokens["access_token"].as_str().expect("a token")).await;
    (client, tokens, token)
}

// requirement: K03
specification!(an_access_token_says_its_type, "RFC 9068 §2.1 MUST: the header typ is at+jwt", [], async |target| {
    let (_, _, token) = token(target).await;
    assert_eq!(token.headers["typ"], "at+jwt");
});

specification!(
    an_access_token_is_signed,
    "RFC 9068 §2.1 MUST: a token is signed, and alg none is not used",
    [],
    async |target| {
        let (_, _, token) = token(target).await;
        assert_eq!(token.headers["alg"], "ES256");
    }
);

// requirement: T15
specification!(
    an_access_token_has_every_claim_that_it_must_have,
    "RFC 9068 §2.2 MUST: iss, exp, aud, sub, client_id, iat and jti are there",
    [],
    async |target| {
        let (client, tokens, token) = token(target).await;
        assert_eq!(token.claims["iss"], target.issuer);
        assert_eq!(token.claims["client_id"], client.id);
        assert_eq!(token.claims["aud"], API);
        assert!(!token.text("sub").is_empty() && !token.text("jti").is_empty());
        let life = token.time("exp") - token.time("iat");
        assert_eq!(Some(life), tokens["expires_in"].as_i64());
        assert!(target.name == "control" || (1..=900).contains(&life), "a quarter of an hour at most: {life}");
    }
);

specification!(
    an_access_token_says_its_scope_as_the_answer_does,
    "RFC 9068 §2.2.3 SHOULD: a token that was asked for with a scope has the claim scope",
    [],
    differs("oidc-provider gives a token for a resource the scope of that resource, here none"),
    async |target| {
        let (_, tokens, token) = token(target).await;
        assert_eq!(token.claims["scope"], tokens["scope"]);
    }
);

specification!(
    the_subject_is_that_of_the_id_token,
    "RFC 9068 §2.2 MUST: sub is that of the resource owner who authorized",
    [],
    async |target| {
        let (_, tokens, token) = token(target).await;
        let id_token = Read::of(tokens["id_token"].as_str().expect("an ID token"));
        assert_eq!(token.claims["sub"], id_token.claims["sub"]);
    }
);

// requirement: T09
specification!(
    an_id_token_is_no_access_token,
    "RFC 9068 §4 MUST: a resource refuses a token whose typ is not at+jwt",
    [],
    async |target| {
        let (client, tokens, _) = token(target).await;
        let id_token = tokens["id_token"].as_str().expect("an ID token");
        client.userinfo(id_token).await.assert_challenged(401, "Bearer", "invalid_token");
    }
);

use crate::world::*;

specification!(
    userinfo_is_of_the_person_of_the_id_token,
    "OpenID Connect Core §5.3.2 MUST: sub is there and is exactly that of the ID token",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let id_token = Read::of(tokens["id_token"].as_str().expect("an ID token"));
        let answer = client.userinfo(tokens["access_token"].as_str().expect("an access token")).await;
        assert_eq!(answer.ok()["sub"], id_token.claims["sub"]);
        assert!(answer.is_json());
    }
);

specification!(
    userinfo_comes_by_get_and_by_post,
    "OpenID Connect Core §5.3 MUST: the userinfo endpoint takes GET and POST",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let token = tokens["access_token"].as_str().expect("an access token");
        let address = target.endpoint("userinfo_endpoint");
        target.send(target.http.get(&address).bearer_auth(token)).await.ok();
        target.send(target.http.post(&address).bearer_auth(token)).await.ok();
        target.send(target.http.post(&address).form(&[("access_token", token)])).await.ok();
    }
);

// requirement: T08
specification!(
    a_token_in_an_address_is_not_read,
    "RFC 6750 §2.3 SHOULD NOT: access tokens are not passed in the request URI",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let token = tokens["access_token"].as_str().expect("an access token");
        let answer = target.get(format!("{}?access_token={token}", target.endpoint("userinfo_endpoint"))).await;
        assert!(matches!(answer.status, 400 | 401), "{}", answer.status);
    }
);

specification!(
    a_token_comes_in_one_way,
    "RFC 6750 §2 MUST NOT: a client does not use more than one method to transmit the token in a request",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let token = tokens["access_token"].as_str().expect("an access token");
        let request = target.http.post(target.endpoint("userinfo_endpoint")).bearer_auth(token);
        let answer = target.send(request.form(&[("access_token", token)])).await;
        answer.assert_status(400);
    }
);

specification!(
    a_request_without_a_token_is_challenged,
    "RFC 6750 §3 MUST: WWW-Authenticate is in the answer when no token, or none that serves, was there",
    [],
    async |target| {
        let without = target.get(target.endpoint("userinfo_endpoint")).await;
        assert!(matches!(without.status, 400 | 401), "{}", without.status);
        assert!(without.header("www-authenticate").starts_with("Bearer"), "{}", without.header("www-authenticate"));
        target.userinfo(&random()).await.assert_challenged(401, "Bearer", "invalid_token");
    }
);

// requirement: T09
specification!(
    an_id_token_is_no_access_token,
    "RFC 9068 §5 MUST NOT: one kind of JWT is not taken for another",
    [],
    async |target| {
        let client = target.client().await;
        let tokens = client.tokens().await;
        let id_token = tokens["id_token"].as_str().expect("an ID token");
        target.userinfo(id_token).await.assert_challenged(401, "Bearer", "invalid_token");
        target.userinfo(tokens["refresh_token"].as_str().expect("a refresh token")).await.assert_status(401);
    }
);

specification!(
    userinfo_is_signed_when_the_client_registered_it,
    "OpenID Connect Core §5.3.2 MUST: a signed answer has iss and aud, and its type is application/jwt",
    [SignedUserinfo],
    async |target| {
        for alg in ["RS256", "PS256", "ES256", "EdDSA"] {
            let client = target.client_with(json!({ "userinfo_signed_response_alg": alg })).await;
            let tokens = client.tokens().await;
            let answer = client.userinfo(tokens["access_token"].as_str().expect("a token")).await;
            assert_eq!(
                (answer.status, answer.header("content-type").split(';').next()),
                (200, Some("application/jwt"))
            );
            let read = target.verify(&answer.body).await;
            assert_eq!((read.text("iss"), read.headers["alg"].as_str()), (target.issuer.as_str(), Some(alg)));
            assert!(read.claims["aud"] == client.id || read.claims["aud"] == json!([client.id]), "{}", read.claims);
            assert_eq!(read.text("sub"), Read::of(tokens["id_token"].as_str().expect("an ID token")).text("sub"));
        }
    }
);

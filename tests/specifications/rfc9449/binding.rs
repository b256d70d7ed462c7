use crate::world::*;

const PAR: &str = "pushed_authorization_request_endpoint";

// requirement: T05
specification!(
    a_token_is_bound_to_the_key_of_the_proof,
    "RFC 9449 §5 MUST: the access token is bound to the public key of the proof, and token_type is DPoP",
    [Dpop, Introspection],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let tokens = redeemed(&client, &client.request(), &dpop).await.ok();
        assert_eq!(tokens["token_type"], "DPoP");
        let told = client.introspect(tokens["access_token"].as_str().expect("a string")).await.ok();
        assert_eq!((&told["active"], &told["cnf"]["jkt"]), (&json!(true), &json!(dpop.thumbprint())));
    }
);

// requirement: T05
specification!(
    an_access_token_that_is_read_names_the_key_of_the_proof,
    "RFC 9449 §6.1 MUST: a JWT access token says the key that it is bound to as cnf.jkt",
    [Dpop],
    async |target| {
        let api = "https://api.example/dmp";
        let members = json!({ "caducee_resources": [api], "caducee_access_token_format": "at_jwt" });
        let (client, dpop) = (target.client_with(members).await, Dpop::new());
        let tokens = redeemed(&client, &client.request().with("resource", api), &dpop).await.ok();
        let token = target.verify(tokens["access_token"].as_str().expect("a token")).await;
        assert_eq!(token.claims["cnf"], json!({ "jkt": dpop.thumbprint() }));
    }
);

// requirement: T05
specification!(
    a_client_that_is_registered_so_gets_no_token_without_a_proof,
    "RFC 9449 §5.2 MUST: dpop_bound_access_tokens rejects token requests without a DPoP header",
    [Dpop],
    async |target| {
        let client = target.client_with(json!({ "dpop_bound_access_tokens": true })).await;
        let (callback, request) = client.code().await;
        let refused = client.redeem(&callback, &request).await;
        refused.assert_refused_as(400, &["invalid_dpop_proof", "invalid_grant", "invalid_request"]);
    }
);

// requirement: T04 T05
specification!(
    the_refresh_token_of_a_public_client_is_bound_too,
    "RFC 9449 §5 MUST: refresh tokens of public clients are bound to the key of the proof",
    [Dpop],
    async |target| {
        let (client, dpop) = (target.public_client().await, Dpop::new());
        let tokens = redeemed(&client, &client.request(), &dpop).await.ok();
        let pairs =
            [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().expect("a string"))];
        let refresh = || client.call("token_endpoint").pairs(&pairs);
        let refused = ["invalid_grant", "invalid_dpop_proof", "invalid_request"];
        refresh().dpop(&Dpop::new()).send().await.assert_refused_as(400, &refused);
        refresh().send().await.assert_refused_as(400, &refused);
        assert_eq!(refresh().dpop(&dpop).send().await.ok()["token_type"], "DPoP");
    }
);

// requirement: T05
specification!(
    a_code_is_bound_to_the_key_that_the_request_named,
    "RFC 9449 §10 MUST: the proof of the token request is of the key that dpop_jkt named",
    [Dpop],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let request = client.request().with("dpop_jkt", dpop.thumbprint());
        let other = redeemed(&client, &request, &Dpop::new()).await;
        other.assert_refused_as(400, &["invalid_grant", "invalid_dpop_proof"]);
        let request = client.request().with("dpop_jkt", dpop.thumbprint());
        let callback = client.authorize(&request).await;
        let without = client.redeem(&callback, &request).await;
        without.assert_refused_as(400, &["invalid_grant", "invalid_dpop_proof"]);
        let request = client.request().with("dpop_jkt", dpop.thumbprint());
        redeemed(&client, &request, &dpop).await.ok();
    }
);

// requirement: T05
specification!(
    a_proof_at_par_binds_the_code,
    "RFC 9449 §10.1 MUST: a proof of a pushed request binds the code as dpop_jkt does",
    [Dpop, Par],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        for (key, accepted) in [(Dpop::new(), false), (dpop.clone(), true)] {
            let request = client.request();
            let pushed = client.call(PAR).pairs(&request.pairs).dpop(&dpop).send().await.ok();
            let pairs = vec![
                ("client_id".to_owned(), client.id.clone()),
                ("request_uri".to_owned(), pushed["request_uri"].as_str().expect("a string").to_owned()),
            ];
            let reference = Request { pairs, verifier: request.verifier };
            let answer = redeemed(&client, &reference, &key).await;
            match accepted {
                true => drop(answer.ok()),
                false => drop(answer.assert_refused_as(400, &["invalid_grant", "invalid_dpop_proof"])),
            }
        }
    }
);

// requirement: T05 T06
specification!(
    two_bindings_of_one_push_agree,
    "RFC 9449 §10.1 MUST: dpop_jkt and the proof of a pushed request are of the same key",
    [Dpop, Par],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let push = |jkt: String| client.request().with("dpop_jkt", jkt);
        let agreed = push(dpop.thumbprint());
        client.call(PAR).pairs(&agreed.pairs).dpop(&dpop).send().await.ok();
        let other = push(Dpop::new().thumbprint());
        let refused = client.call(PAR).pairs(&other.pairs).dpop(&dpop).send().await;
        refused.assert_refused_as(400, &["invalid_dpop_proof", "invalid_request"]);
    }
);

async fn redeemed(client: &Client, request: &Request, dpop: &Dpop) -> Answer {
    let callback = client.authorize(request).await;
    client.call("token_endpoint").pairs(&client.redemption(&callback, request)).dpop(dpop).send().await
}

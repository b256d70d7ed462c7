use crate::world::*;

/// A token bound to this key.
async fn bound(client: &Client, dpop: &Dpop) -> String {
    let (callback, request) = client.code().await;
    let redemption = client.redemption(&callback, &request);
    let tokens = client.call("token_endpoint").pairs(&redemption).dpop(dpop).send().await.ok();
    tokens["access_token"].as_str().expect("an access token").to_owned()
}

fn shown(target: &Target, authorization: &str) -> reqwest::RequestBuilder {
    target.http.get(target.endpoint("userinfo_endpoint")).header("authorization", authorization)
}

// requirement: T05 T06
specification!(
    a_bound_token_is_no_bearer_token,
    "RFC 9449 §7.2 MUST: a DPoP-bound token that is received as a bearer token is rejected",
    [Dpop],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let token = bound(&client, &dpop).await;
        target.userinfo(&token).await.assert_status(401);
        let proof = dpop.proof_for("GET", &target.endpoint("userinfo_endpoint"), &token).text();
        let answer = target.send(shown(target, &format!("Bearer {token}")).header("dpop", proof)).await;
        assert!(matches!(answer.status, 400 | 401), "{}", answer.body);
    }
);

// requirement: T05 T06
specification!(
    another_key_does_not_open_a_resource,
    "RFC 9449 §7.1 MUST: the proof is of the key that the token is bound to",
    [Dpop],
    async |target| {
        let (client, dpop, other) = (target.client().await, Dpop::new(), Dpop::new());
        let token = bound(&client, &dpop).await;
        let url = target.endpoint("userinfo_endpoint");
        let show = |proof: Jwt| target.send(shown(target, &format!("DPoP {token}")).header("dpop", proof.text()));
        show(other.proof_for("GET", &url, &token)).await.assert_status(401);
        show(dpop.proof_for("GET", &url, &token)).await.ok();
    }
);

// requirement: T06
specification!(
    a_proof_at_a_resource_holds_the_hash_of_the_token,
    "RFC 9449 §4.3 MUST: beside an access token, ath is its hash",
    [Dpop],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let token = bound(&client, &dpop).await;
        let url = target.endpoint("userinfo_endpoint");
        for proof in [dpop.proof("GET", &url), dpop.proof_for("GET", &url, "another token")] {
            let answer = target.send(shown(target, &format!("DPoP {token}")).header("dpop", proof.text())).await;
            answer.assert_challenged(401, "DPoP", "invalid_dpop_proof");
        }
    }
);

// requirement: T06
specification!(
    a_bound_token_without_a_proof_is_refused,
    "RFC 9449 §7.1 MUST: the DPoP scheme comes with a proof",
    [Dpop],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let token = bound(&client, &dpop).await;
        let answer = target.send(shown(target, &format!("DPoP {token}"))).await;
        assert!(matches!(answer.status, 400 | 401), "{}", answer.body);
    }
);

// requirement: T05
specification!(
    a_resource_says_that_it_takes_proofs,
    "RFC 9449 §7.1 MAY: the challenge of the DPoP scheme names the algorithms",
    [Dpop],
    alone("oidc-provider challenges with the scheme that was tried"),
    async |target| {
        let answer = target.get(target.endpoint("userinfo_endpoint")).await;
        answer.assert_status(401);
        let challenges: Vec<_> =
            answer.headers.get_all("www-authenticate").iter().map(|one| one.to_str().expect("text")).collect();
        assert!(challenges.iter().any(|one| one.starts_with("Bearer ")), "{challenges:?}");
        assert!(challenges.iter().any(|one| one.starts_with("DPoP ") && one.contains("ES256")), "{challenges:?}");
    }
);

// requirement: T06
specification!(
    a_client_of_fapi_proves_with_a_nonce_of_the_provider,
    "RFC 9449 §8 MUST: a proof without the nonce is answered by use_dpop_nonce and the DPoP-Nonce header",
    [Dpop, Par],
    alone("oidc-provider asks for nonces for everybody or for nobody"),
    async |target| {
        let metadata = json!({ "caducee_profile": "fapi2", "dpop_bound_access_tokens": true, "require_pushed_authorization_requests": true });
        let (client, dpop) = (target.client_with(metadata).await, Dpop::new());
        let member = "pushed_authorization_request_endpoint";
        let push = || client.call(member).pairs(&client.request().pairs);
        let proof = dpop.proof("POST", &target.endpoint(member));
        let asked = push().header("dpop", proof.clone().text()).send().await;
        asked.assert_refused(400, "use_dpop_nonce");
        let nonce = asked.header("dpop-nonce").to_owned();
        assert!(!nonce.is_empty());
        let foreign = proof.clone().claim("jti", random()).claim("nonce", "of another server").text();
        push().header("dpop", foreign).send().await.assert_refused(400, "use_dpop_nonce");
        let answer = push().header("dpop", proof.claim("jti", random()).claim("nonce", nonce).text()).send().await;
        answer.ok();
        assert!(!answer.header("dpop-nonce").is_empty(), "the next one comes with a success too (§8.2)");
    }
);

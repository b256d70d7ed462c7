//! §8 and §9: a client of a profile that wants them proves with nonces, wherever it shows a proof.

use crate::world::*;

async fn client(target: &'static Target) -> Client {
    let metadata = json!({
        "caducee_profile": "fapi2", "dpop_bound_access_tokens": true, "require_pushed_authorization_requests": true,
    });
    target.client_with(metadata).await
}

/// A pushed request of this client, come back with its code: the pairs that redeem it.
async fn redemption(client: &Client) -> Vec<(&'static str, String)> {
    let request = client.request();
    let callback = client.authorize(&client.pushed(&request).await).await;
    client.redemption(&callback, &request)
}

// requirement: T06
specification!(
    the_token_endpoint_asks_for_a_nonce,
    "RFC 9449 §8 MUST: use_dpop_nonce and the DPoP-Nonce header at the token endpoint; the request is sent again with it",
    [Dpop, Par],
    alone("oidc-provider asks for nonces for everybody or for nobody"),
    async |target| {
        let (client, dpop) = (client(target).await, Dpop::new());
        let pairs = redemption(&client).await;
        let proof = || dpop.proof("POST", &target.endpoint("token_endpoint"));
        let send = |proof: Jwt| client.call("token_endpoint").pairs(&pairs).header("dpop", proof.text()).send();
        let asked = send(proof()).await;
        asked.assert_refused(400, "use_dpop_nonce");
        let nonce = asked.header("dpop-nonce");
        assert!(!nonce.is_empty());
        send(proof().claim("nonce", random())).await.assert_refused(400, "use_dpop_nonce");
        let tokens = send(proof().claim("nonce", nonce)).await.ok();
        assert_eq!(tokens["token_type"], "DPoP", "the code was not spent by the demands");
    }
);

// requirement: T06
specification!(
    a_resource_asks_for_a_nonce,
    "RFC 9449 §9 MUST: a resource that wants a nonce answers 401 with use_dpop_nonce and the DPoP-Nonce header",
    [Dpop, Par],
    alone("oidc-provider asks for nonces for everybody or for nobody"),
    async |target| {
        let (client, dpop) = (client(target).await, Dpop::new());
        let pairs = redemption(&client).await;
        let tokens = client.call("token_endpoint").pairs(&pairs).dpop(&dpop).send().await.ok();
        let token = tokens["access_token"].as_str().expect("a token");
        let url = target.endpoint("userinfo_endpoint");
        let show = |proof: Jwt| {
            let request = target.http.get(&url).header("authorization", format!("DPoP {token}"));
            target.send(request.header("dpop", proof.text()))
        };
        let proof = || dpop.proof_for("GET", &url, token);
        let asked = show(proof()).await;
        asked.assert_challenged(401, "DPoP", "use_dpop_nonce");
        let nonce = asked.header("dpop-nonce");
        assert!(!nonce.is_empty());
        show(proof().claim("nonce", random())).await.assert_challenged(401, "DPoP", "use_dpop_nonce");
        show(proof().claim("nonce", nonce)).await.ok();
    }
);

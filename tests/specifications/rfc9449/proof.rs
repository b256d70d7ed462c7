//! §4.3: each check broken alone, at the token endpoint, at PAR and at a resource.

use crate::world::*;

const PAR: &str = "pushed_authorization_request_endpoint";

/// The control asks for a nonce where a proof has none (§8) before it looks at the rest; Caducée does not of this client.
fn refused(target: &Target) -> &'static [&'static str] {
    match target.name {
        "caducee" => &["invalid_dpop_proof"],
        _ => &["invalid_dpop_proof", "use_dpop_nonce"],
    }
}

/// Sends a proof with one defect to each of the three; each refuses it, and takes the same proof without the defect.
async fn refused_everywhere(target: &'static Target, broken: impl Fn(Jwt) -> Vec<String>) {
    let (client, dpop) = (target.client().await, Dpop::new());
    at_token(&client, &dpop, &broken).await;
    at_par(&client, &dpop, &broken).await;
    at_resource(&client, &dpop, &broken).await;
}

async fn at_token(client: &Client, dpop: &Dpop, broken: &impl Fn(Jwt) -> Vec<String>) {
    let (callback, request) = client.code().await;
    let url = client.target.endpoint("token_endpoint");
    let call = client.call("token_endpoint").pairs(&client.redemption(&callback, &request));
    let sent = broken(dpop.proof("POST", &url)).into_iter().fold(call, |call, proof| call.header("dpop", proof));
    sent.send().await.assert_refused_as(400, refused(client.target));
}

async fn at_par(client: &Client, dpop: &Dpop, broken: &impl Fn(Jwt) -> Vec<String>) {
    let url = client.target.endpoint(PAR);
    let push = || client.call(PAR).pairs(&client.request().pairs);
    let sent = broken(dpop.proof("POST", &url)).into_iter().fold(push(), |call, proof| call.header("dpop", proof));
    sent.send().await.assert_refused_as(400, refused(client.target));
    push().dpop(dpop).send().await.ok();
}

async fn at_resource(client: &Client, dpop: &Dpop, broken: &impl Fn(Jwt) -> Vec<String>) {
    let (callback, request) = client.code().await;
    let redemption = client.redemption(&callback, &request);
    let tokens = client.call("token_endpoint").pairs(&redemption).dpop(dpop).send().await.ok();
    let token = tokens["access_token"].as_str().expect("an access token");
    let url = client.target.endpoint("userinfo_endpoint");
    let show = || client.target.http.get(&url).header("authorization", format!("DPoP {token}"));
    let proof = || dpop.proof_for("GET", &url, token);
    let sent = broken(proof()).into_iter().fold(show(), |request, proof| request.header("dpop", proof));
    let answer = client.target.send(sent).await;
    match client.target.name {
        "caducee" => drop(answer.assert_challenged(401, "DPoP", "invalid_dpop_proof")),
        _ => assert!(matches!(answer.status, 400 | 401), "{}: {}", answer.url, answer.body),
    }
    client.target.send(show().header("dpop", proof().text())).await.ok();
}

// requirement: T06
specification!(
    two_proofs_are_none,
    "RFC 9449 §4.3 MUST: there is not more than one DPoP HTTP request header",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| vec![
        proof.clone().text(),
        proof.claim("jti", random()).text()
    ])
    .await
);

// requirement: T06
specification!(
    what_is_no_jwt_is_refused,
    "RFC 9449 §4.3 MUST: the header is a single and well-formed JWT",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| vec![format!("{}=", proof.text())]).await
);

// requirement: T06
specification!(
    a_proof_says_its_type,
    "RFC 9449 §4.3 MUST: the typ of the header has the value dpop+jwt, as no other token has",
    [Dpop, Par],
    async |target| { refused_everywhere(target, |proof: Jwt| vec![proof.header("typ", "JWT").text()]).await }
);

// requirement: T06
specification!(
    a_proof_is_signed,
    "RFC 9449 §4.3 MUST: alg says an asymmetric algorithm of digital signatures and is not none",
    [Dpop, Par],
    async |target| { refused_everywhere(target, |proof: Jwt| vec![proof.unsigned()]).await }
);

// requirement: T06
specification!(
    a_proof_is_not_signed_symmetrically,
    "RFC 9449 §4.3 MUST: alg is a supported asymmetric algorithm",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| vec![proof.symmetric(&[7; 32])]).await
);

// requirement: T06
specification!(
    a_proof_carries_its_key,
    "RFC 9449 §4.2 MUST: the header holds the public key of the signer as jwk, and no proof is without",
    [Dpop, Par],
    async |target| { refused_everywhere(target, |proof: Jwt| vec![proof.header("jwk", ()).text()]).await }
);

// requirement: T06
specification!(
    a_proof_carries_no_private_key,
    "RFC 9449 §4.3 MUST: jwk does not contain a private key",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| {
        let mut jwk = proof.headers["jwk"].clone();
        jwk["d"] = json!(b64([7_u8; 32]));
        vec![proof.header("jwk", jwk).text()]
    })
    .await
);

// requirement: T06
specification!(
    the_signature_holds,
    "RFC 9449 §4.3 MUST: the signature verifies with jwk",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| vec![proof.spoiled().text()]).await
);

// requirement: T06
specification!(
    the_key_is_that_of_the_signature,
    "RFC 9449 §4.3 MUST: the signature verifies with this jwk, not another",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| vec![proof.header("jwk", Key::es256().bare()).text()]).await
);

// requirement: T06
specification!(
    a_proof_is_for_this_method,
    "RFC 9449 §4.3 MUST: htm is the method of the request",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| vec![proof.claim("htm", "PUT").text()]).await
);

// requirement: T06
specification!(
    a_proof_is_for_this_address,
    "RFC 9449 §4.3 MUST: htu is the address of the request",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| vec![
        proof.claim("htu", "https://other.example/token").text()
    ])
    .await
);

// requirement: T06
specification!(
    a_proof_says_its_address,
    "RFC 9449 §4.3 MUST: every required claim is contained in the proof, htu among them",
    [Dpop, Par],
    async |target| { refused_everywhere(target, |proof: Jwt| vec![proof.without("htu").text()]).await }
);

// requirement: T06
specification!(
    a_proof_says_its_method,
    "RFC 9449 §4.3 MUST: every required claim is contained in the proof, htm among them",
    [Dpop, Par],
    async |target| { refused_everywhere(target, |proof: Jwt| vec![proof.without("htm").text()]).await }
);

// requirement: T06
specification!(
    an_old_proof_is_refused,
    "RFC 9449 §4.3 MUST: iat is within an acceptable window: not an hour ago",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| {
        let made_at = now() - 3_600;
        vec![proof.claim("iat", made_at).text()]
    })
    .await
);

// requirement: T06
specification!(
    a_proof_of_the_future_is_refused,
    "RFC 9449 §4.3 MUST: iat is within an acceptable window: not in an hour",
    [Dpop, Par],
    async |target| refused_everywhere(target, |proof: Jwt| {
        let made_at = now() + 3_600;
        vec![proof.claim("iat", made_at).text()]
    })
    .await
);

// requirement: T06
specification!(
    a_proof_says_when_it_was_made,
    "RFC 9449 §4.3 MUST: every required claim is contained in the proof, iat among them",
    [Dpop, Par],
    async |target| { refused_everywhere(target, |proof: Jwt| vec![proof.without("iat").text()]).await }
);

// requirement: T06
specification!(
    a_proof_has_an_identifier,
    "RFC 9449 §4.3 MUST: every required claim is contained in the proof, jti among them",
    [Dpop, Par],
    async |target| { refused_everywhere(target, |proof: Jwt| vec![proof.without("jti").text()]).await }
);

// requirement: T06
specification!(
    a_proof_serves_once,
    "RFC 9449 §11.1 SHOULD: a proof is not accepted twice",
    [Dpop, Par],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let proof = dpop.proof("POST", &target.endpoint(PAR)).text();
        let push = || client.call(PAR).pairs(&client.request().pairs).header("dpop", proof.clone());
        push().send().await.ok();
        push().send().await.assert_refused_as(400, &["invalid_dpop_proof", "invalid_request"]);
    }
);

// requirement: T06
specification!(
    query_and_fragment_of_the_address_do_not_count,
    "RFC 9449 §4.3 MUST: htu is compared without query and fragment",
    [Dpop, Par],
    async |target| {
        let (client, dpop) = (target.client().await, Dpop::new());
        let url = format!("{}?a=b#c", target.endpoint(PAR));
        let call = client.call(PAR).pairs(&client.request().pairs);
        call.header("dpop", dpop.proof("POST", &url).text()).send().await.ok();
    }
);

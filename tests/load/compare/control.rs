//! npm `oidc-provider` with the certificate of the sandbox.

use std::process::Command;

use serde_json::{Value, json};

use super::ours::Ours;
use super::process::Server;
use super::side::{Credentials, REDIRECT_URI, Side};

pub async fn start(ours: &Ours) -> Side {
    let (certificate, key) = (ours.path("/tls/certificate"), ours.path("/tls/key"));
    let options = json!({ "certificate": certificate, "key": key, "clientsAuthority": ours.path("/ca") });
    let script = harness::root().join("tests/clients/control/main.mjs");
    let (server, line) =
        Server::start(Command::new("node").arg(script).arg(options.to_string()).env("NODE_ENV", "production"));
    let said: Value = serde_json::from_str(&line).expect("the control says who it is");
    let issuer = said["issuer"].as_str().expect("an issuer");
    let mut side = Side::new("control", issuer, &ours.authority()).await;
    side.running.push(server);
    let permission = said["initialAccessToken"].as_str().expect("an initial access token");
    side.person = register(&side, permission, json!({ "id_token_signed_response_alg": "ES256" })).await;
    side.service = register(&side, permission, json!({ "id_token_signed_response_alg": "ES256" })).await;
    side.askers = vec![side.person.clone()];
    side.rsa = register(&side, permission, json!({ "id_token_signed_response_alg": "RS256" })).await;
    side.cookies = session(&side).await;
    side.prepare().await;
    side
}

async fn register(side: &Side, permission: &str, more: Value) -> Credentials {
    let mut metadata = json!({
        "redirect_uris": [REDIRECT_URI],
        "response_types": ["code"],
        "grant_types": ["authorization_code", "refresh_token", "client_credentials", "urn:openid:params:grant-type:ciba"],
        "token_endpoint_auth_method": "client_secret_basic",
        "backchannel_token_delivery_mode": "poll",
    });
    metadata["id_token_signed_response_alg"] = more["id_token_signed_response_alg"].clone();
    let call = side.http.post(side.endpoint("registration_endpoint")).bearer_auth(permission);
    let answer = call.json(&metadata).send().await.expect("an answer");
    let told: Value = answer.json().await.expect("a registration");
    let text = |name: &str| told[name].as_str().unwrap_or_else(|| panic!("no {name} in {told}")).to_owned();
    Credentials { id: text("client_id"), secret: text("client_secret") }
}

/// The control's person logs in by themselves: the cookies of the walk are the session.
async fn session(side: &Side) -> String {
    let mut url = side.authorization_of(&side.person);
    let mut cookies: Vec<String> = Vec::new();
    for _ in 0..8 {
        let answer = side.http.get(url.clone()).header("cookie", cookies.join("; ")).send().await.expect("an answer");
        for line in answer.headers().get_all("set-cookie") {
            let pair = line.to_str().expect("a cookie").split(';').next().unwrap_or_default().to_owned();
            let name = pair.split('=').next().unwrap_or_default().to_owned();
            cookies.retain(|known| known.split('=').next() != Some(name.as_str()));
            cookies.push(pair);
        }
        let location = answer.headers().get("location").and_then(|to| to.to_str().ok()).expect("a way on");
        if location.starts_with(REDIRECT_URI) {
            cookies.retain(|cookie| cookie.starts_with("_session"));
            return cookies.join("; ");
        }
        url = url.join(location).expect("an address");
    }
    panic!("the control did not open a session");
}

//! A service that asks by CIBA and registered itself.

use harness::Sandbox;
use serde_json::json;

use crate::party::Party;
use crate::surfer::{Answer, Surfer};

pub struct ServiceByPhone {
    party: Party,
}

impl ServiceByPhone {
    pub async fn registered(sandbox: &Sandbox) -> Self {
        let metadata = json!({
            "redirect_uris": [], "response_types": [], "grant_types": ["urn:openid:params:grant-type:ciba"],
            "backchannel_token_delivery_mode": "poll", "token_endpoint_auth_method": "client_secret_basic",
        });
        let surfer = Surfer::new(sandbox, None);
        let sent = surfer.http.post(sandbox.text("/registration/endpoint")).json(&metadata);
        let told = surfer.send(sent.bearer_auth(sandbox.text("/registration/initial_access_token"))).await;
        assert_eq!(told.status, 201, "{}", told.body);
        let text = |member: &str| told.json()[member].as_str().expect("a text").to_owned();
        let party =
            Party { client_id: text("client_id"), client_secret: text("client_secret"), ..Party::essai(sandbox) };
        Self { party }
    }

    /// `door`: what the service calls from, with its connection.
    pub async fn ask(&self, door: &Surfer, person: &str) -> Answer {
        let pairs = [("scope", "openid"), ("login_hint", person), ("binding_message", "47")];
        let call = door.http.post(self.party.endpoint("ext/ciba/auth"));
        let call = call.basic_auth(&self.party.client_id, Some(&self.party.client_secret));
        door.send(call.form(&pairs)).await
    }
}

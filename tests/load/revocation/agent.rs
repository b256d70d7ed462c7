//! A program of an establishment, that ends situations at the registry in the name of its gestionnaire.

use std::time::{Duration, Instant};

use reqwest::header::{ETAG, IF_MATCH};
use serde_json::json;

use super::people::Person;
use super::scene::Scene;
use crate::party::{Party, RETOUR};
use crate::surfer::Surfer;

/// Somebody may look at sixty records a minute, and each end looks at one.
const PACE: Duration = Duration::from_millis(1_050);

pub struct Agent {
    party: Party,
    surfer: Surfer,
    /// What tokens for the registry are asked for (RFC 8707).
    resource: String,
    read_at: Instant,
}

/// One situation, as it was read.
pub struct Read {
    address: String,
    token: String,
    version: String,
}

impl Agent {
    /// Registers the program (RFC 7591); the gestionnaire's card opens it.
    pub async fn open(scene: &Scene) -> Self {
        let sandbox = &scene.sandbox;
        let surfer = Surfer::new(sandbox, Some("gestionnaire"));
        let resource = format!("{}api/v1", sandbox.text("/portail"));
        let asked = json!({
            "client_name": "Logiciel de gestion",
            "redirect_uris": [RETOUR],
            "token_endpoint_auth_method": "client_secret_basic",
            "scope": "openid registre",
            "caducee_sans_situation": "accepte",
            "caducee_access_token_format": "at_jwt",
            "caducee_resources": [resource],
        });
        let request = surfer.http.post(sandbox.text("/registration/endpoint"));
        let token = sandbox.text("/registration/initial_access_token");
        let answer = surfer.send(request.bearer_auth(token).json(&asked)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let registered = answer.json();
        let text = |name: &str| registered[name].as_str().unwrap_or_default().to_owned();
        let (client_id, client_secret) = (text("client_id"), text("client_secret"));
        let party = Party { client_id, client_secret, ..Party::essai(sandbox) };
        Self { party, surfer, resource, read_at: Instant::now() }
    }

    /// As a registry's tokens live two minutes, each reading has its own.
    pub async fn read(&mut self, person: &Person) -> Read {
        let demand = self.party.demand().with("scope", Some("openid registre"));
        let demand = demand.with("resource", Some(self.resource.as_str()));
        let code = self.party.log_in(&self.surfer, &demand).await.given("code").expect("a code");
        let answer = self.party.token(&self.surfer, &self.party.redemption(&code, &demand)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let token = answer.json()["access_token"].as_str().expect("a token").to_owned();
        let situation = person.situation.as_deref().expect("a place of work");
        let address = format!("{}/professionnels/{}/situations/{situation}", self.resource, person.identifiant);
        tokio::time::sleep(PACE.saturating_sub(self.read_at.elapsed())).await;
        self.read_at = Instant::now();
        let seen = self.surfer.send(self.surfer.http.get(&address).bearer_auth(&token)).await;
        assert_eq!(seen.status, 200, "{}", seen.body);
        let version = seen.header(ETAG.as_str()).to_owned();
        assert!(!version.is_empty(), "not this gestionnaire's to change: {}", seen.body);
        Read { address, token, version }
    }

    /// At once.
    pub async fn end(&self, read: &Read) {
        let request = self.surfer.http.post(format!("{}/fin", read.address)).bearer_auth(&read.token);
        let answer = self.surfer.send(request.header(IF_MATCH, &read.version).json(&json!({}))).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
    }
}

//! The services that people sign in to, and what their servers ask with their secret.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use harness::Sandbox;
use serde::Deserialize;
use url::Url;

use super::wire::{Caller, Network};
use crate::party::{Demand, Party, RETOUR};
use crate::surfer::Answer;

/// `client_id` of each.
pub const SERVICES: [&str; 3] = ["matin-dui", "matin-dmp", "matin-mss"];

/// They sign with ES256, in the profile of Pro Santé Connect.
pub fn declared() -> String {
    let one = |client: &str| {
        format!(
            "[[client]]\nid = \"{client}\"\nname = \"{client}\"\nplace = \"Bac à sable, cette machine\"\nprofile = \"psc\"\n\
             auth = \"client_secret_basic\"\nsecret = \"{}\"\nredirect_uris = [\"{RETOUR}\"]\nid_token_alg = \"ES256\"\n\
             scopes = [\"openid\", \"scope_all\"]\nsans_situation = \"accepte\"\nmay_introspect = true\n\n",
            secret(client)
        )
    };
    SERVICES.into_iter().map(one).collect()
}

/// Protects invented people only.
fn secret(client: &str) -> String {
    format!("{client}-secret-de-mesure-0123456789abcdef")
}

pub struct Service {
    pub party: Party,
    authorization: String,
    token: Url,
    userinfo: Url,
    introspection: Url,
    logout: Url,
    /// Connections of its server that rest.
    desks: Mutex<Vec<Caller>>,
}

/// What a service holds of one login.
#[derive(Deserialize)]
pub struct Grant {
    pub access_token: String,
    #[serde(default)]
    pub refresh_token: String,
    pub id_token: String,
}

impl Service {
    pub fn of(sandbox: &Sandbox, client: &str) -> Self {
        let secret = secret(client);
        let authorization = format!("Basic {}", STANDARD.encode(format!("{client}:{secret}")));
        let party = Party { client_id: client.to_owned(), client_secret: secret, ..Party::essai(sandbox) };
        let address = |name: &str| party.endpoint(name).parse::<Url>().expect("an address");
        let (token, introspection) = (address("token"), address("token/introspect"));
        let (userinfo, logout) = (address("userinfo"), address("logout"));
        let desks = Mutex::default();
        Self { party, authorization, token, userinfo, introspection, logout, desks }
    }

    /// Code, tokens, userinfo.
    pub async fn redeem(&self, network: &Arc<Network>, code: &str, demand: &Demand) -> Result<Grant, String> {
        let answer = self.post(network, &self.token, &self.party.redemption(code, demand)).await?;
        let grant = read("token", &answer)?;
        self.userinfo(network, &grant).await?;
        Ok(grant)
    }

    async fn userinfo(&self, network: &Arc<Network>, grant: &Grant) -> Result<(), String> {
        let mut desk = self.desk(network);
        let answer = desk.get(self.userinfo.clone(), Some(&grant.access_token)).await;
        self.rest(desk);
        expected("userinfo", answer?, "\"sub\"")
    }

    pub async fn refresh(&self, network: &Arc<Network>, grant: &mut Grant) -> Result<(), String> {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", grant.refresh_token.as_str())];
        let answer = self.post(network, &self.token, &pairs).await?;
        let fresh: Grant = read("refresh", &answer)?;
        let kept = std::mem::take(&mut grant.refresh_token);
        *grant = fresh;
        if grant.refresh_token.is_empty() {
            grant.refresh_token = kept;
        }
        Ok(())
    }

    /// As the API that was shown the token.
    pub async fn introspect(&self, network: &Arc<Network>, grant: &Grant) -> Result<(), String> {
        let answer = self.post(network, &self.introspection, &[("token", &grant.access_token)]).await?;
        expected("introspection", answer, "\"active\":true")
    }

    /// The session ends, at the order of this service's server.
    pub async fn log_out(&self, network: &Arc<Network>, grant: &Grant) -> Result<(), String> {
        let answer = self.post(network, &self.logout, &[("id_token_hint", &grant.id_token)]).await?;
        expected("logout", answer, "")
    }

    async fn post(&self, network: &Arc<Network>, to: &Url, pairs: &[(&str, &str)]) -> Result<Answer, String> {
        let mut desk = self.desk(network);
        let answer = desk.post(to.clone(), &self.authorization, pairs).await;
        self.rest(desk);
        answer
    }

    fn desk(&self, network: &Arc<Network>) -> Caller {
        let resting = self.desks.lock().unwrap_or_else(PoisonError::into_inner).pop();
        resting.unwrap_or_else(|| network.caller(Ipv4Addr::LOCALHOST, None))
    }

    fn rest(&self, desk: Caller) {
        self.desks.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
    }
}

fn read(step: &str, answer: &Answer) -> Result<Grant, String> {
    if answer.status != 200 {
        return Err(strange(step, answer));
    }
    serde_json::from_str(&answer.body).map_err(|error| format!("{step}: {error}"))
}

fn expected(step: &str, answer: Answer, text: &str) -> Result<(), String> {
    if answer.status == 200 && answer.body.contains(text) { Ok(()) } else { Err(strange(step, &answer)) }
}

/// What somebody met instead, without anything of theirs.
pub fn strange(step: &str, answer: &Answer) -> String {
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let said = body["error"].as_str().map(str::to_owned).or_else(|| answer.given("error"));
    format!("{step}: {} {}", answer.status, said.unwrap_or_default()).trim_end().to_owned()
}

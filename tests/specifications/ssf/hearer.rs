//! A client that may have a stream, and its token.

use reqwest::Method;

use super::{SESSION_REVOKED, configuration};
use crate::world::*;

pub struct Hearer {
    pub client: Client,
    token: String,
    told: Value,
}

impl Hearer {
    pub async fn new(target: &'static Target) -> Self {
        let grants = ["authorization_code", "refresh_token", "client_credentials"];
        let purposes = ["ssf.manage", "mss.envoi"];
        let legal = json!({
            "struct_id_nat": "1690990114", "raison_sociale": "EHPAD FICTIF LES TILLEULS", "purposes": purposes,
        });
        let client = target.client_with(json!({ "grant_types": grants, "caducee_legal_person": legal })).await;
        let token = of_its_own(&client, "ssf.manage").await;
        let told = configuration(target).await;
        Self { client, token, told }
    }

    /// The same with another token.
    pub fn with(self, token: String) -> Self {
        Self { token, ..self }
    }

    /// At an endpoint of the configuration; `query` begins with `?`, or is empty.
    pub async fn ask(&self, method: Method, endpoint: &str, query: &str, body: Option<Value>) -> Answer {
        let address = format!("{}{query}", self.told[endpoint].as_str().expect("an endpoint"));
        self.at(method, &address, body).await
    }

    pub async fn at(&self, method: Method, address: &str, body: Option<Value>) -> Answer {
        let target = self.client.target;
        let request = target.http.request(method, address).bearer_auth(&self.token);
        target.send(body.into_iter().fold(request, |request, body| request.json(&body))).await
    }

    /// A stream that hears of sessions.
    pub async fn stream(&self, delivery: Value) -> Value {
        self.stream_of(delivery, SESSION_REVOKED).await
    }

    pub async fn stream_of(&self, delivery: Value, event: &str) -> Value {
        let asked = json!({ "delivery": delivery, "events_requested": [event] });
        let made = self.ask(Method::POST, "configuration_endpoint", "", Some(asked)).await;
        made.assert_status(201).json()
    }

    pub async fn status(&self, stream: &Value, status: &str) {
        let asked = json!({ "stream_id": stream["stream_id"], "status": status });
        let answer = self.ask(Method::POST, "status_endpoint", "", Some(asked)).await;
        assert_eq!(answer.ok()["status"], status);
    }

    pub async fn verify(&self, stream: &Value, state: &str) -> Answer {
        let asked = json!({ "stream_id": stream["stream_id"], "state": state });
        self.ask(Method::POST, "verification_endpoint", "", Some(asked)).await
    }

    /// RFC 8936: acknowledges these, and takes what waits.
    pub async fn poll(&self, stream: &Value, acks: &[String]) -> Vec<(String, String)> {
        let address = stream["delivery"]["endpoint_url"].as_str().expect("an address to poll");
        let asked = json!({ "maxEvents": 10, "returnImmediately": true, "ack": acks });
        let told = self.at(Method::POST, address, Some(asked)).await.ok();
        let sets = told["sets"].as_object().expect("sets").iter();
        sets.map(|(jti, set)| (jti.clone(), set.as_str().expect("a token").to_owned())).collect()
    }

    /// The first that waits, within ten seconds.
    pub async fn awaited(&self, stream: &Value) -> (String, Read) {
        for _ in 0..50 {
            if let Some((jti, set)) = self.poll(stream, &[]).await.into_iter().next() {
                return (jti, self.client.target.verify(&set).await);
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        panic!("no signal in ten seconds");
    }

    /// Somebody logs in here and out again: the claims of their ID token.
    pub async fn somebody_comes_and_goes(&self) -> Read {
        let target = self.client.target;
        let browser = target.logged_in().await;
        let request = self.client.request();
        let callback = self.client.authorize_in(&browser, &request).await;
        let tokens = self.client.redeem(&callback, &request).await.ok();
        let hint = tokens["id_token"].as_str().expect("an ID token");
        let end = format!("{}?id_token_hint={hint}", target.endpoint("end_session_endpoint"));
        browser.go(end, "https://nowhere.example/").await.page();
        Read::of(hint)
    }
}

/// A token of the client's own.
pub async fn of_its_own(client: &Client, scope: &str) -> String {
    let answer = client.token(&[("grant_type", "client_credentials"), ("scope", scope)]).await.ok();
    answer["access_token"].as_str().expect("a token").to_owned()
}

//! One of the two, ready to be asked: its endpoints, its clients, a session and its tokens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls::ClientConfig;
use serde_json::Value;
use url::Url;

use super::operation::code;
use super::process::Server;
use super::wire::{Asked, Wire, forgetful, trusting};

pub const REDIRECT_URI: &str = "https://mesure.example/retour";
pub const RESOURCE: &str = "https://api.mesure.example";
pub const VERIFIER: &str = "un-verificateur-assez-long-pour-la-rfc-7636";
/// BASE64URL(SHA256(VERIFIER)).
fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, VERIFIER.as_bytes()))
}

#[derive(Clone, Default)]
pub struct Credentials {
    pub id: String,
    pub secret: String,
}

#[derive(Default)]
pub struct Tokens {
    pub access: String,
    pub refresh: String,
    pub refresh_rs256: String,
}

pub struct Side {
    pub name: &'static str,
    pub metadata: Value,
    /// For what goes before a measure.
    pub http: reqwest::Client,
    tls: Arc<ClientConfig>,
    /// For people: ES256, opaque access tokens.
    pub person: Credentials,
    /// For itself: `at+jwt` signed with ES256.
    pub service: Credentials,
    /// Those that ask phones (CIBA): one alone may ask so often.
    pub askers: Vec<Credentials>,
    /// Like `person` with RS256.
    pub rsa: Credentials,
    /// `Cookie` of a session that is open.
    pub cookies: String,
    pub authorization: Url,
    pub tokens: Tokens,
    /// What runs for as long as this value lives.
    pub running: Vec<Server>,
    requests: AtomicU64,
}

impl Side {
    pub async fn new(name: &'static str, issuer: &str, authority: &[u8]) -> Self {
        let http = http(authority, None);
        let address = format!("{issuer}/.well-known/openid-configuration");
        let metadata = http.get(address).send().await.expect("an answer").json::<Value>().await.expect("metadata");
        let authorization = issuer.parse().expect("an address");
        let (person, service, rsa) = (Credentials::default(), Credentials::default(), Credentials::default());
        let askers = Vec::new();
        let (cookies, tokens, running, requests) = (String::new(), Tokens::default(), Vec::new(), AtomicU64::new(0));
        let tls = trusting(authority);
        Self {
            name,
            metadata,
            http,
            tls,
            person,
            service,
            askers,
            rsa,
            cookies,
            authorization,
            tokens,
            running,
            requests,
        }
    }

    /// What its server has computed so far.
    pub fn computed(&self) -> Duration {
        self.running.iter().map(Server::computed).sum()
    }

    pub fn endpoint(&self, member: &str) -> &str {
        self.metadata[member].as_str().unwrap_or_else(|| panic!("{} has no {member}", self.name))
    }

    /// The connections of one worker.
    pub fn wire(&self) -> Wire {
        Wire::new(self.tls.clone())
    }

    /// Somebody whom the server never saw.
    pub fn stranger(&self) -> Wire {
        Wire::new(forgetful(&self.tls))
    }

    /// Authenticated by secret.
    pub fn call(&self, member: &str, client: &Credentials, pairs: &[(&str, &str)]) -> Asked {
        Asked::post(self.endpoint(member), client, pairs)
    }

    pub fn token(&self, client: &Credentials, pairs: &[(&str, &str)]) -> Asked {
        self.call("token_endpoint", client, pairs)
    }

    pub fn resource(&self) -> &'static str {
        RESOURCE
    }

    /// What the service may have.
    pub fn scope(&self) -> &'static str {
        if self.name == "ours" { "mesure" } else { "lire" }
    }

    /// A service in its turn, and another person each time, whom nobody knows.
    pub fn next_request(&self) -> (&Credentials, String) {
        let n = self.requests.fetch_add(1, Ordering::Relaxed);
        (&self.askers[n as usize % self.askers.len()], format!("8{:011}", 99_900_000_000_u64 + n % 99_999_999))
    }

    /// The address that an authorization of this client begins at.
    pub fn authorization_of(&self, client: &Credentials) -> Url {
        let mut url: Url = self.endpoint("authorization_endpoint").parse().expect("an address");
        url.query_pairs_mut().extend_pairs([
            ("client_id", client.id.as_str()),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT_URI),
            ("scope", "openid"),
            ("state", "un-etat-quelconque"),
            ("nonce", "un-nonce-quelconque"),
            ("code_challenge", &challenge()),
            ("code_challenge_method", "S256"),
        ]);
        url
    }

    /// With a session open: the tokens that are used again and again.
    pub async fn prepare(&mut self) {
        let rsa = self.redeemed(self.rsa.clone()).await;
        self.tokens.refresh_rs256 = rsa["refresh_token"].as_str().expect("a refresh token").to_owned();
        let tokens = self.redeemed(self.person.clone()).await;
        self.tokens.access = tokens["access_token"].as_str().expect("an access token").to_owned();
        self.tokens.refresh = tokens["refresh_token"].as_str().expect("a refresh token").to_owned();
    }

    async fn redeemed(&mut self, client: Credentials) -> Value {
        self.authorization = self.authorization_of(&client);
        let mut wire = self.wire();
        let code = code(self, &mut wire).await.unwrap_or_else(|| panic!("{} gives a code in its session", self.name));
        let pairs = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", REDIRECT_URI),
            ("code_verifier", VERIFIER),
        ];
        let answer = wire.send(self.token(&client, &pairs)).await.expect("an answer");
        serde_json::from_slice(&answer.body).expect("tokens")
    }

    /// JWTs of one refreshed answer that are signed with RS256.
    pub async fn rs256_signatures(&self) -> u32 {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", self.tokens.refresh_rs256.as_str())];
        let answer = self.wire().send(self.token(&self.rsa, &pairs)).await.expect("an answer");
        let tokens: Value = serde_json::from_slice(&answer.body).expect("tokens");
        let signed = |token: &Value| {
            let header = token.as_str().and_then(|token| token.split('.').next()).unwrap_or_default();
            URL_SAFE_NO_PAD.decode(header).is_ok_and(|header| String::from_utf8_lossy(&header).contains("RS256"))
        };
        ["access_token", "id_token", "refresh_token"].into_iter().map(|name| u32::from(signed(&tokens[name]))).sum()
    }
}

/// HTTP/1.1 for everybody: it is what Node serves.
pub fn http(authority: &[u8], card: Option<&[u8]>) -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(authority).expect("a certificate");
    let mut builder = reqwest::Client::builder()
        .http1_only()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .tls_certs_only([authority]);
    if let Some(card) = card {
        builder = builder.identity(reqwest::Identity::from_pem(card).expect("a certificate and its key"));
    }
    builder.build().expect("a client")
}

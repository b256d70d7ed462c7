//! A provider under test, and everything that a client may ask of it.

use std::time::Duration;

use serde_json::Map;
use tokio::sync::OnceCell;

use super::jwt::Read;
use super::key::fits;
use super::set_up::SetUp;
use super::{Answer, Browser, Client, Key, Phone, Receiver, Value, json};

pub struct Target {
    pub name: &'static str,
    pub issuer: String,
    /// The discovery document.
    pub metadata: Value,
    /// Without certificate, cookie or redirection.
    pub http: reqwest::Client,
    pub parts: Parts,
    session: OnceCell<Browser>,
    receiver: OnceCell<Receiver>,
}

/// What the two targets do in their own way.
pub struct Parts {
    pub name: &'static str,
    pub issuer: String,
    pub initial_access_token: String,
    /// PEM of who signed the certificates of the target, and of `localhost`.
    pub authority: Vec<u8>,
    /// A certificate for `localhost` and its key, PEM files.
    pub localhost: (std::path::PathBuf, std::path::PathBuf),
    pub browser: Box<dyn Fn() -> Browser + Send + Sync>,
    /// `login_hint` of the person who answers CIBA requests.
    pub person: String,
}

/// Nobody listens there: the walk stops at the redirection.
pub const RETOUR: &str = "https://client.example/retour";

impl Target {
    pub async fn new(parts: Parts) -> Self {
        let http = http(&parts.authority, None);
        let address = format!("{}/.well-known/openid-configuration", parts.issuer);
        let metadata = Answer::of(http.get(address)).await.ok();
        Self {
            name: parts.name,
            issuer: parts.issuer.clone(),
            metadata,
            http,
            parts,
            session: OnceCell::new(),
            receiver: OnceCell::new(),
        }
    }

    /// The address of an endpoint, by its member of the discovery document.
    pub fn endpoint(&self, member: &str) -> String {
        let address = self.metadata[member].as_str();
        address.unwrap_or_else(|| panic!("{} has no {member}", self.name)).to_owned()
    }

    /// The same behind mutual TLS (RFC 8705 §5).
    pub fn mtls_endpoint(&self, member: &str) -> String {
        let address = self.metadata["mtls_endpoint_aliases"][member].as_str();
        address.unwrap_or_else(|| panic!("{} has no alias of {member}", self.name)).to_owned()
    }

    /// Whether a list of the discovery document holds a value.
    pub fn offers(&self, member: &str, value: &str) -> bool {
        self.metadata[member].as_array().is_some_and(|list| list.iter().any(|item| item == value))
    }

    pub async fn get(&self, url: impl AsRef<str>) -> Answer {
        Answer::of(self.http.get(url.as_ref())).await
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        Answer::of(request).await
    }

    /// RFC 7591 §3.1, with the initial access token.
    pub async fn register(&self, metadata: &Value) -> Answer {
        let request = self.http.post(self.endpoint("registration_endpoint"));
        self.send(request.bearer_auth(&self.parts.initial_access_token).json(metadata)).await
    }

    /// `private_key_jwt` with ES256, code and refresh.
    pub async fn client(&'static self) -> Client {
        self.client_with(json!({})).await
    }

    /// With these metadata over the usual ones; `null` takes one away. A method with a secret takes the keys away.
    pub async fn client_with(&'static self, metadata: Value) -> Client {
        self.client_with_key(Key::es256(), metadata).await
    }

    pub async fn public_client(&'static self) -> Client {
        self.client_with(json!({ "token_endpoint_auth_method": "none" })).await
    }

    pub async fn secret_client(&'static self) -> Client {
        self.client_with(json!({ "token_endpoint_auth_method": "client_secret_basic" })).await
    }

    /// With a key of another algorithm.
    pub async fn client_with_key(&'static self, key: Key, metadata: Value) -> Client {
        let mut asked = json!({
            "client_name": "Un client d'essai",
            "redirect_uris": [RETOUR],
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": key.alg,
            "id_token_signed_response_alg": "ES256",
            "jwks": { "keys": [key.public()] },
        });
        lay(asked.as_object_mut().expect("an object"), &metadata);
        if metadata.get("token_endpoint_auth_method").is_some_and(|method| method != "private_key_jwt") {
            asked.as_object_mut().expect("an object").remove("token_endpoint_auth_signing_alg");
        }
        let _set_up = SetUp;
        let registration = self.register(&asked).await.ok();
        Client::new(self, key, registration)
    }

    /// One person, logged in once for the whole run; for everybody who does not end the session.
    pub async fn session(&'static self) -> &'static Browser {
        self.session.get_or_init(|| self.logged_in()).await
    }

    /// The same person in a browser of their own, logged in.
    pub async fn logged_in(&'static self) -> Browser {
        let _set_up = SetUp;
        let browser = self.browser();
        let client = self.client().await;
        client.authorize_in(&browser, &client.request()).await.code();
        browser
    }

    /// A browser of one's own, without a session.
    pub fn browser(&self) -> Browser {
        (self.parts.browser)()
    }

    /// The provider's keys, now.
    pub async fn keys(&self) -> Vec<Value> {
        let keys = self.get(self.endpoint("jwks_uri")).await.ok();
        keys["keys"].as_array().expect("a JWK set").clone()
    }

    /// Signed by a key that the provider publishes under the `kid` of the header.
    pub async fn verify(&self, jwt: &str) -> Read {
        let read = Read::of(jwt);
        let keys = self.keys().await;
        let key = keys.iter().find(|key| key["kid"] == read.headers["kid"]);
        let key = key.unwrap_or_else(|| panic!("no key of {} has the kid of {}", self.name, read.headers));
        let alg = read.headers["alg"].as_str().expect("an alg");
        assert!(fits(key, alg, read.input.as_bytes(), &read.signature), "the signature does not fit: {jwt}");
        read
    }

    /// GET with a bearer token.
    pub async fn userinfo(&self, access_token: &str) -> Answer {
        self.send(self.http.get(self.endpoint("userinfo_endpoint")).bearer_auth(access_token)).await
    }

    /// The phone of the person that `login_hint` names, for one test at a time: `parts.person`.
    pub async fn phone(&self) -> Phone<'_> {
        Phone::of(self).await
    }

    /// A server of the test that the provider can reach, one for the whole run: take paths of your own.
    pub async fn receiver(&self) -> &Receiver {
        let (certificate, key) = &self.parts.localhost;
        self.receiver.get_or_init(|| Receiver::start(certificate, key)).await
    }
}

/// An HTTP client without cookies or redirections; `identity`: PEM of a certificate and its key.
pub fn http(authority: &[u8], identity: Option<&[u8]>) -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(authority).expect("a certificate");
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .tls_certs_only([authority]);
    if let Some(identity) = identity {
        builder = builder.identity(reqwest::Identity::from_pem(identity).expect("a certificate and its key"));
    }
    builder.build().expect("a client")
}

fn lay(over: &mut Map<String, Value>, metadata: &Value) {
    for (name, value) in metadata.as_object().expect("metadata") {
        if value.is_null() {
            over.remove(name);
        } else {
            over.insert(name.clone(), value.clone());
        }
    }
}

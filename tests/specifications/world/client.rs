//! A registered client.

use url::Url;

use super::jwt::now;
use super::{Answer, Browser, Call, Callback, Certificate, Jwt, Key, Request, Target, Value, json, random};

#[derive(Clone)]
pub struct Client {
    pub target: &'static Target,
    pub id: String,
    /// Empty without one.
    pub secret: String,
    pub key: Key,
    /// What the registration answered.
    pub registration: Value,
    /// Presented at every call of a client that authenticates by it.
    pub certificate: Option<Certificate>,
}

impl Client {
    pub fn new(target: &'static Target, key: Key, registration: Value) -> Self {
        let text = |name: &str| registration[name].as_str().unwrap_or_default().to_owned();
        Self { target, id: text("client_id"), secret: text("client_secret"), key, registration, certificate: None }
    }

    /// With this certificate at every call.
    pub fn with_certificate(mut self, certificate: &Certificate) -> Self {
        self.certificate = Some(certificate.clone());
        self
    }

    pub fn method(&self) -> &str {
        self.registration["token_endpoint_auth_method"].as_str().unwrap_or("client_secret_basic")
    }

    pub fn redirect_uri(&self) -> &str {
        self.registration["redirect_uris"][0].as_str().expect("a redirect URI")
    }

    /// With nothing wrong.
    pub fn request(&self) -> Request {
        Request::new(&self.id, self.redirect_uri())
    }

    /// The address that a browser is sent to.
    pub fn address(&self, request: &Request) -> Url {
        let mut url: Url = self.target.endpoint("authorization_endpoint").parse().expect("an address");
        url.query_pairs_mut().extend_pairs(&request.pairs);
        url
    }

    /// In the shared session.
    pub async fn authorize(&self, request: &Request) -> Callback {
        self.authorize_in(self.target.session().await, request).await
    }

    pub async fn authorize_in(&self, browser: &Browser, request: &Request) -> Callback {
        browser.go(self.address(request), self.redirect_uri()).await.callback()
    }

    /// A code, and the request that it answers.
    pub async fn code(&self) -> (Callback, Request) {
        let request = self.request();
        let callback = self.authorize(&request).await;
        callback.code();
        (callback, request)
    }

    /// The pairs that redeem a code.
    pub fn redemption(&self, callback: &Callback, request: &Request) -> Vec<(&'static str, String)> {
        vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", callback.code().to_owned()),
            ("redirect_uri", self.redirect_uri().to_owned()),
            ("code_verifier", request.verifier.clone()),
        ]
    }

    pub async fn redeem(&self, callback: &Callback, request: &Request) -> Answer {
        self.token(&self.redemption(callback, request)).await
    }

    /// Logged in and redeemed: the token response.
    pub async fn tokens(&self) -> Value {
        self.tokens_for(&self.request()).await
    }

    pub async fn tokens_for(&self, request: &Request) -> Value {
        let callback = self.authorize(request).await;
        self.redeem(&callback, request).await.ok()
    }

    pub fn call(&self, endpoint: &str) -> Call<'_> {
        Call::new(self, endpoint)
    }

    pub async fn token<N: AsRef<str>, V: AsRef<str>>(&self, pairs: &[(N, V)]) -> Answer {
        self.call("token_endpoint").pairs(pairs).send().await
    }

    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
    }

    pub async fn introspect(&self, token: &str) -> Answer {
        self.call("introspection_endpoint").pair("token", token).send().await
    }

    pub async fn revoke(&self, token: &str) -> Answer {
        self.call("revocation_endpoint").pair("token", token).send().await
    }

    pub async fn userinfo(&self, access_token: &str) -> Answer {
        self.target.userinfo(access_token).await
    }

    /// RFC 9126 §2.1.
    pub async fn push(&self, request: &Request) -> Answer {
        self.call("pushed_authorization_request_endpoint").pairs(&request.pairs).send().await
    }

    /// What remains for the browser after a push; it keeps the verifier.
    pub async fn pushed(&self, request: &Request) -> Request {
        let answer = self.push(request).await.ok();
        let request_uri = answer["request_uri"].as_str().expect("a request_uri").to_owned();
        let pairs = vec![("client_id".to_owned(), self.id.clone()), ("request_uri".to_owned(), request_uri)];
        Request { pairs, verifier: request.verifier.clone() }
    }

    /// A client assertion with nothing wrong (RFC 7523 §3).
    pub fn assertion(&self) -> Jwt {
        Jwt::new(&self.key)
            .claim("iss", self.id.as_str())
            .claim("sub", self.id.as_str())
            .claim("aud", self.target.issuer.as_str())
            .claim("jti", random())
            .claim("iat", now())
            .claim("exp", now() + 60)
    }

    /// The request as a signed object with nothing wrong (RFC 9101 §4).
    pub fn object(&self, request: &Request) -> Jwt {
        let jwt = Jwt::new(&self.key)
            .header("typ", "oauth-authz-req+jwt")
            .claim("iss", self.id.as_str())
            .claim("aud", self.target.issuer.as_str())
            .claim("jti", random())
            .claim("iat", now())
            .claim("nbf", now() - 1)
            .claim("exp", now() + 300);
        request.pairs.iter().fold(jwt, |jwt, (name, value)| jwt.claim(name, json!(value)))
    }

    /// What a browser carries when the request is an object by value.
    pub fn by_value(&self, request: &Request, object: &str) -> Request {
        let pairs = vec![("client_id".to_owned(), self.id.clone()), ("request".to_owned(), object.to_owned())];
        Request { pairs, verifier: request.verifier.clone() }
    }
}

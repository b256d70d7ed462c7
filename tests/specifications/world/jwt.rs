//! Signed messages: right by construction, then with one deliberate defect.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac;

use super::{Key, Value, b64, json, unb64};

/// Seconds.
#[expect(clippy::disallowed_methods, reason = "the providers under test run on real time")]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_secs()).expect("a time")
}

/// To be signed.
#[derive(Clone)]
pub struct Jwt {
    pub headers: Value,
    pub claims: Value,
    key: Key,
    spoiled: bool,
}

impl Jwt {
    pub fn new(key: &Key) -> Self {
        let headers = json!({ "alg": key.alg, "kid": key.kid });
        Self { headers, claims: json!({}), key: key.clone(), spoiled: false }
    }

    /// `null` takes the member away.
    pub fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        set(&mut self.headers, name, value.into());
        self
    }

    /// `null` takes the claim away.
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        set(&mut self.claims, name, value.into());
        self
    }

    pub fn without(self, name: &str) -> Self {
        self.claim(name, Value::Null)
    }

    /// With another key, and that key's `alg` and `kid`.
    pub fn signed_by(mut self, key: &Key) -> Self {
        self.key = key.clone();
        let kid = if self.headers["kid"].is_null() { Value::Null } else { json!(key.kid) };
        self.header("alg", key.alg).header("kid", kid)
    }

    /// With a signature that is not its own.
    pub fn spoiled(mut self) -> Self {
        self.spoiled = true;
        self
    }

    /// Compact form.
    pub fn text(&self) -> String {
        let input = self.input();
        let mut signature = self.key.sign(input.as_bytes());
        if self.spoiled {
            signature[7] ^= 1;
        }
        format!("{input}.{}", b64(signature))
    }

    /// `alg: none` and no signature.
    pub fn unsigned(self) -> String {
        format!("{}.", self.header("alg", "none").input())
    }

    /// With HS256 under this secret, which the header carries as its key: right but for being symmetric.
    pub fn symmetric(self, secret: &[u8]) -> String {
        let input = self.header("alg", "HS256").header("jwk", json!({ "kty": "oct", "k": b64(secret) })).input();
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), input.as_bytes());
        format!("{input}.{}", b64(tag))
    }

    fn input(&self) -> String {
        format!("{}.{}", b64(self.headers.to_string()), b64(self.claims.to_string()))
    }
}

fn set(object: &mut Value, name: &str, value: Value) {
    let members = object.as_object_mut().expect("an object");
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
}

/// Received.
#[derive(Clone, Debug)]
pub struct Read {
    pub headers: Value,
    pub claims: Value,
    /// What the signature covers.
    pub input: String,
    pub signature: Vec<u8>,
}

impl Read {
    /// Without looking at the signature.
    pub fn of(text: &str) -> Self {
        let parts: Vec<_> = text.split('.').collect();
        assert_eq!(parts.len(), 3, "not a signed JWT: {text}");
        let json = |part: &str| serde_json::from_slice(&unb64(part)).unwrap_or_else(|_| panic!("not JSON: {text}"));
        Self {
            headers: json(parts[0]),
            claims: json(parts[1]),
            input: format!("{}.{}", parts[0], parts[1]),
            signature: unb64(parts[2]),
        }
    }

    pub fn text(&self, claim: &str) -> &str {
        self.claims[claim].as_str().unwrap_or_else(|| panic!("no {claim} in {}", self.claims))
    }

    /// Seconds.
    pub fn time(&self, claim: &str) -> i64 {
        self.claims[claim].as_i64().unwrap_or_else(|| panic!("no {claim} in {}", self.claims))
    }
}

//! Authorization requests.

use super::{digest, random};

/// With nothing wrong, until something is changed.
#[derive(Clone, Debug)]
pub struct Request {
    pub pairs: Vec<(String, String)>,
    pub verifier: String,
}

impl Request {
    pub fn new(client_id: &str, redirect_uri: &str) -> Self {
        let verifier = random();
        let (state, nonce, challenge) = (random(), random(), digest(&verifier));
        let pairs = [
            ("client_id", client_id),
            ("response_type", "code"),
            ("redirect_uri", redirect_uri),
            ("scope", "openid"),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        Self { pairs: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(), verifier }
    }

    /// With this value instead of another.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.retain(|(found, _)| found != name);
        self.and(name, value)
    }

    pub fn without(mut self, name: &str) -> Self {
        self.pairs.retain(|(found, _)| found != name);
        self
    }

    /// With one more pair, whatever is there already.
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.push((name.to_owned(), value.into()));
        self
    }

    #[track_caller]
    pub fn get(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name} in the request"))
    }
}

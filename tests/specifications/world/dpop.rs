//! RFC 9449: the key of a sender, and its proofs.

use super::jwt::now;
use super::{Jwt, Key, digest, random};

#[derive(Clone)]
pub struct Dpop {
    pub key: Key,
}

impl Dpop {
    pub fn new() -> Self {
        Self { key: Key::es256() }
    }

    /// A proof with nothing wrong, for an endpoint without token.
    pub fn proof(&self, method: &str, url: &str) -> Jwt {
        Jwt::new(&self.key)
            .header("kid", ())
            .header("typ", "dpop+jwt")
            .header("jwk", self.key.bare())
            .claim("jti", random())
            .claim("htm", method)
            .claim("htu", url)
            .claim("iat", now())
    }

    /// Beside an access token.
    pub fn proof_for(&self, method: &str, url: &str, access_token: &str) -> Jwt {
        self.proof(method, url).claim("ath", digest(access_token))
    }

    /// `dpop_jkt`, `cnf.jkt`.
    pub fn thumbprint(&self) -> String {
        self.key.thumbprint()
    }
}

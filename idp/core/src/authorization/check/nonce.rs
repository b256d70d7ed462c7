//! OpenID Connect Core 1.0 §3.1.2.1 `nonce`: optional with the code flow, echoed in the tokens.

use oidc::Parameters;

use super::Fault;

const LONGEST: usize = 512;

pub fn check(params: &Parameters) -> Result<Option<String>, Fault> {
    match params.get("nonce") {
        Some(nonce) if nonce.len() > LONGEST => Err(Fault::request("nonce is longer than 512 bytes")),
        nonce => Ok(nonce.map(str::to_owned)),
    }
}

//! OpenID Connect Core 1.0 §3.1.2.1 `nonce`: optional with the code flow, echoed in the tokens; required where an ID token
//! comes by the browser (§3.2.2.1).

use oidc::{Parameters, ResponseType};

use super::Fault;

const LONGEST: usize = 512;

pub fn check(params: &Parameters, kind: ResponseType) -> Result<Option<String>, Fault> {
    match params.get("nonce") {
        None | Some("") if kind.carries_tokens() => {
            Err(Fault::request("nonce is missing: this response_type wants one"))
        }
        Some(nonce) if nonce.len() > LONGEST => Err(Fault::request("nonce is longer than 512 bytes")),
        nonce => Ok(nonce.map(str::to_owned)),
    }
}

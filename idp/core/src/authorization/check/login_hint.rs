//! OpenID Connect Core 1.0 §3.1.2.1 `login_hint`: fills the field of the login page, proves nothing.

use oidc::Parameters;

use super::Fault;

const LONGEST: usize = 256;

pub fn check(params: &Parameters) -> Result<Option<String>, Fault> {
    match params.get("login_hint") {
        Some(hint) if hint.len() > LONGEST => Err(Fault::request("login_hint is longer than 256 bytes")),
        hint => Ok(hint.map(str::to_owned)),
    }
}

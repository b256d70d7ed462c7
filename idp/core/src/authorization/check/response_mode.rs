//! OAuth 2.0 Multiple Response Type Encoding Practices §2.1 and §3, JARM §2.3.

use oidc::{Parameters, ResponseMode, ResponseType};

use super::Fault;

pub fn check(params: &Parameters, kind: ResponseType) -> Result<ResponseMode, Fault> {
    let Some(word) = params.get("response_mode") else { return Ok(kind.default_mode()) };
    let unknown = Fault::request("response_mode is not one of the discovery document");
    let mode: ResponseMode = word.parse().map_err(|_| unknown)?;
    match kind.carries_tokens() {
        true => mode.with_tokens().ok_or(Fault::request("response_mode query carries no token")),
        false => Ok(mode),
    }
}

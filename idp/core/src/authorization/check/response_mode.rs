//! OAuth 2.0 Multiple Response Type Encoding Practices §2.1, JARM §2.3.

use oidc::{Parameters, ResponseMode};

use super::Fault;

pub fn check(params: &Parameters) -> Result<ResponseMode, Fault> {
    let Some(word) = params.get("response_mode") else { return Ok(ResponseMode::default()) };
    word.parse().map_err(|_| Fault::request("response_mode is not one of the discovery document"))
}

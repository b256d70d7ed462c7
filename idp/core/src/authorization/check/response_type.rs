//! RFC 6749 §3.1.1, RFC 9700 §2.1.2: `code` and nothing that carries a token through the browser.

use oidc::{ErrorCode, Parameters, response_type};

use super::Fault;

pub fn check(params: &Parameters) -> Result<(), Fault> {
    match params.get("response_type") {
        Some(response_type::CODE) => Ok(()),
        Some(sent) => {
            Err(Fault::new(ErrorCode::UnsupportedResponseType, "response_type is code").between("code", sent))
        }
        None => Err(Fault::request("response_type is missing")),
    }
}

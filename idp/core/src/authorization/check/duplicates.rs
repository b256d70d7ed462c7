//! RFC 6749 §3.1: no parameter is included more than once.

use oidc::Parameters;

use super::Fault;

pub fn check(params: &Parameters) -> Result<(), Fault> {
    match params.duplicate() {
        Some(_) => Err(Fault::request("a parameter was included more than once")),
        None => Ok(()),
    }
}

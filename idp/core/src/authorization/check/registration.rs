//! OpenID Connect Core 1.0 §7.2.1: self-registration in the request is not offered, and says so.

use oidc::{ErrorCode, Parameters};

use super::Fault;

pub fn check(params: &Parameters) -> Result<(), Fault> {
    match params.get("registration") {
        Some(_) => Err(Fault::new(ErrorCode::RegistrationNotSupported, "registration in the request is not supported")),
        None => Ok(()),
    }
}

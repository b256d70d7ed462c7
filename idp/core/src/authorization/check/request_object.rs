//! OpenID Connect Core 1.0 §6 and §7.2.1: request objects and self-registration are not offered, and say so.

use oidc::{ErrorCode, Parameters};

use super::Fault;

pub fn check(params: &Parameters) -> Result<(), Fault> {
    let refused = [
        ("request", ErrorCode::RequestNotSupported, "request objects are not supported"),
        ("request_uri", ErrorCode::RequestUriNotSupported, "request objects by reference are not supported"),
        ("registration", ErrorCode::RegistrationNotSupported, "registration in the request is not supported"),
    ];
    match refused.into_iter().find(|(name, ..)| params.get(name).is_some()) {
        Some((_, error, why)) => Err(Fault::new(error, why)),
        None => Ok(()),
    }
}

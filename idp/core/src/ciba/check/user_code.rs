//! CIBA Core 1.0 §7.1.2 `user_code`: a secret shared with the person beforehand. Not offered, and never guessed at: the
//! number and the PIN do what it is for (M25).

use oidc::Parameters;

use crate::authorization::Fault;

pub fn check(params: &Parameters) -> Result<(), Fault> {
    match params.get("user_code") {
        Some(_) => Err(Fault::request("user_code is not read here: see backchannel_user_code_parameter_supported")),
        None => Ok(()),
    }
}

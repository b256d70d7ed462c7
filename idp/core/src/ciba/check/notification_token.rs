//! CIBA Core 1.0 §7.1 `client_notification_token`: what the ping shows the client. A bearer token (RFC 6750 §2.1) of at most
//! 1024 characters with at least 128 bits, which is 22 characters at best (M06).

use oidc::Parameters;

use crate::authorization::Fault;
use crate::client::CibaRules;

const SHORTEST: usize = 22;
const LONGEST: usize = 1_024;

/// `None` for a client that polls.
pub fn check(params: &Parameters, rules: &CibaRules) -> Result<Option<String>, Fault> {
    let CibaRules::Ping { .. } = rules else { return Ok(None) };
    let token = params.get("client_notification_token");
    let token =
        token.ok_or(Fault::request("client_notification_token is missing: the client is registered for ping"))?;
    if token.len() > LONGEST {
        return Err(Fault::request("client_notification_token is longer than 1024 characters"));
    }
    if token.len() < SHORTEST {
        return Err(Fault::request("client_notification_token has less than 128 bits"));
    }
    match is_bearer(token) {
        true => Ok(Some(token.to_owned())),
        false => Err(Fault::request("client_notification_token is not a bearer token")),
    }
}

/// RFC 6750 §2.1: `b64token`.
fn is_bearer(token: &str) -> bool {
    let body = token.trim_end_matches('=');
    !body.is_empty() && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}

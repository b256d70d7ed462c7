//! OpenID Connect Core 1.0 §3.1.2.1 `max_age`: seconds since the person was last authenticated.

use ambient::Seconds;
use oidc::Parameters;

use super::Fault;

pub fn check(params: &Parameters) -> Result<Option<Seconds>, Fault> {
    let Some(text) = params.get("max_age") else { return Ok(None) };
    let seconds: u32 = text.parse().map_err(|_| Fault::request("max_age is a number of seconds"))?;
    Ok(Some(Seconds(i64::from(seconds))))
}

//! OpenID Connect Core 1.0 §3.1.2.1 `max_age`: seconds since the person was last authenticated. OpenID Connect
//! Registration 1.0 §2 `default_max_age` stands in for it.

use super::{Asked, Fault};
use ambient::Seconds;

pub fn check(asked: Asked<'_>) -> Result<Option<Seconds>, Fault> {
    let Some(text) = asked.params.get("max_age") else { return Ok(asked.client.requests.default_max_age.map(Seconds)) };
    let seconds: u32 = text.parse().map_err(|_| Fault::request("max_age is a number of seconds"))?;
    Ok(Some(Seconds(i64::from(seconds))))
}

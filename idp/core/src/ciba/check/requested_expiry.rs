//! CIBA Core 1.0 §7.1 `requested_expiry`: a positive number of seconds. More than the settings allow gets what they allow
//! (M04).

use ambient::Seconds;
use oidc::Parameters;

use crate::authorization::Fault;
use crate::ciba::CibaSettings;

pub fn check(params: &Parameters, settings: &CibaSettings) -> Result<Seconds, Fault> {
    let Some(sent) = params.get("requested_expiry") else { return Ok(settings.life) };
    let digits = sent.len() <= 9 && sent.bytes().all(|byte| byte.is_ascii_digit());
    match sent.parse::<i64>() {
        Ok(seconds @ 1..) if digits => Ok(Seconds(seconds.min(settings.longest.0))),
        _ => Err(Fault::request("requested_expiry is a positive number of seconds")),
    }
}

//! CIBA Core 1.0 §7.1 `binding_message`, FAPI-CIBA §5.2.2-2, security rows M07 and M08. The number that the screen of the
//! service shows: the person types it on the phone, so it is digits and nothing else. Pro Santé Connect has exactly two;
//! elsewhere a service may show up to six. Without one there is nothing to carry from one screen to the other.

use oidc::ErrorCode;

use crate::authorization::Fault;
use crate::authorization::check::Asked;
use crate::client::Profile;

const LONGEST: usize = 6;

pub fn check(asked: Asked<'_>) -> Result<String, Fault> {
    let fault = |why| Fault::new(ErrorCode::InvalidBindingMessage, why);
    let Some(message) = asked.params.get("binding_message") else {
        return Err(fault("binding_message is missing: the two digits that your screen shows"));
    };
    let digits = message.bytes().all(|byte| byte.is_ascii_digit());
    match (asked.client.profile, message.len()) {
        (Profile::Psc, 2) if digits => Ok(message.to_owned()),
        (Profile::Psc, _) => Err(fault("binding_message is exactly two digits, which your screen shows")),
        (_, 2..=LONGEST) if digits => Ok(message.to_owned()),
        _ => Err(fault("binding_message is two to six digits, which your screen shows")),
    }
}

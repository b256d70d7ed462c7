//! facts/psc.md §4.4 `channel`: by phone, or with the card in the reader of the workstation.

use oidc::Parameters;

use crate::authorization::Fault;
use crate::ciba::Channel;

pub fn check(params: &Parameters) -> Result<Channel, Fault> {
    match params.get("channel") {
        None | Some("MOBILE") => Ok(Channel::Mobile),
        Some("CARD") => Ok(Channel::Card),
        Some(_) => Err(Fault::request("channel is MOBILE or CARD")),
    }
}

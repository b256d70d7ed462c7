//! facts/psc.md §4.4 `channel`: by phone. The card has its own program on the workstation, which is not there yet.

use oidc::Parameters;

use crate::authorization::Fault;

pub fn check(params: &Parameters) -> Result<(), Fault> {
    match params.get("channel") {
        None | Some("MOBILE") => Ok(()),
        Some("CARD") => Err(Fault::request("channel CARD is not offered: use MOBILE, or a login page for cards")),
        Some(_) => Err(Fault::request("channel is MOBILE")),
    }
}

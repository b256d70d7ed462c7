//! CIBA Core 1.0 §7.1 `acr_values`: as at the authorization endpoint, and the phone or the card must reach it; and so for an essential
//! `amr`.

use oidc::{Acr, ClaimsParameter, ErrorCode};

use crate::assurance::Assurance;
use crate::authorization::Fault;
use crate::authorization::check::{Asked, acr_values, amr};
use crate::ciba::Channel;

pub fn check(
    asked: Asked<'_>,
    claims: &ClaimsParameter,
    (assurance, channel): (&Assurance, Channel),
) -> Result<Option<Acr>, Fault> {
    let floor = acr_values::check(asked, claims, assurance)?;
    let moyens = amr::check(asked, claims, assurance.reaching(asked.client, floor))?;
    match (moyens.contains(&channel.kind()), channel) {
        (true, _) => Ok(floor),
        (false, Channel::Mobile) => {
            Err(Fault::new(ErrorCode::UnmetAuthenticationRequirements, "the phone does not reach the requested acr"))
        }
        (false, Channel::Card) => {
            Err(Fault::new(ErrorCode::UnmetAuthenticationRequirements, "the card does not reach the requested acr"))
        }
    }
}

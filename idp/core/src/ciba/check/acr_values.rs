//! CIBA Core 1.0 §7.1 `acr_values`: as at the authorization endpoint, and the phone must reach it.

use oidc::{Acr, ClaimsParameter, ErrorCode};

use crate::assurance::Assurance;
use crate::authorization::Fault;
use crate::authorization::check::{Asked, acr_values};
use crate::moyen::MoyenKind;

pub fn check(asked: Asked<'_>, claims: &ClaimsParameter, assurance: &Assurance) -> Result<Option<Acr>, Fault> {
    let floor = acr_values::check(asked, claims, assurance)?;
    match assurance.reaching(asked.client.profile, floor).contains(&MoyenKind::Ecps) {
        true => Ok(floor),
        false => {
            Err(Fault::new(ErrorCode::UnmetAuthenticationRequirements, "the phone does not reach the requested acr"))
        }
    }
}

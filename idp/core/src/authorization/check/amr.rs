//! OpenID Connect Core 1.0 §5.5.1: an essential `amr` leaves the means that answer one of the values asked for, so that a
//! service can demand one that resists phishing (`phr`, checklist M21). The registration may demand the same of every
//! request. Whatever else is asked of `amr` changes nothing.

use oidc::{ClaimsParameter, ErrorCode};

use super::{Asked, Fault};
use crate::moyen::MoyenKind;

pub fn check(asked: Asked<'_>, claims: &ClaimsParameter, moyens: Vec<MoyenKind>) -> Result<Vec<MoyenKind>, Fault> {
    let wanted: Vec<&str> = match claims.id_token.demand("amr").filter(|demand| demand.essential) {
        Some(demand) => demand.accepted().collect(),
        None => Vec::new(),
    };
    let answers = |kind: &MoyenKind| wanted.is_empty() || kind.amr().iter().any(|word| wanted.contains(word));
    let resists = |kind: &MoyenKind| {
        !asked.client.requests.phishing_resistant || kind.amr().contains(&MoyenKind::PHISHING_RESISTANT)
    };
    let left: Vec<MoyenKind> = moyens.into_iter().filter(|kind| answers(kind) && resists(kind)).collect();
    match left.is_empty() {
        false => Ok(left),
        true => Err(Fault::new(
            ErrorCode::UnmetAuthenticationRequirements,
            "no means of identification answers the requested acr and amr",
        )),
    }
}

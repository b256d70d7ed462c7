//! OpenID Connect Core 1.0 §3.1.2.1 `acr_values`, for which `default_acr_values` of the registration stands in, and
//! §5.5.1.1 the essential `acr` claim. A level that no means reaches is
//! refused, never silently lowered (OpenID Connect Core Error Code unmet_authentication_requirements 1.0). For `psc` the
//! parameter is the voluntary claim that Core makes of it: relying parties in the field send values that Pro Santé Connect
//! answers by its own (facts/psc.md §1.3, §1.4), and an essential claim still binds.

use oidc::{Acr, ClaimsParameter, ErrorCode};

use super::{Asked, Fault};
use crate::assurance::Assurance;
use crate::client::Profile;

const UNREACHABLE: Fault =
    Fault::new(ErrorCode::UnmetAuthenticationRequirements, "no means of identification reaches the requested acr");

/// The lowest level that answers the request: any of the values listed does, a higher level does too.
pub fn check(asked: Asked<'_>, claims: &ClaimsParameter, assurance: &Assurance) -> Result<Option<Acr>, Fault> {
    let voluntary = match asked.params.get("acr_values") {
        Some(values) => lowest(values.split_ascii_whitespace()),
        None => lowest(asked.client.requests.default_acr_values.iter().map(String::as_str)),
    };
    let voluntary = match asked.client.profile {
        Profile::Psc => {
            voluntary.unwrap_or_default().filter(|floor| !assurance.reaching(asked.client, Some(*floor)).is_empty())
        }
        Profile::Oidc | Profile::Fapi2 | Profile::Fapi2MessageSigning | Profile::FapiCiba => voluntary?,
    };
    let essential = match claims.id_token.demand("acr").filter(|demand| demand.essential) {
        Some(demand) => lowest(demand.accepted())?,
        None => None,
    };
    let floor = voluntary.max(essential);
    match assurance.reaching(asked.client, floor).is_empty() {
        true => Err(UNREACHABLE),
        false => Ok(floor),
    }
}

/// Words that are not ours are passed over as long as one is.
fn lowest<'a>(words: impl Iterator<Item = &'a str>) -> Result<Option<Acr>, Fault> {
    let read: Vec<Option<Acr>> = words.map(|word| word.parse().ok()).collect();
    match read.iter().flatten().min() {
        None if !read.is_empty() => Err(UNREACHABLE),
        lowest => Ok(lowest.copied()),
    }
}

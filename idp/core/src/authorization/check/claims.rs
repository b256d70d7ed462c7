//! OpenID Connect Core 1.0 §5.5 `claims`.

use oidc::{ClaimsParameter, Parameters};

use super::Fault;
use super::id_token_hint::HintedSubject;

const LONGEST: usize = 8 * 1_024;

pub fn check(params: &Parameters) -> Result<ClaimsParameter, Fault> {
    let Some(json) = params.get("claims") else { return Ok(ClaimsParameter::default()) };
    if json.len() > LONGEST {
        return Err(Fault::request("claims is longer than 8 kB"));
    }
    ClaimsParameter::parse(json).map_err(|_| Fault::request("claims is not the JSON that OpenID Connect describes"))
}

/// §5.5.1: a `sub` asked for by value names who must sign in, as a hint does. With both, both must hold: the hint is
/// kept only when it names the same person, otherwise nobody can answer it.
pub fn with_subject(hint: Option<HintedSubject>, claims: &ClaimsParameter) -> Option<HintedSubject> {
    let wanted = |requested: &oidc::claims_parameter::Requested| {
        requested.demand("sub").and_then(|demand| demand.accepted().next().map(str::to_owned))
    };
    let asked = wanted(&claims.id_token).or_else(|| wanted(&claims.userinfo)).map(|sub| HintedSubject { sub });
    match (hint, asked) {
        (Some(hint), Some(asked)) if hint != asked => Some(HintedSubject { sub: String::new() }),
        (hint, asked) => hint.or(asked),
    }
}

//! Design §4: `situation_hint` (situation id or FINESS EG) answers the choice of situation, where the client may.

use oidc::ErrorCode;

use super::{Asked, Fault};

const LONGEST: usize = 128;

pub fn check(asked: Asked<'_>) -> Result<Option<String>, Fault> {
    let Some(hint) = asked.params.get("situation_hint") else { return Ok(None) };
    if !asked.client.may_hint_situation {
        return Err(Fault::new(ErrorCode::UnauthorizedClient, "this client may not send situation_hint"));
    }
    let printable = hint.len() <= LONGEST && hint.bytes().all(|byte| byte.is_ascii_graphic());
    printable
        .then(|| Some(hint.to_owned()))
        .ok_or(Fault::request("situation_hint is a situation id or a FINESS number"))
}

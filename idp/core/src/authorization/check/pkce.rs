//! RFC 7636 §4.3, RFC 9700 §2.1.1: `S256` or nothing. Public clients always send it; a confidential one when its
//! registration says so; once sent it is enforced. Without a code there is nothing to bind.

use oidc::{CodeChallenge, ResponseType};

use super::{Asked, Fault};
use crate::client::ClientAuth;

pub fn check(asked: Asked<'_>, kind: ResponseType) -> Result<Option<CodeChallenge>, Fault> {
    if kind.carries_tokens() {
        return Ok(None);
    }
    let required = asked.client.pkce_required || asked.client.auth == ClientAuth::None;
    match (asked.params.get("code_challenge"), asked.params.get("code_challenge_method")) {
        (None, None) if required => Err(Fault::request("code_challenge is missing: this client uses PKCE with S256")),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Fault::request("code_challenge_method came without code_challenge")),
        (Some(challenge), Some(CodeChallenge::METHOD)) => CodeChallenge::parse(challenge)
            .map(Some)
            .map_err(|_| Fault::request("code_challenge has 43 characters of base64url")),
        (Some(_), method) => {
            Err(Fault::request("code_challenge_method is S256").between("S256", method.unwrap_or("nothing: plain")))
        }
    }
}

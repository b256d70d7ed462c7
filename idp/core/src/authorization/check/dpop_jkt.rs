//! RFC 9449 §10 `dpop_jkt`: the SHA-256 thumbprint of the key that alone redeems the code.

use oidc::{Parameters, ResponseType};

use super::Fault;

pub fn check(params: &Parameters, kind: ResponseType) -> Result<Option<String>, Fault> {
    let thumbprint = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match params.get("dpop_jkt") {
        Some(_) if kind.carries_tokens() => Err(Fault::request("dpop_jkt binds a code, and none was asked for")),
        Some(jkt) if jkt.len() != 43 || !jkt.bytes().all(thumbprint) => {
            Err(Fault::request("dpop_jkt has 43 characters of base64url"))
        }
        jkt => Ok(jkt.map(str::to_owned)),
    }
}

//! RFC 9449 §10 `dpop_jkt`: the SHA-256 thumbprint of the key that alone redeems the code.

use oidc::Parameters;

use super::Fault;

pub fn check(params: &Parameters) -> Result<Option<String>, Fault> {
    let thumbprint = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match params.get("dpop_jkt") {
        Some(jkt) if jkt.len() != 43 || !jkt.bytes().all(thumbprint) => {
            Err(Fault::request("dpop_jkt has 43 characters of base64url"))
        }
        jkt => Ok(jkt.map(str::to_owned)),
    }
}

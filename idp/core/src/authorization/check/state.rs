//! RFC 6749 §4.1.1 `state`: opaque, given back as it came.

use oidc::Parameters;

use super::Fault;

/// Bytes; beyond, a redirect would outgrow what browsers and proxies carry.
pub const LONGEST: usize = 2_048;

pub fn check(params: &Parameters) -> Result<Option<String>, Fault> {
    match params.get("state") {
        Some(state) if state.len() > LONGEST => Err(Fault::request("state is longer than 2048 bytes")),
        state => Ok(state.map(str::to_owned)),
    }
}

//! What the provider says beside the standard claims, and the checks that the library leaves to its user.

use jsonwebtoken::get_current_timestamp;
use openidconnect::{AdditionalClaims, AuthenticationContextClass, ExtraTokenFields};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What `acr` may say, from the lowest that is taken up.
const LEVELS: [&str; 3] = ["eidas1", "eidas2", "eidas3"];
/// Seconds that clocks may differ by.
const LEEWAY: u64 = 10;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Told {
    pub sid: Option<String>,
    pub situation: Option<Value>,
    /// Under which a person is stored: `sub` differs from one provider to the next.
    #[serde(rename = "SubjectNameID")]
    pub compte: Option<String>,
    /// Of an introspected token: `Refresh` is none to call with.
    pub typ: Option<String>,
    nbf: Option<u64>,
}
impl AdditionalClaims for Told {}
impl ExtraTokenFields for Told {}

impl Told {
    /// RFC 7519 §4.1.5.
    pub fn has_begun(&self) -> bool {
        self.nbf.is_none_or(|nbf| nbf <= get_current_timestamp() + LEEWAY)
    }
}

/// OpenID Connect Core 3.1.3.7, point 12.
pub fn high_enough(acr: Option<&AuthenticationContextClass>) -> Result<(), String> {
    match acr {
        Some(acr) if LEVELS.contains(&acr.as_str()) => Ok(()),
        _ => Err("a level lower than what was asked".to_owned()),
    }
}

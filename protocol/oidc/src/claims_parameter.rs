//! The `claims` request parameter: OpenID Connect Core 1.0 §5.5. Read are `acr` and `sub`, which change what happens;
//! any other member is a wish that the granted scope answers.

use serde::Deserialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ClaimsParameter {
    #[serde(default)]
    pub id_token: Requested,
    #[serde(default)]
    pub userinfo: Requested,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Requested {
    #[serde(default)]
    pub acr: Option<Demand>,
    #[serde(default)]
    pub sub: Option<Demand>,
}

/// How a single claim is asked for (§5.5.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Demand {
    #[serde(default)]
    pub essential: bool,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub values: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("the claims parameter cannot be read: {0}")]
pub struct UnreadableClaims(#[from] serde_json::Error);

impl ClaimsParameter {
    pub fn parse(json: &str) -> Result<Self, UnreadableClaims> {
        Ok(serde_json::from_str(json)?)
    }
}

impl Demand {
    /// Every value that would do, in order of preference.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        self.value.iter().chain(&self.values).map(String::as_str)
    }
}

//! The `claims` request parameter: OpenID Connect Core 1.0 §5.5. `acr`, `auth_time` and `sub` change what happens; any
//! other claim is given when the person has it, whatever the scope, as far as the client may have it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsParameter {
    #[serde(default)]
    pub id_token: Requested,
    #[serde(default)]
    pub userinfo: Requested,
}

/// Claim name → how it is asked for; `null` is a voluntary claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Requested(BTreeMap<String, Option<Demand>>);

/// How a single claim is asked for (§5.5.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    #[serde(default)]
    pub essential: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
}

#[derive(Debug, thiserror::Error)]
#[error("the claims parameter cannot be read: {0}")]
pub struct UnreadableClaims(#[from] serde_json::Error);

impl ClaimsParameter {
    pub fn parse(json: &str) -> Result<Self, UnreadableClaims> {
        // an array would be read as the members in their order
        let object: serde_json::Map<String, Value> = serde_json::from_str(json)?;
        Ok(serde_json::from_value(Value::Object(object))?)
    }
}

impl Requested {
    /// Whether the claim is asked for, in whatever way.
    pub fn has(&self, claim: &str) -> bool {
        self.0.contains_key(claim)
    }

    /// How it is asked for, when more than its name was said.
    pub fn demand(&self, claim: &str) -> Option<&Demand> {
        self.0.get(claim)?.as_ref()
    }

    pub fn essential(&self, claim: &str) -> bool {
        self.demand(claim).is_some_and(|demand| demand.essential)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Demand {
    /// Every text that would do, in order of preference.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        self.value.iter().chain(&self.values).filter_map(Value::as_str)
    }
}

use std::fmt;

use serde::{Deserialize, Serialize};

/// One situation of practice, for life: given by the registry, opaque to everyone else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SituationId(String);

impl SituationId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for SituationId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for SituationId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for SituationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

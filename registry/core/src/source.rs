use std::fmt;
use std::str::FromStr;

/// Who keeps a record: an import touches only what extractions brought, the portal only what was entered there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    Extraction,
    Portail,
}

#[derive(Debug, thiserror::Error)]
#[error("a source is EXTRACTION or PORTAIL, got \"{0}\"")]
pub struct SourceError(String);

impl Source {
    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Extraction => "EXTRACTION",
            Self::Portail => "PORTAIL",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        match text {
            "EXTRACTION" => Ok(Self::Extraction),
            "PORTAIL" => Ok(Self::Portail),
            _ => Err(SourceError(text.to_owned())),
        }
    }
}

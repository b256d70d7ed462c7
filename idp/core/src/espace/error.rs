use crate::port::PortError;

/// Why something of the space was not shown or not done.
#[derive(Debug, thiserror::Error)]
pub enum EspaceError {
    /// It is somebody else's, or is over: nobody learns which.
    #[error("the person has nothing of this name")]
    Rien,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl EspaceError {
    /// Stable, for the page, the log and support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rien => "espace.rien",
            Self::Port(_) => "service.indisponible",
        }
    }

    /// What the team that runs the provider can do.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::Rien => "nothing: the person acts",
            Self::Port(_) => "look at the health of the stores",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![Self::Rien]
    }
}

/// Why an adapter could not answer. Every use case fails closed on it.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// The engine or the service behind the port does not answer now; trying again later may help.
    #[error("{port} is out of reach: {cause}")]
    Unavailable { port: &'static str, cause: String },
    /// What was stored cannot be read back: a defect or a corruption, never the caller's fault.
    #[error("{port} holds something unreadable in {place}: {cause}")]
    Inconsistent { port: &'static str, place: String, cause: String },
}

impl PortError {
    /// The address of a client's keys does not answer: its mistake, told once where it was asked for them.
    pub fn is_of_client(&self) -> bool {
        matches!(self, Self::Unavailable { port, .. } if *port == crate::client_keys::PORT)
    }

    pub fn unavailable(port: &'static str, cause: impl ToString) -> Self {
        Self::Unavailable { port, cause: cause.to_string() }
    }

    pub fn inconsistent(port: &'static str, place: impl ToString, cause: impl ToString) -> Self {
        Self::Inconsistent { port, place: place.to_string(), cause: cause.to_string() }
    }
}

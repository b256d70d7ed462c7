/// Why a record is not there. The act that it tells must not be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Something of this origin was recorded before; nothing was written.
    #[error("an act of this origin was recorded before")]
    AlreadyRecorded,
    /// The engine does not answer. The record may be there or not: who tries again uses the same origin.
    #[error("the journal is out of reach: {0}")]
    Unavailable(String),
    /// The service is stopping.
    #[error("the journal is closed")]
    Closed,
}

impl From<sqlx::Error> for JournalError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

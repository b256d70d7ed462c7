use registry_core::port::PortError;

/// What the port is called in errors and logs.
pub const PORT: &str = "registry store";

/// The engine did not do what was asked.
pub fn moteur(cause: sqlx::Error) -> PortError {
    match cause {
        sqlx::Error::ColumnDecode { ref index, .. } => illisible(index.clone(), cause),
        cause => PortError::HorsService { port: PORT, cause: cause.to_string() },
    }
}

pub fn illisible(lieu: impl ToString, cause: impl ToString) -> PortError {
    PortError::Illisible { port: PORT, lieu: lieu.to_string(), cause: cause.to_string() }
}

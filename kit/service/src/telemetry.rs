//! What a process tells of itself while it runs: log lines, and spans where a collector takes them.

mod sent;

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

pub use sent::{Named, Traces};

/// How log lines are written, on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// One JSON object a line, for a collector.
    Json,
}

#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    #[error("the log filter \"{filter}\" cannot be read: {why}. Write for example \"info\" or \"info,idp_core=debug\"")]
    Filter { filter: String, why: String },
    #[error("log lines already go elsewhere: telemetry is set up once a process")]
    AlreadySetUp,
    #[error(transparent)]
    Traces(#[from] traces::TracesError),
    #[error("traces.ca_file: {path}: {cause}")]
    Authority { path: std::path::PathBuf, cause: std::io::Error },
}

/// What is closed last, so that nothing is lost.
#[derive(Debug, Default)]
pub struct Telemetry(Option<traces::Export>);

impl Telemetry {
    /// Sends the spans that wait.
    pub async fn close(self) {
        if let Some(export) = self.0 {
            export.close().await;
        }
    }
}

/// Sends log lines to standard error. `filter` is a list of `target=level`, as in `info,idp_core=debug`.
///
/// What we log names things (`client.id`, `session.id`); libraries that print what they carry stay at `info`.
pub fn init(format: Format, filter: &str) -> Result<(), TelemetryError> {
    let lines = tracing_subscriber::fmt().with_env_filter(lines(filter)?).with_writer(std::io::stderr);
    match format {
        Format::Text => lines.try_init(),
        Format::Json => lines.json().flatten_event(true).try_init(),
    }
    .map_err(|_| TelemetryError::AlreadySetUp)
}

/// [`init`] as a collector of log lines wants them, and spans where `to` says. Called inside the runtime.
pub fn init_traced(filter: &str, named: Named, to: Option<&Traces>) -> Result<Telemetry, TelemetryError> {
    let Some(to) = to else {
        return init(Format::Json, filter).map(|()| Telemetry::default());
    };
    let written = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).json().flatten_event(true);
    let (spans, export) = traces::open(to.destination(named)?)?;
    // each has a filter of its own: what is written is the same with and without spans
    let both = tracing_subscriber::registry().with(written.with_filter(lines(filter)?)).with(spans);
    both.try_init().map_err(|_| TelemetryError::AlreadySetUp)?;
    Ok(Telemetry(Some(export)))
}

fn lines(filter: &str) -> Result<EnvFilter, TelemetryError> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| TelemetryError::Filter { filter: filter.to_owned(), why: error.to_string() })?;
    Ok(QUIET.iter().fold(filter, |filter, quiet| match quiet.parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    }))
}

/// At `debug` these print headers, statements or TLS messages, hence secrets.
const QUIET: [&str; 6] = ["hyper=info", "h2=info", "rustls=info", "sqlx=warn", "reqwest=info", "lettre=info"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quiet_directive_is_understood() {
        for directive in QUIET {
            assert!(directive.parse::<tracing_subscriber::filter::Directive>().is_ok(), "{directive}");
        }
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_refused_with_an_example() {
        let refused = init(Format::Text, "idp_core=loud").unwrap_err().to_string();
        assert!(refused.contains("idp_core=loud") && refused.contains("Write for example"), "{refused}");
    }
}

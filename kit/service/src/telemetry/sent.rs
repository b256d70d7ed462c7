use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use traces::Destination;
use url::{Host, Url};

use super::TelemetryError;
use crate::config::Contradiction;

/// Where spans of requests go (OpenTelemetry: OTLP over HTTP, in JSON), from a program built with the feature `otel`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traces {
    /// A collector, path included: `http://127.0.0.1:4318/v1/traces`. In clear on this machine alone.
    pub url: Url,
    /// One trace of so many is kept: 1 keeps all, 100 is usual under load.
    #[serde(default = "hundred")]
    pub one_in: u32,
    /// PEM: authorities of the collector. Absent: the machine's own.
    pub ca_file: Option<PathBuf>,
}

/// Who sends them.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    pub service: &'static str,
    pub version: &'static str,
}

const fn hundred() -> u32 {
    100
}

impl Traces {
    pub fn contradictions(&self) -> Vec<Contradiction> {
        self.found(traces::BUILT)
    }

    fn found(&self, built: bool) -> Vec<Contradiction> {
        let near = match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        let told = [
            (
                !built,
                "traces",
                "this program was built without traces",
                "build it with --features otel, or remove the table",
            ),
            (
                self.url.scheme() != "https" && !(self.url.scheme() == "http" && near),
                "traces.url",
                "not https: which requests come and go would travel in clear",
                "write https://, or the address of a collector on this machine",
            ),
            (
                self.one_in == 0,
                "traces.one_in",
                "no trace is one of none",
                "write 1 to keep all, 100 for one in a hundred",
            ),
        ];
        let wrong = told.into_iter().filter(|(wrong, ..)| *wrong);
        wrong.map(|(_, key, reason, remedy)| Contradiction::new(key, reason, remedy)).collect()
    }

    pub(super) fn destination(&self, named: Named) -> Result<Destination, TelemetryError> {
        let read = |path: &PathBuf| {
            std::fs::read(path).map_err(|cause| TelemetryError::Authority { path: path.clone(), cause })
        };
        let authority = self.ca_file.as_ref().map(read).transpose()?;
        let Named { service, version } = named;
        Ok(Destination { service, version, url: self.url.to_string(), one_in: self.one_in, authority })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(url: &str, one_in: u32, built: bool) -> Vec<String> {
        let traces = Traces { url: url.parse().unwrap(), one_in, ca_file: None };
        traces.found(built).into_iter().map(|found| found.key).collect()
    }

    #[test]
    fn spans_leave_the_machine_under_tls_alone() {
        for near in
            ["http://127.0.0.1:4318/v1/traces", "http://localhost:4318/", "http://[::1]:4318/", "https://otel.example/"]
        {
            assert!(keys(near, 1, true).is_empty(), "{near}");
        }
        for far in ["http://10.0.0.4:4318/v1/traces", "http://otel.example/", "grpc://127.0.0.1:4317/"] {
            assert_eq!(keys(far, 1, true), ["traces.url"], "{far}");
        }
    }

    #[test]
    fn a_program_without_traces_says_so_and_a_share_of_none_is_refused() {
        assert_eq!(keys("https://otel.example/", 1, false), ["traces"]);
        assert_eq!(keys("https://otel.example/", 0, true), ["traces.one_in"]);
    }
}

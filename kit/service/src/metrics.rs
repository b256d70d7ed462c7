//! `/sante/mesures`: what a monitoring system reads, in the text format of Prometheus (version 0.0.4).

mod clock;
mod measure;
mod process;
mod requests;

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use http::header::CONTENT_TYPE;

pub use measure::{Kind, Measure};
pub use requests::Requests;

/// Those of this crate.
pub const MEASURES: &[Measure] = &[
    requests::REQUESTS,
    requests::DURATION,
    process::CPU,
    process::MEMORY,
    process::FILES,
    process::STARTED,
    clock::SET,
    BUILD,
];

const BUILD: Measure = Measure::gauge("caducee_build_info", "1, with the version of the program.", &["version"]);

type Read = Arc<dyn Fn() -> BoxFuture<'static, Vec<Sample>> + Send + Sync>;

/// The measures of a process, each read at the moment when somebody asks.
#[derive(Clone, Default)]
pub struct Metrics {
    sources: Vec<(&'static Measure, Read)>,
    requests: Option<Requests>,
}

/// One value. Labels name things by their identifiers, never a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    pub labels: Vec<(&'static str, String)>,
    pub value: f64,
}

impl Metrics {
    /// Adds what is known at once.
    #[must_use]
    pub fn gauge(self, measure: &'static Measure, read: impl Fn() -> Vec<Sample> + Send + Sync + 'static) -> Self {
        self.asked(measure, move || futures::future::ready(read()))
    }

    /// Adds what a store must be asked for. One that does not answer has no value: the alert is on its absence.
    #[must_use]
    pub fn asked<W>(mut self, measure: &'static Measure, read: impl Fn() -> W + Send + Sync + 'static) -> Self
    where
        W: Future<Output = Vec<Sample>> + Send + 'static,
    {
        self.sources.push((measure, Arc::new(move || read().boxed())));
        self
    }

    /// Adds which version of the program this is.
    #[must_use]
    pub fn build(self, version: &'static str) -> Self {
        self.gauge(&BUILD, move || vec![Sample { labels: vec![("version", version.to_owned())], value: 1.0 }])
    }

    /// Adds those that the layers of the sites count.
    #[must_use]
    pub fn requests(mut self, requests: Requests) -> Self {
        self.requests = Some(requests);
        self
    }

    pub fn router(self) -> Router {
        Router::new().route("/sante/mesures", get(told)).with_state(self)
    }

    async fn text(&self) -> String {
        let mut text = String::new();
        for (measure, read) in &self.sources {
            head(&mut text, measure);
            for Sample { labels, value } in read().await {
                let labels: Vec<_> =
                    labels.iter().map(|(name, word)| format!("{name}=\"{}\"", escaped(word))).collect();
                let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
                let _ = writeln!(text, "{}{labels} {value}", measure.name);
            }
        }
        if let Some(requests) = &self.requests {
            requests.text(&mut text);
        }
        text
    }
}

fn head(text: &mut String, measure: &Measure) {
    let Measure { name, help, kind, .. } = measure;
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {}", kind.word());
}

fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

async fn told(State(metrics): State<Metrics>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics.text().await)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Measure = Measure::gauge("caducee_one_seconds", "One.", &[]);
    const TWO: Measure = Measure::counter("caducee_two_total", "Two.", &["authority", "kind"]);

    #[tokio::test]
    async fn a_measure_is_told_with_its_labels() {
        let metrics =
            Metrics::default().gauge(&ONE, || vec![Sample { labels: vec![], value: 1.5 }]).asked(&TWO, || async {
                vec![Sample {
                    labels: vec![("authority", "A \"B\" \\".to_owned()), ("kind", "delta".to_owned())],
                    value: 0.0,
                }]
            });
        assert_eq!(
            metrics.text().await,
            "# HELP caducee_one_seconds One.\n# TYPE caducee_one_seconds gauge\ncaducee_one_seconds 1.5\n\
             # HELP caducee_two_total Two.\n# TYPE caducee_two_total counter\n\
             caducee_two_total{authority=\"A \\\"B\\\" \\\\\",kind=\"delta\"} 0\n"
        );
    }
}

//! `/sante/mesures`: what a monitoring system reads, in the text format of Prometheus (version 0.0.4).

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use http::header::CONTENT_TYPE;

type Read = Arc<dyn Fn() -> Vec<Sample> + Send + Sync>;

/// The gauges of a process, each read at the moment when somebody asks.
#[derive(Clone, Default)]
pub struct Metrics(Vec<Gauge>);

#[derive(Clone)]
struct Gauge {
    name: &'static str,
    help: &'static str,
    read: Read,
}

/// One value of a gauge. Labels name things by their identifiers, never a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    pub labels: Vec<(&'static str, String)>,
    pub value: f64,
}

impl Metrics {
    /// Adds a gauge: `name` in lower case with its unit, `help` a sentence.
    #[must_use]
    pub fn gauge(
        mut self,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> Vec<Sample> + Send + Sync + 'static,
    ) -> Self {
        self.0.push(Gauge { name, help, read: Arc::new(read) });
        self
    }

    pub fn router(self) -> Router {
        Router::new().route("/sante/mesures", get(told)).with_state(self)
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for Gauge { name, help, read } in &self.0 {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
            for Sample { labels, value } in read() {
                let labels: Vec<_> =
                    labels.iter().map(|(name, word)| format!("{name}=\"{}\"", escaped(word))).collect();
                let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
                let _ = writeln!(text, "{name}{labels} {value}");
            }
        }
        text
    }
}

fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

async fn told(State(metrics): State<Metrics>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gauge_is_told_with_its_labels() {
        let metrics = Metrics::default()
            .gauge("caducee_one_seconds", "One.", || vec![Sample { labels: vec![], value: 1.5 }])
            .gauge("caducee_two", "Two.", || {
                vec![Sample {
                    labels: vec![("authority", "A \"B\" \\".to_owned()), ("kind", "delta".to_owned())],
                    value: 0.0,
                }]
            });
        assert_eq!(
            metrics.text(),
            "# HELP caducee_one_seconds One.\n# TYPE caducee_one_seconds gauge\ncaducee_one_seconds 1.5\n\
             # HELP caducee_two Two.\n# TYPE caducee_two gauge\n\
             caducee_two{authority=\"A \\\"B\\\" \\\\\",kind=\"delta\"} 0\n"
        );
    }
}

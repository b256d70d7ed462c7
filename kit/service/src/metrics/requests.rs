//! How many requests each route answered, how, and how long they took.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::StatusCode;

use super::{Measure, escaped, head};

pub const REQUESTS: Measure = Measure::counter(
    "caducee_requests_total",
    "Requests that were answered, by the route of the router (never the path) and the class of the status.",
    &["route", "status"],
);
pub const DURATION: Measure = Measure::histogram(
    "caducee_request_duration_seconds",
    "From the last octet of a request's head to its answer, in the service's own time.",
    &["route"],
);

/// Upper ends in milliseconds; what took longer is in `+Inf` alone.
const BUCKETS: [u64; 10] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000];
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// The counts of a process. A clone counts with it.
#[derive(Clone, Default)]
pub struct Requests(Arc<RwLock<HashMap<String, Arc<Route>>>>);

#[derive(Default)]
struct Route {
    classes: [AtomicU64; CLASSES.len()],
    buckets: [AtomicU64; BUCKETS.len()],
    micros: AtomicU64,
}

impl Requests {
    /// There are as many routes as the routers have, and one for what none of them knows.
    pub fn note(&self, route: &str, status: StatusCode, took: Duration) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(route).cloned();
        let route = known.unwrap_or_else(|| {
            let mut routes = self.0.write().unwrap_or_else(PoisonError::into_inner);
            routes.entry(route.to_owned()).or_default().clone()
        });
        let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES.len()) - 1;
        route.classes[class].fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        route.micros.fetch_add(micros, Ordering::Relaxed);
        if let Some(place) = BUCKETS.iter().position(|end| micros <= end * 1_000) {
            route.buckets[place].fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn text(&self, text: &mut String) {
        let routes = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut routes: Vec<_> = routes.iter().map(|(name, route)| (escaped(name), route)).collect();
        routes.sort_by(|(one, _), (other, _)| one.cmp(other));
        head(text, &REQUESTS);
        for (name, route) in &routes {
            for (class, count) in CLASSES.iter().zip(&route.classes) {
                let count = count.load(Ordering::Relaxed);
                if count > 0 {
                    let _ = writeln!(text, "{}{{route=\"{name}\",status=\"{class}\"}} {count}", REQUESTS.name);
                }
            }
        }
        head(text, &DURATION);
        routes.iter().for_each(|(name, route)| route.duration(text, name));
    }
}

impl Route {
    fn duration(&self, text: &mut String, name: &str) {
        let all: u64 = self.classes.iter().map(|count| count.load(Ordering::Relaxed)).sum();
        let mut below = 0;
        let measure = DURATION.name;
        for (end, count) in BUCKETS.iter().zip(&self.buckets) {
            below += count.load(Ordering::Relaxed);
            let end = *end as f64 / 1_000.0;
            let _ = writeln!(text, "{measure}_bucket{{route=\"{name}\",le=\"{end}\"}} {below}");
        }
        // a request that is being counted may be in one number and not yet in the other
        let all = all.max(below);
        let seconds = self.micros.load(Ordering::Relaxed) as f64 / 1_000_000.0;
        let _ = writeln!(text, "{measure}_bucket{{route=\"{name}\",le=\"+Inf\"}} {all}");
        let _ = writeln!(text, "{measure}_sum{{route=\"{name}\"}} {seconds}");
        let _ = writeln!(text, "{measure}_count{{route=\"{name}\"}} {all}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_class_and_their_times_add_up() {
        let requests = Requests::default();
        for millis in [3, 40, 40, 20_000] {
            requests.note("/token", StatusCode::OK, Duration::from_millis(millis));
        }
        requests.note("/token", StatusCode::BAD_REQUEST, Duration::from_millis(1));
        let mut text = String::new();
        requests.text(&mut text);
        for line in [
            "caducee_requests_total{route=\"/token\",status=\"2xx\"} 4",
            "caducee_requests_total{route=\"/token\",status=\"4xx\"} 1",
            "caducee_request_duration_seconds_bucket{route=\"/token\",le=\"0.005\"} 2",
            "caducee_request_duration_seconds_bucket{route=\"/token\",le=\"0.05\"} 4",
            "caducee_request_duration_seconds_bucket{route=\"/token\",le=\"10\"} 4",
            "caducee_request_duration_seconds_bucket{route=\"/token\",le=\"+Inf\"} 5",
            "caducee_request_duration_seconds_sum{route=\"/token\"} 20.084",
            "caducee_request_duration_seconds_count{route=\"/token\"} 5",
        ] {
            assert!(text.lines().any(|told| told == line), "{line} in\n{text}");
        }
    }
}

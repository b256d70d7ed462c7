//! So many at a time, for a while.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::operation::Operation;
use super::process::computed_here;
use super::side::Side;
use super::wire::Wire;

pub struct Rate {
    pub per_second: f64,
    pub errors: u64,
    /// Operations that were as they should be.
    pub done: u64,
    /// Milliseconds.
    p50: f64,
    p99: f64,
    /// Microseconds that the server, and this program, computed for one operation.
    pub server: f64,
    pub generator: f64,
}

/// What one of them saw.
#[derive(Default)]
struct Worker {
    times: Vec<Duration>,
    errors: u64,
}

/// A tenth of `span` to warm up, then `span`.
pub async fn measure(side: &Side, operation: Operation, (span, at_once): (Duration, usize)) -> Rate {
    let mut wires: Vec<_> = (0..at_once).map(|_| side.wire()).collect();
    round(side, operation, span / 10, &mut wires).await;
    let (began, server, here) = (Instant::now(), side.computed(), computed_here());
    let workers = round(side, operation, span, &mut wires).await;
    let took = began.elapsed().as_secs_f64();
    let (server, here) = (side.computed().saturating_sub(server), computed_here().saturating_sub(here));
    let errors = workers.iter().map(|worker| worker.errors).sum();
    let mut times: Vec<_> = workers.into_iter().flat_map(|worker| worker.times).collect();
    times.sort();
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    let each = |computed: Duration| computed.as_secs_f64() * 1e6 / times.len().max(1) as f64;
    Rate {
        per_second: times.len() as f64 / took,
        errors,
        done: times.len() as u64,
        p50: at(0.5),
        p99: at(0.99),
        server: each(server),
        generator: each(here),
    }
}

async fn round(side: &Side, operation: Operation, span: Duration, wires: &mut [Wire]) -> Vec<Worker> {
    let until = Instant::now() + span;
    futures::future::join_all(wires.iter_mut().map(|wire| work(side, operation, until, wire))).await
}

async fn work(side: &Side, operation: Operation, until: Instant, wire: &mut Wire) -> Worker {
    let mut worker = Worker::default();
    while Instant::now() < until {
        let began = Instant::now();
        match operation.once(side, wire).await {
            Some(()) => worker.times.push(began.elapsed()),
            None => worker.errors += 1,
        }
    }
    worker
}

impl Rate {
    pub fn record(&self) -> Value {
        json!({
            "per_second": self.per_second, "errors": self.errors, "p50_ms": self.p50, "p99_ms": self.p99,
            "server_us": self.server, "generator_us": self.generator,
        })
    }
}

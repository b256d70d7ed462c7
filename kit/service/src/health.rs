//! `/sante/live`: the process answers. `/sante/ready`: it can do its work now, so a balancer may send people to it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use futures::future::{BoxFuture, join_all};
use http::StatusCode;
use serde::Serialize;

use crate::Shutdown;

type Check = Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>;

/// What must work for this process to be of use, by name.
#[derive(Clone)]
pub struct Health {
    shutdown: Shutdown,
    probes: Vec<(&'static str, Check)>,
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    stopping: bool,
    probes: Vec<Probe>,
}

#[derive(Serialize)]
struct Probe {
    name: &'static str,
    ready: bool,
}

impl Health {
    /// Not ready once `shutdown` has begun.
    pub fn new(shutdown: Shutdown) -> Self {
        Self { shutdown, probes: Vec::new() }
    }

    /// Adds something that must work: `check` is asked at each call of `/sante/ready` and answers fast.
    pub fn probe<F, W>(mut self, name: &'static str, check: F) -> Self
    where
        F: Fn() -> W + Send + Sync + 'static,
        W: Future<Output = bool> + Send + 'static,
    {
        self.probes.push((name, Arc::new(move || Box::pin(check()))));
        self
    }

    pub fn router(self) -> Router {
        Router::new().route("/sante/live", get(|| async { "ok\n" })).route("/sante/ready", get(ready)).with_state(self)
    }
}

async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let asked = health.probes.iter().map(|(name, check)| async { Probe { name, ready: check().await } });
    let probes = join_all(asked).await;
    let stopping = health.shutdown.begun();
    let ready = !stopping && probes.iter().all(|probe| probe.ready);
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, stopping, probes }))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http::Request;
    use tower::ServiceExt as _;

    use super::*;

    async fn status(health: Health, path: &str) -> StatusCode {
        let request = Request::get(path).body(Body::empty()).unwrap();
        health.router().oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn ready_means_that_every_probe_holds() {
        let health = Health::new(Shutdown::new()).probe("sql", || async { true });
        assert_eq!(status(health.clone(), "/sante/ready").await, StatusCode::OK);
        let broken = health.probe("registry", || async { false });
        assert_eq!(status(broken.clone(), "/sante/ready").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(broken, "/sante/live").await, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_process_that_stops_is_alive_and_not_ready() {
        let shutdown = Shutdown::new();
        let health = Health::new(shutdown.clone());
        shutdown.begin();
        assert_eq!(status(health.clone(), "/sante/ready").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(health, "/sante/live").await, StatusCode::OK);
    }
}

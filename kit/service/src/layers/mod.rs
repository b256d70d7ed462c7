//! What every request meets before its handler, in one layer of the router: each layer costs every request a copy of all
//! that stands inside it.

mod later;
mod request_id;
mod within;

use std::sync::Arc;

use ambient::Ambient;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

pub use request_id::RequestId;

use crate::Limits;
use crate::metrics::Requests;

/// The last hand on an answer.
pub type Finish = fn(Response) -> Response;

/// Dresses `router` with, from the outside in: a request identifier and its log line, the length of the URI, the size of
/// the body, the time to answer.
pub fn usual(router: Router, ambient: &Ambient, limits: &Limits) -> Router {
    finished(router, ambient, limits, |answer| answer)
}

/// The same, and `finish` around it, so that what refuses here has it too.
pub fn finished(router: Router, ambient: &Ambient, limits: &Limits, finish: Finish) -> Router {
    dressed(router, Dress { ambient: ambient.clone(), limits: limits.clone(), finish, requests: None })
}

/// The same, and each request is counted.
pub fn measured(router: Router, ambient: &Ambient, limits: &Limits, (finish, requests): (Finish, &Requests)) -> Router {
    let requests = Some(requests.clone());
    dressed(router, Dress { ambient: ambient.clone(), limits: limits.clone(), finish, requests })
}

fn dressed(router: Router, dress: Dress) -> Router {
    router.layer(from_fn_with_state(Arc::new(dress), meet))
}

struct Dress {
    ambient: Ambient,
    limits: Limits,
    finish: Finish,
    requests: Option<Requests>,
}

async fn meet(State(dress): State<Arc<Dress>>, request: Request, next: Next) -> Response {
    let answer =
        request_id::assign(&dress.ambient, dress.requests.as_ref(), request, |request| dress.limited(request, next))
            .await;
    (dress.finish)(later::told(answer))
}

impl Dress {
    async fn limited(&self, mut request: Request, next: Next) -> Response {
        if let Some(refusal) = within::uri(self.limits.uri, &request) {
            return refusal;
        }
        DefaultBodyLimit::max(self.limits.body).apply(&mut request);
        within::time(&self.limits, request, next).await
    }
}

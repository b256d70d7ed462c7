use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::Limits;

/// 414 when path and query are longer than allowed.
pub(super) async fn uri(State(longest): State<usize>, request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if length > longest {
        return (StatusCode::URI_TOO_LONG, "This address is too long.\n").into_response();
    }
    next.run(request).await
}

/// 503 when the answer takes longer than allowed, except on the paths that wait on purpose.
pub(super) async fn time(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let patient = limits.patient.iter().any(|path| path == request.uri().path());
    let answer = next.run(request);
    if patient {
        return answer.await;
    }
    match tokio::time::timeout(limits.request, answer).await {
        Ok(answer) => answer,
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "This took too long.\n").into_response(),
    }
}

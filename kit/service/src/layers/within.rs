use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::Limits;

/// 414 when path and query are longer than allowed.
pub(super) fn uri(longest: usize, request: &Request) -> Option<Response> {
    let length = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    (length > longest).then(|| (StatusCode::URI_TOO_LONG, "This address is too long.\n").into_response())
}

/// 503 when the answer takes longer than allowed, except on the paths that wait on purpose.
pub(super) async fn time(limits: &Limits, request: Request, next: Next) -> Response {
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

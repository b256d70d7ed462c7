//! The headers of every answer. No CORS: the browser never speaks to this service from another origin.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

const FIXES: [(HeaderName, &str); 6] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// `ailleurs`: the origins to which a form's answer may redirect.
pub fn csp(ailleurs: &[String]) -> String {
    let ailleurs = ailleurs.join(" ");
    format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {ailleurs}; frame-ancestors 'none'; \
         base-uri 'none'"
    )
}

pub async fn completer(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in FIXES {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(csp) = HeaderValue::from_str(&csp(&[])) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(csp);
    }
    response
}

/// `GET /assets/caducee.css`: our copy of the sheet.
pub async fn feuille() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=3600")];
    (headers, include_str!("../assets/caducee.css"))
}

use axum::response::Response;
use http::{HeaderValue, header};

/// Public data, for any program, pages of others included; kept by nobody for longer than they may change.
pub async fn ouverts(mut reponse: Response) -> Response {
    let entetes = reponse.headers_mut();
    entetes.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    entetes.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    entetes.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    reponse
}

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::OidcState;

/// Keycloak's authorization path: the request goes on, as it is, to the host where the session lives.
pub async fn authorize(State(state): State<OidcState>, RawQuery(query): RawQuery) -> Response {
    on_to(&state.hosts.authorization_endpoint(), query.as_deref().unwrap_or_default())
}

/// OpenID Connect Core 1.0 §3.1.2.1: the request may come as a form.
pub async fn authorize_by_form(State(state): State<OidcState>, body: Bytes) -> Response {
    on_to(&state.hosts.authorization_endpoint(), &reencoded(&body))
}

pub async fn logout(State(state): State<OidcState>, RawQuery(query): RawQuery) -> Response {
    on_to(&state.hosts.logout_page(), query.as_deref().unwrap_or_default())
}

/// Keycloak's address of the frame of session management: on to the host that has the cookies.
pub async fn session_frame(State(state): State<OidcState>) -> Response {
    on_to(&state.hosts.session_frame(), "")
}

/// A form becomes a query of the same pairs, written anew so that nothing but pairs can get into the address.
pub fn reencoded(body: &[u8]) -> String {
    let pairs = url::form_urlencoded::parse(body);
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// 303: whatever the method was, the browser comes back with a GET.
pub fn on_to(page: &str, query: &str) -> Response {
    let separator = if query.is_empty() { "" } else { "?" };
    Redirect::to(&format!("{page}{separator}{query}")).into_response()
}

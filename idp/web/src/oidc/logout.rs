use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use idp_core::logout::{LogoutRefusal, ServerLogout};

use super::OidcState;
use super::answer::{PRIVATE, client_refused, explained, port_refused};
use super::back_channel::{BackChannel, text};
use super::browser::{on_to, reencoded};

const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// A form that a browser brings goes on to the page, like a GET; one that a server posts ends the session it names.
pub async fn post(State(state): State<OidcState>, request: Request) -> Response {
    if navigating(request.headers()) {
        return match Bytes::from_request(request, &()).await {
            Ok(body) => on_to(&state.hosts.logout_page(), &reencoded(&body)),
            Err(rejection) => rejection.into_response(),
        };
    }
    match BackChannel::from_request(request, &state).await {
        Ok(form) => by_server(&state, &form).await,
        Err(rejection) => rejection,
    }
}

/// A browser that says nothing of what it does is one by what it wants to see: no server asks for a page.
fn navigating(headers: &HeaderMap) -> bool {
    match text(headers, &FETCH_MODE) {
        Some(mode) => mode == "navigate",
        None => text(headers, &ACCEPT).is_some_and(|wanted| wanted.contains("text/html")),
    }
}

async fn by_server(state: &OidcState, form: &BackChannel) -> Response {
    match state.logout.by_server(&form.call()).await {
        Ok(ServerLogout::ByHint) => PRIVATE.into_response(),
        Ok(ServerLogout::ByRefreshToken) => (StatusCode::NO_CONTENT, PRIVATE).into_response(),
        Err(LogoutRefusal::Authentication(refusal)) => client_refused(state, &refusal),
        Err(LogoutRefusal::Port(error)) => port_refused(&error),
        Err(refusal) => {
            tracing::info!(code = refusal.code(), cause = %refusal, "a server ended no session");
            explained(refusal.public(), state.help(form, &refusal))
        }
    }
}

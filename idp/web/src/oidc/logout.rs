use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use idp_core::logout::{LogoutRefusal, ServerLogout};

use super::OidcState;
use super::answer::{PRIVATE, bad_request, client_refused, port_refused};
use super::back_channel::{BackChannel, text};
use super::browser::{on_to, reencoded};

const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// A form that a browser brings goes on to the page, like a GET; one that a server posts ends the session it names.
pub async fn post(State(state): State<OidcState>, request: Request) -> Response {
    let navigating = text(request.headers(), &FETCH_MODE).as_deref() == Some("navigate");
    if navigating {
        return match Bytes::from_request(request, &()).await {
            Ok(body) => on_to(&state.hosts.logout_page(), &reencoded(&body)),
            Err(rejection) => rejection.into_response(),
        };
    }
    match BackChannel::from_request(request, &()).await {
        Ok(form) => by_server(&state, &form).await,
        Err(rejection) => rejection,
    }
}

async fn by_server(state: &OidcState, form: &BackChannel) -> Response {
    match state.logout.by_server(&form.call()).await {
        Ok(ServerLogout::ByHint) => PRIVATE.into_response(),
        Ok(ServerLogout::ByRefreshToken) => (StatusCode::NO_CONTENT, PRIVATE).into_response(),
        Err(LogoutRefusal::Authentication(refusal)) => client_refused(&refusal),
        Err(LogoutRefusal::Port(error)) => port_refused(&error),
        Err(LogoutRefusal::Duplicate) => bad_request("a parameter was included more than once"),
        Err(LogoutRefusal::Hint) => bad_request("id_token_hint is not an ID token of this provider"),
        Err(LogoutRefusal::Client) => bad_request("client_id is unknown or differs from the hint"),
        Err(LogoutRefusal::RedirectUri) => bad_request("post_logout_redirect_uri is not registered"),
        Err(LogoutRefusal::NothingNamed) => bad_request("id_token_hint or refresh_token is missing"),
    }
}

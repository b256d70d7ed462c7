use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use idp_core::introspection::{Introspected, IntrospectionRefusal, MEDIA_TYPE};

use super::OidcState;
use super::answer::{PRIVATE, bad_request, client_refused, port_refused, private_json, refused};
use super::back_channel::{BackChannel, text};

pub async fn post(State(state): State<OidcState>, headers: HeaderMap, form: BackChannel) -> Response {
    let accept = text(&headers, &ACCEPT);
    match state.introspection.answer_as(&form.call(), accept.as_deref()).await {
        Ok(Introspected::Json(response)) => private_json(&response),
        Ok(Introspected::Jwt(jwt)) => (PRIVATE, [(CONTENT_TYPE, MEDIA_TYPE), (VARY, "Accept")], jwt).into_response(),
        Err(IntrospectionRefusal::Client(refusal)) => client_refused(&state, &refusal),
        Err(IntrospectionRefusal::TokenMissing) => bad_request("token is missing"),
        Err(IntrospectionRefusal::Answer(refusal)) => {
            tracing::warn!(cause = %refusal, "an introspection could not be answered");
            refused(refusal.public())
        }
        Err(IntrospectionRefusal::Port(error)) => port_refused(&error),
    }
}

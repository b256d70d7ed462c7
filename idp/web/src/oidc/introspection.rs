use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use idp_core::introspection::{Introspected, IntrospectionRefusal, MEDIA_TYPE};

use super::OidcState;
use super::answer::{PRIVATE, client_refused, explained, port_refused, private_json};
use super::back_channel::{BackChannel, text};

pub async fn post(State(state): State<OidcState>, headers: HeaderMap, form: BackChannel) -> Response {
    let accept = text(&headers, &ACCEPT);
    match state.introspection.answer_as(&form.call(), accept.as_deref()).await {
        Ok(Introspected::Json(response)) => private_json(&response),
        Ok(Introspected::Jwt(jwt)) => (PRIVATE, [(CONTENT_TYPE, MEDIA_TYPE), (VARY, "Accept")], jwt).into_response(),
        Err(IntrospectionRefusal::Client(refusal)) => client_refused(&state, &refusal),
        Err(IntrospectionRefusal::Port(error)) => port_refused(&error),
        Err(refusal @ (IntrospectionRefusal::TokenMissing | IntrospectionRefusal::Answer(_))) => {
            tracing::info!(code = refusal.code(), cause = %refusal, "an introspection was not answered");
            explained(refusal.public(), state.help(&form, &refusal))
        }
    }
}

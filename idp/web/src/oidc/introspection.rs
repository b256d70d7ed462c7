use axum::extract::State;
use axum::response::Response;
use idp_core::introspection::IntrospectionRefusal;

use super::OidcState;
use super::answer::{bad_request, client_refused, port_refused, private_json};
use super::back_channel::BackChannel;

pub async fn post(State(state): State<OidcState>, form: BackChannel) -> Response {
    match state.introspection.answer(&form.call()).await {
        Ok(response) => private_json(&response),
        Err(IntrospectionRefusal::Client(refusal)) => client_refused(&refusal),
        Err(IntrospectionRefusal::TokenMissing) => bad_request("token is missing"),
        Err(IntrospectionRefusal::Port(error)) => port_refused(&error),
    }
}

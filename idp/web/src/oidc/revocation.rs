use axum::extract::State;
use axum::response::{IntoResponse, Response};
use idp_core::revocation::RevocationRefusal;

use super::OidcState;
use super::answer::{PRIVATE, client_refused, explained, port_refused};
use super::back_channel::BackChannel;

pub async fn post(State(state): State<OidcState>, form: BackChannel) -> Response {
    match state.revocation.answer(&form.call()).await {
        Ok(()) => PRIVATE.into_response(),
        Err(RevocationRefusal::Client(refusal)) => client_refused(&state, &refusal),
        Err(refusal @ RevocationRefusal::TokenMissing) => explained(refusal.public(), state.help(&form, &refusal)),
        Err(RevocationRefusal::Port(error)) => port_refused(&error),
    }
}

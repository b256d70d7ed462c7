use axum::extract::State;
use axum::response::Response;
use idp_core::token::TokenRefusal;

use super::OidcState;
use super::answer::{client_refused, explained, private_json, sender_refused};
use super::back_channel::BackChannel;

pub async fn post(State(state): State<OidcState>, form: BackChannel) -> Response {
    match state.tokens.answer(&form.call()).await {
        Ok(tokens) => private_json(&tokens),
        Err(TokenRefusal::Client(refusal)) => client_refused(&state, &refusal),
        Err(TokenRefusal::Sender(refusal)) => sender_refused(&refusal, state.help(&form, &refusal)),
        Err(refusal) => {
            tracing::info!(cause = %refusal, "no token was given");
            explained(refusal.public(), state.help(&form, &refusal))
        }
    }
}

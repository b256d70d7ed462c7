use axum::Json;
use axum::extract::{Query, State};
use http::StatusCode;

use super::Messagerie;
use crate::message::{Filtre, Message};

/// `GET /api/messages?destinataire=&depuis=`: newest first. `depuis` in milliseconds since 1970, included.
pub async fn lister(State(messagerie): State<Messagerie>, Query(filtre): Query<Filtre>) -> Json<Vec<Message>> {
    Json(messagerie.boite.messages(&filtre))
}

/// `DELETE /api/messages`: everything. Another origin's page cannot send it (no CORS answer).
pub async fn vider(State(messagerie): State<Messagerie>) -> StatusCode {
    match messagerie.boite.vider() {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!(%error, "the inbox cannot be emptied");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

//! The card host: it asks the browser for a certificate, reads it, and sends a ticket back to the authorization host.

use axum::extract::{Extension, Path};
use axum::response::{IntoResponse, Redirect, Response};
use idp_core::interaction::InteractionId;
use service::Peer;

use ambient::ExposeSecret;

use crate::refus;
use crate::routes;
use crate::visite::Visite;

/// A link, not a form: reading a card changes nothing here but a ticket, which only the browser that began the login
/// can use.
pub async fn lire(visite: Visite, peer: Option<Extension<Peer>>, Path(id): Path<String>) -> Response {
    let id = InteractionId::from(id);
    let lecture = &visite.state.0.lecture;
    let waiting = lecture.attendue(&id).await;
    let wished = waiting.as_ref().and_then(|waiting| waiting.stage.request()).map(|request| request.ui_locales.clone());
    let langue = visite.langue(&wished.unwrap_or_default());
    let chain: Vec<Vec<u8>> =
        peer.map(|Extension(peer)| peer.certificates.iter().map(|der| der.to_vec()).collect()).unwrap_or_default();
    match lecture.lire(&id, &chain, visite.browser.source).await {
        Ok(ticket) => {
            let host = &visite.state.0.settings.hosts.authorization;
            let back = visite.adresse(&routes::pour(routes::CARTE_LUE, id.as_str()));
            let separator = if back.contains('?') { '&' } else { '?' };
            Redirect::to(&format!("{host}{back}{separator}ticket={}", ticket.expose_secret())).into_response()
        }
        Err(refusal) => refus::carte(&visite, langue, &refusal, id.as_str()),
    }
}

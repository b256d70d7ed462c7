//! The device API of the e-CPS on the authorization host (docs/ecps-protocol.md): JSON in, JSON out, no page, no
//! cookie. A handler reads, calls one use case, answers.

mod ensuite;
mod message;
mod reponse;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, State};
use axum::response::Response;
use axum::routing::post;
use ecps::{CodeLu, CodesSaisis, DemandeActivation, DemandeEvaluation, Enrolement, Signe, chemin};
use idp_core::ecps::{Activations, Reponses, Source};
use service::Peer;

pub use ensuite::EnsuiteTokio;

use message::Message;
use reponse::repondre;

/// The longest message of a phone is an enrolment, under 4 KiB.
const CORPS_MAX: usize = 16 * 1_024;

#[derive(Clone)]
pub struct EcpsState {
    pub activations: Arc<Activations>,
    pub reponses: Arc<Reponses>,
}

/// Needs [`service::Peer`] in the extensions of each request.
pub fn router(state: EcpsState) -> Router {
    Router::new()
        .route(chemin::ACTIVATIONS, post(ouvrir))
        .route(chemin::CODES, post(confirmer))
        .route(chemin::CARTE, post(lire_carte))
        .route(chemin::EVALUATION_INITIALE, post(evaluer_initial))
        .route(chemin::APPAREILS, post(enroler))
        .route(chemin::DEMANDE, post(consulter))
        .route(chemin::EVALUATION, post(evaluer))
        .route(chemin::REPONSE, post(recevoir))
        .layer(DefaultBodyLimit::max(CORPS_MAX))
        .with_state(state)
}

type Etat = State<EcpsState>;

async fn ouvrir(
    State(state): Etat,
    Extension(peer): Extension<Peer>,
    Message(demande): Message<DemandeActivation>,
) -> Response {
    repondre(state.activations.ouvrir(&demande.identifiant, Source::from(peer.addr.ip())).await)
}

async fn confirmer(State(state): Etat, Message(saisie): Message<CodesSaisis>) -> Response {
    repondre(state.activations.confirmer(&saisie).await)
}

async fn lire_carte(State(state): Etat, Message(lu): Message<CodeLu>) -> Response {
    repondre(state.activations.lire_carte(&lu).await)
}

async fn evaluer_initial(State(state): Etat, Message(demande): Message<DemandeEvaluation>) -> Response {
    repondre(state.activations.evaluer(&demande).await)
}

async fn enroler(State(state): Etat, Message(enrolement): Message<Enrolement>) -> Response {
    repondre(state.activations.enroler(&enrolement).await)
}

async fn consulter(State(state): Etat, Message(signe): Message<Signe>) -> Response {
    repondre(state.reponses.consulter(&signe).await)
}

async fn evaluer(State(state): Etat, Message(signe): Message<Signe>) -> Response {
    repondre(state.reponses.evaluer(&signe).await)
}

async fn recevoir(State(state): Etat, Message(signe): Message<Signe>) -> Response {
    repondre(state.reponses.repondre(&signe).await)
}

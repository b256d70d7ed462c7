//! What an operator reads on the address that is never public: health and measures, for programs, and pages behind the door.

mod measures;

use std::sync::Arc;

use axum::Router;
use idp_core::carte::EtatRevocations;
use pages::Ruban;
use service::health::Health;

use crate::cards::Cartes;
use crate::exploitation::Door;
use crate::machines::Machines;

pub use measures::{MEASURES, Measured};

/// The revocation data of cards, then those of machines, as they are at each call.
pub fn data(cartes: &Cartes, machines: &Arc<Machines>) -> impl Fn() -> EtatRevocations + Clone + Send + Sync + 'static {
    let (cards, machines) = (cartes.revocations.clone(), machines.clone());
    move || {
        let mut state = cards.etat();
        machines.tell(&mut state);
        state
    }
}

pub fn router(
    health: Health,
    state: impl Fn() -> EtatRevocations + Clone + Send + Sync + 'static,
    (desk, measured, ruban): (Desk, &Measured, Option<Ruban>),
) -> Router {
    let page = idp_web::operateur::router(state.clone(), ruban);
    health.router().merge(measured.metrics(state).router()).merge(desk.door.pages(page, desk.review))
}

/// The pages for people.
pub struct Desk {
    pub door: Door,
    /// Requests for production, where the partner space is served.
    pub review: Option<Router>,
}

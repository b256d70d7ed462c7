//! What an operator reads on the address that is never public: health and measures, for programs, and pages behind the door.

use std::sync::Arc;

use axum::Router;
use idp_core::carte::{EtatRevocations, VueListe};
use pages::Ruban;
use service::health::Health;
use service::metrics::{Metrics, Sample};

use crate::cards::Cartes;
use crate::exploitation::Door;
use crate::machines::Machines;

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
    (desk, ruban): (Desk, Option<Ruban>),
) -> Router {
    let page = idp_web::operateur::router(state.clone(), ruban);
    health.router().merge(metrics(state).router()).merge(desk.door.pages(page, desk.review))
}

/// The pages for people.
pub struct Desk {
    pub door: Door,
    /// Requests for production, where the partner space is served.
    pub review: Option<Router>,
}

fn metrics(state: impl Fn() -> EtatRevocations + Clone + Send + Sync + 'static) -> Metrics {
    let of_lists = |measure: fn(&EtatRevocations, &VueListe) -> f64| {
        let state = state.clone();
        move || {
            let state = state();
            lists(&state).map(|(labels, list)| Sample { labels, value: measure(&state, list) }).collect()
        }
    };
    let (stale, failures) = (state.clone(), state.clone());
    Metrics::default()
        .gauge(
            "caducee_revocation_list_age_seconds",
            "Age of a revocation list.",
            of_lists(|state, list| seconds(state.le.millis() - list.faite.millis())),
        )
        .gauge(
            "caducee_revocation_list_left_seconds",
            "Time before a revocation list ends; below zero once it has.",
            of_lists(|state, list| seconds(list.suivante.millis() - state.le.millis())),
        )
        .gauge(
            "caducee_revocation_list_entries",
            "Certificates that a revocation list names.",
            of_lists(|_, list| list.lignes as f64),
        )
        .gauge(
            "caducee_revocation_fresh",
            "1 while certificates of this authority can be judged, by the strictest policy.",
            {
                move || {
                    let fresh = |sante| f64::from(u8::from(sante == idp_core::carte::Sante::AJour));
                    let each = stale().autorites.into_iter();
                    each.map(|one| Sample { value: fresh(one.sante), labels: vec![("authority", one.nom)] }).collect()
                }
            },
        )
        .gauge("caducee_revocation_source_failures", "Failures in a row of a source of revocation data.", move || {
            let failed = |echec: Option<idp_core::carte::Echec>| echec.map_or(0.0, |echec| f64::from(echec.fois));
            let each = failures().sources.into_iter();
            each.map(|one| Sample { value: failed(one.echec), labels: vec![("source", one.nom)] }).collect()
        })
}

type Labels = Vec<(&'static str, String)>;

fn lists(state: &EtatRevocations) -> impl Iterator<Item = (Labels, &VueListe)> {
    state.autorites.iter().flat_map(|one| {
        let kinds = [("complete", &one.complete), ("delta", &one.delta)];
        kinds.into_iter().filter_map(|(kind, list)| {
            let labels = vec![("authority", one.nom.clone()), ("kind", kind.to_owned())];
            list.as_ref().map(|list| (labels, list))
        })
    })
}

fn seconds(millis: i64) -> f64 {
    millis as f64 / 1_000.0
}

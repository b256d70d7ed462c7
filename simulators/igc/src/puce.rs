//! A door that no real authority has: the chip of a card that was ordered, for whoever plays its holder. The key of a real card
//! never leaves the chip; this one is forgotten when the program ends.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use crate::commandes::Guichet;
use crate::{CarteEmise, Igc};

#[derive(Serialize)]
struct PuceSimulee {
    /// Always: nobody takes this for what an authority does.
    simulee: bool,
    /// Of the authentication certificate.
    serie: String,
    /// That certificate, the one above it, and the private key, PEM.
    pem: String,
}

impl PuceSimulee {
    fn de(carte: &CarteEmise) -> Self {
        Self { simulee: true, serie: carte.serie.clone(), pem: format!("{}{}", carte.pem(), carte.cle_pem()) }
    }
}

/// `GET /cartes/{reference}/puce-simulee`; 404 for a card that was not made since the program started.
pub(crate) async fn lire(State(guichet): State<Guichet>, Path(reference): Path<String>) -> Response {
    match puce(&guichet.igc, &reference) {
        Some(puce) => ([(CACHE_CONTROL, "no-store")], Json(puce)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn puce(igc: &Igc, reference: &str) -> Option<PuceSimulee> {
    igc.etat().puces.get(reference).map(PuceSimulee::de)
}

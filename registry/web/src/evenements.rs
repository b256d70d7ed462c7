use std::sync::Arc;
use std::time::Duration;

use annuaire::{Evenements, Numero};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use registry_core::Lecture;
use registry_core::port::Sonnette;
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

use crate::acces::{Appelant, Droit};
use crate::refus::RefusHttp;

/// The longest time for which an answer is held open, in seconds.
const ATTENTE_MAX: u64 = 25;

/// How often a held answer looks for itself: what another node committed rings no bell here.
const REGARD: Duration = Duration::from_millis(250);

#[derive(Deserialize)]
pub struct Demande {
    #[serde(default)]
    apres: i64,
    /// In seconds.
    #[serde(default)]
    attente: u64,
}

pub async fn evenements(
    appelant: Appelant,
    demande: Result<Query<Demande>, QueryRejection>,
    State(lecture): State<Lecture>,
    State(sonnette): State<Arc<dyn Sonnette>>,
) -> Result<Json<Evenements>, RefusHttp> {
    appelant.avec(Droit::Evenements)?;
    let Query(Demande { apres, attente }) = demande.map_err(|_| RefusHttp::DemandeMalFormee)?;
    let limite = Instant::now() + Duration::from_secs(attente.min(ATTENTE_MAX));
    loop {
        let sonnerie = sonnette.ecouter();
        let page = lecture.evenements(Numero(apres)).await?;
        if !page.evenements.is_empty() || Instant::now() >= limite {
            return Ok(Json(page));
        }
        tokio::select! {
            () = sonnerie => {}
            () = sleep_until(limite.min(Instant::now() + REGARD)) => {}
        }
    }
}

use annuaire::{Correspondance, Personne};
use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use http::StatusCode;
use http::request::Parts;
use registry_core::Lecture;
use registry_core::contact::PremiereActivation;
use sante::IdentifiantNational;

use crate::acces::{Appelant, Droit};
use crate::refus::RefusHttp;

/// The person that the path names.
pub struct Vise(IdentifiantNational);

impl<S: Send + Sync> FromRequestParts<S> for Vise {
    type Rejection = RefusHttp;

    async fn from_request_parts(parts: &mut Parts, etat: &S) -> Result<Self, RefusHttp> {
        let chemin: Result<Path<IdentifiantNational>, _> = Path::from_request_parts(parts, etat).await;
        chemin.map(|Path(identifiant)| Self(identifiant)).map_err(|_| RefusHttp::IdentifiantMalForme)
    }
}

pub async fn personne(
    appelant: Appelant,
    Vise(identifiant): Vise,
    State(lecture): State<Lecture>,
) -> Result<Json<Personne>, RefusHttp> {
    appelant.avec(Droit::Lecture)?;
    Ok(Json(lecture.personne(&identifiant).await?))
}

pub async fn correspondance(
    appelant: Appelant,
    Vise(identifiant): Vise,
    State(lecture): State<Lecture>,
) -> Result<Json<Correspondance>, RefusHttp> {
    let cle = appelant.avec(Droit::Correspondance)?;
    Ok(Json(lecture.correspondance(&identifiant, cle).await?))
}

/// Before the phone becomes an e-CPS: told twice, it is noted once. 409: not with these contact data yet.
pub async fn activation(
    appelant: Appelant,
    Vise(identifiant): Vise,
    State(activation): State<PremiereActivation>,
) -> Result<StatusCode, RefusHttp> {
    let cle = appelant.avec(Droit::Activation)?;
    activation.noter(&identifiant, cle).await?;
    Ok(StatusCode::NO_CONTENT)
}

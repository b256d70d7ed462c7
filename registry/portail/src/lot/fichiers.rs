use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::lot::{self, LotId};

use super::{refus, telecharger};
use crate::bureau::agent;
use crate::visite::Visite;

/// `GET /bureau/lots/modele.csv`: the names of the columns.
pub async fn modele(visite: Visite) -> Response {
    if agent(&visite).is_none() {
        return Redirect::to("/").into_response();
    }
    telecharger("attachment; filename=\"modele-enregistrement.csv\"", lot::modele())
}

/// `GET /bureau/lots/{id}/compte-rendu.csv`.
pub async fn compte_rendu(visite: Visite, Path(id): Path<String>) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match visite.portail.0.lots.compte_rendu(&agent, &LotId::from(id)).await {
        Ok(texte) => telecharger("attachment; filename=\"compte-rendu.csv\"", texte),
        Err(cause) => refus(&visite, &cause),
    }
}

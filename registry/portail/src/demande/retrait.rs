//! A request taken back by whoever made it, as long as nobody decided.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::demande::DemandeId;

use super::{auteur, cadre};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::erreur;
use crate::formulaire::Saisie;
use crate::visite::Visite;

pub const ADRESSE: &str = "/demande/retirer";

/// `GET /demande/retirer/{id}`: asks once more.
pub async fn demander(visite: Visite, Path(id): Path<String>) -> Response {
    if visite.qui.is_none() {
        return Redirect::to("/").into_response();
    }
    let acte = Acte { caches: vec![("demande", id)], danger: true, ..Acte::nouveau("retrait", ADRESSE, "/demande") };
    acte.page((&visite, cadre(&visite)), &Saisie::default(), Vec::new(), |_| Vec::new())
}

/// `GET /demande/retirer`: where a session that ended leads back. It is asked again, from the list.
pub async fn revenir(visite: Visite) -> Redirect {
    Redirect::to(if visite.qui.is_some() { "/demande" } else { "/" })
}

/// `POST /demande/retirer`.
pub async fn retirer(visite: Visite, champs: Champs) -> Response {
    let (qui, saisie) = match envoi::recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let id = DemandeId::from(saisie.lire("demande").to_owned());
    match visite.portail.0.demandes.retirer(&auteur(&qui), &id).await {
        Ok(()) => Redirect::to("/demande").into_response(),
        Err(cause) => erreur::page(&visite, &cause),
    }
}

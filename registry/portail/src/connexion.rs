//! The addresses of a login: two doors, two ways back.

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use crate::refus::Refus;
use crate::session::{Porte, Qui};
use crate::visite::Visite;

/// What the provider brings back: a code, or an error (RFC 6749, 4.1.2; RFC 9207 for `iss`).
#[derive(Deserialize)]
pub struct Retour {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    #[serde(default)]
    error_description: String,
}

pub async fn caducee(visite: Visite) -> Response {
    partir(visite, Porte::Caducee, false).await
}

/// Once more, for an act that asks for it: what was typed waits meanwhile.
pub async fn preuve(visite: Visite) -> Response {
    partir(visite, Porte::Caducee, true).await
}

pub async fn franceconnect(visite: Visite) -> Response {
    partir(visite, Porte::FranceConnect, false).await
}

pub async fn retour_caducee(visite: Visite, Query(retour): Query<Retour>) -> Response {
    revenir(visite, Porte::Caducee, retour).await
}

pub async fn retour_franceconnect(visite: Visite, Query(retour): Query<Retour>) -> Response {
    revenir(visite, Porte::FranceConnect, retour).await
}

async fn partir(visite: Visite, porte: Porte, encore: bool) -> Response {
    match visite.portail.fournisseur(porte).partir(encore).await {
        Ok((url, depart)) => {
            let jar = visite.portail.0.sessions.partir(visite.jar, porte, depart);
            (jar, Redirect::to(url.as_str())).into_response()
        }
        Err(refus) => refus.repondre(visite.cadre()),
    }
}

async fn revenir(visite: Visite, porte: Porte, retour: Retour) -> Response {
    match entrer(&visite, porte, retour).await {
        Ok((qui, id_token)) => {
            let (jar, vers) = visite.portail.0.sessions.ouvrir(visite.jar, qui, id_token);
            (jar, Redirect::to(vers.as_deref().unwrap_or("/"))).into_response()
        }
        Err(refus) => refus.repondre(visite.cadre()),
    }
}

/// State first, then who answers, then what.
async fn entrer(
    visite: &Visite,
    porte: Porte,
    retour: Retour,
) -> Result<(Qui, openidconnect::core::CoreIdToken), Refus> {
    let fournisseur = visite.portail.fournisseur(porte);
    let depart = visite.portail.0.sessions.revenir(&visite.jar, porte).ok_or(Refus::SansDepart)?;
    if retour.state.as_deref() != Some(depart.state.secret()) {
        return Err(Refus::Etat);
    }
    if retour.iss.is_some_and(|iss| iss != fournisseur.issuer()) {
        return Err(Refus::Emetteur);
    }
    if let Some(error) = retour.error {
        return Err(Refus::Fournisseur(error, retour.error_description));
    }
    let code = retour.code.ok_or(Refus::Etat)?;
    let (decouvert, jetons) = fournisseur.revenir(code, depart).await?;
    let qui = match porte {
        Porte::Caducee => Qui::Caducee(fournisseur.personne(&decouvert, &jetons).await?),
        Porte::FranceConnect => Qui::FranceConnect(fournisseur.identite(&decouvert, &jetons).await?),
    };
    Ok((qui, jetons.id_token))
}

//! The addresses of a login: two doors, two ways back.

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::fournisseur::{Depart, Entree};
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
    let (jar, depart) = visite.portail.0.sessions.revenir(visite.jar.clone(), porte);
    let entree = match depart.ok_or(Refus::SansDepart) {
        Ok(depart) => entrer(&visite, porte, retour, depart).await,
        Err(refus) => Err(refus),
    };
    match ouvrir(&visite, jar.clone(), entree).await {
        Ok((jar, vers)) => (jar, Redirect::to(&vers)).into_response(),
        // the login that was begun is spent
        Err(refus) => (jar, refus.repondre(visite.cadre())).into_response(),
    }
}

/// The new cookie, and where its person was.
async fn ouvrir(visite: &Visite, jar: CookieJar, entree: Result<Entree, Refus>) -> Result<(CookieJar, String), Refus> {
    let ouverte = visite.portail.0.sessions.ouvrir(jar, entree?).await?;
    let (jar, vers) = ouverte.ok_or(Refus::Terminee)?;
    Ok((jar, vers.unwrap_or_else(|| "/".to_owned())))
}

/// State first, then who answers, then what.
async fn entrer(visite: &Visite, porte: Porte, retour: Retour, depart: Depart) -> Result<Entree, Refus> {
    let fournisseur = visite.portail.fournisseur(porte);
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
    Ok(fournisseur.entree(qui, jetons))
}

//! The authorization endpoint (RFC 6749, 3.1): who asks is checked, then the page asks who comes. The page holds nothing: its
//! form carries the request again, and it is checked again.

use ambient::ExposeSecret as _;
use axum::Form;
use axum::extract::{FromRequestParts, OriginalUri, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use http::StatusCode;
use pages::{Langue, Page};
use serde::Deserialize;
use url::Url;

use super::contextes::{Ligne, PageChoix, PageRefus};
use crate::client::Client;
use crate::demande::{Demande, Parametres, Refus, SansRetour};
use crate::personne::{Personne, population};
use crate::registre::Accord;
use crate::simulateur::FranceConnect;

/// What the person did: a key of the population, or nothing to leave.
#[derive(Deserialize)]
pub struct Choix {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    personne: String,
}

/// One browser at the door, with the request that a service gave it.
#[derive(FromRequestParts)]
pub struct Visite {
    langue: Langue,
    adresse: OriginalUri,
    #[from_request(via(Query))]
    parametres: Parametres,
    cookies: CookieJar,
}

pub async fn demander(State(simulateur): State<FranceConnect>, visite: Visite) -> Response {
    match verifiee(&simulateur, &visite.parametres) {
        Ok((client, retour, _)) => page(&simulateur, visite, client, &retour),
        Err(echec) => echouer(&simulateur, &visite, echec),
    }
}

pub async fn choisir(State(simulateur): State<FranceConnect>, visite: Visite, Form(choix): Form<Choix>) -> Response {
    let (client, mut retour, demande) = match verifiee(&simulateur, &visite.parametres) {
        Ok(verifiee) => verifiee,
        Err(echec) => return echouer(&simulateur, &visite, echec),
    };
    if !simulateur.csrf_tient(&visite.cookies, &choix.csrf) {
        return page(&simulateur, visite, client, &retour);
    }
    let Some(personne) = Personne::de(&choix.personne) else {
        let refus = Refus { error: "access_denied", description: "User auth aborted" };
        return echouer(&simulateur, &visite, Echec::Refus(retour, refus));
    };
    let accord = Accord { demande, personne, le: simulateur.ambient.now() };
    let code = simulateur.registre.accorder(&simulateur.ambient, accord);
    retour.query_pairs_mut().append_pair("code", code.expose_secret());
    repondre(&simulateur, retour, &visite.parametres)
}

enum Echec {
    SansRetour(SansRetour),
    Refus(Url, Refus),
}

fn verifiee<'c>(simulateur: &'c FranceConnect, parametres: &Parametres) -> Result<(&'c Client, Url, Demande), Echec> {
    let client = parametres.client(&simulateur.clients).map_err(Echec::SansRetour)?;
    let retour = Url::parse(&parametres.redirect_uri).map_err(|_| Echec::SansRetour(SansRetour::Retour))?;
    match parametres.verifier() {
        Ok(demande) => Ok((client, retour, demande)),
        Err(refus) => Err(Echec::Refus(retour, refus)),
    }
}

fn page(simulateur: &FranceConnect, visite: Visite, client: &Client, retour: &Url) -> Response {
    let (cookies, csrf) = simulateur.csrf(visite.cookies);
    let adresse = visite.adresse.0.path_and_query().map_or("/", |chemin| chemin.as_str()).to_owned();
    let cadre = simulateur.cadre(visite.langue, &adresse);
    let lignes = population().iter().map(|personne| Ligne::de(personne, &cadre)).collect();
    let contexte = PageChoix { cadre, csrf, service: client.nom.clone(), adresse, lignes };
    (cookies, Page::ok(contexte).vers(retour)).into_response()
}

fn echouer(simulateur: &FranceConnect, visite: &Visite, echec: Echec) -> Response {
    match echec {
        Echec::SansRetour(cause) => {
            tracing::info!(%cause, "a login request without a way back");
            let contexte = PageRefus { cadre: simulateur.cadre(visite.langue, "/"), cause: cause.to_string() };
            Page::new(StatusCode::BAD_REQUEST, contexte).into_response()
        }
        Echec::Refus(mut retour, Refus { error, description }) => {
            retour.query_pairs_mut().append_pair("error", error).append_pair("error_description", description);
            repondre(simulateur, retour, &visite.parametres)
        }
    }
}

/// RFC 6749, 4.1.2; `iss` of RFC 9207.
fn repondre(simulateur: &FranceConnect, mut retour: Url, parametres: &Parametres) -> Response {
    if let Some(state) = &parametres.state {
        retour.query_pairs_mut().append_pair("state", state);
    }
    retour.query_pairs_mut().append_pair("iss", simulateur.issuer());
    Redirect::to(retour.as_str()).into_response()
}

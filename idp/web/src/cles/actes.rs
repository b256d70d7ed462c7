use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use idp_core::moyen::MoyenKind;
use idp_core::passkey::{Passkey, PasskeyError, PasskeyId};
use oidc::Parameters;
use pages::Page;

use super::page::{Adresses, Ajout, Cle, PageCles, PageRetirer};
use crate::connexion::Formulaire;
use crate::deconnexion::unavailable;
use crate::espace::{Titulaire, entrer, parti};
use crate::refus;
use crate::routes;
use crate::temoins::Temoin;
use crate::visite::Visite;

/// The query that says what was just done.
const FAITS: [(&str, &str); 2] = [("ajoutee", "cles-faite"), ("retiree", "cles-retiree")];

/// The passkeys of whoever is there.
async fn siennes(visite: &Visite, titulaire: &Titulaire) -> Result<Vec<Passkey>, Box<Response>> {
    let cles = visite.state.0.keyring.of_person(&titulaire.session.authentication.personne).await;
    cles.map_err(|error| Box::new(unavailable(visite, titulaire.langue, error)))
}

pub async fn get(visite: Visite, RawQuery(query): RawQuery) -> Response {
    match liste(&visite, &query.unwrap_or_default()).await {
        Ok(page) => page,
        Err(other) => *other,
    }
}

async fn liste(visite: &Visite, query: &str) -> Result<Response, Box<Response>> {
    let titulaire = Titulaire::new(visite, routes::CLES).await?;
    let cles = siennes(visite, &titulaire).await?;
    let (keyring, now) = (&visite.state.0.keyring, visite.state.0.ambient.now());
    let ajout = match keyring.may_enrol(&titulaire.session, cles.len()) {
        Ok(()) => Ajout::Ouvert,
        Err(PasskeyError::TooMany) => Ajout::Maximum,
        Err(_) => Ajout::Preuve,
    };
    let cadre = titulaire.cadre(visite);
    let retirer = |cle: &Passkey| visite.adresse(&format!("{}?cle={}", routes::CLES_RETIRER, cle.id));
    let cles = cles.iter().map(|cle| Cle::new(&cadre, cle, now, retirer(cle))).collect();
    let fait = FAITS.iter().find(|(mot, _)| query.split('&').any(|part| part == *mot)).map(|(_, key)| *key);
    let adresses = Adresses::new(|route| visite.adresse(route));
    let page = PageCles { csrf: visite.csrf(Temoin::Session), cles, ajout, fait, adresses, cadre };
    Ok(Page::ok(page).into_response())
}

/// A proof that is fresh enough to give a means, then the list again.
pub async fn preuve(visite: Visite) -> Response {
    let langue = visite.langue(&[]);
    let keyring = &visite.state.0.keyring;
    entrer(&visite, langue, routes::CLES, Some((keyring.givers(), keyring.fresh()))).await
}

/// The options of `navigator.credentials.create`, JSON. 409: the page says what is missing.
pub async fn question(visite: Visite, formulaire: Formulaire) -> Response {
    let Ok(titulaire) = Titulaire::of_form(&visite, &formulaire).await else {
        return StatusCode::CONFLICT.into_response();
    };
    match visite.state.0.keyring.enrol_start(&titulaire.session).await {
        Ok(options) => ([(CONTENT_TYPE, "application/json")], options).into_response(),
        Err(PasskeyError::Port(_)) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(_) => StatusCode::CONFLICT.into_response(),
    }
}

pub async fn ajouter(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let (answer, name) = (formulaire.champ("reponse"), formulaire.champ("nom"));
    match visite.state.0.keyring.enrol_finish(&titulaire.session, answer, name).await {
        Ok(_) => faite(&visite, "ajoutee"),
        Err(error) => refus::cle(&visite, titulaire.langue, error),
    }
}

/// Asks before it removes.
pub async fn retirer_page(visite: Visite, RawQuery(query): RawQuery) -> Response {
    let titulaire = match Titulaire::new(&visite, routes::CLES).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let asked = Parameters::parse(query.unwrap_or_default().as_bytes());
    let cles = match siennes(&visite, &titulaire).await {
        Ok(cles) => cles,
        Err(page) => return *page,
    };
    let Some(cle) = cles.into_iter().find(|cle| Some(cle.id.as_str()) == asked.only("cle")) else {
        return visite.vers(routes::CLES);
    };
    let cadre = titulaire.cadre(&visite);
    let (action, retour) = (visite.adresse(routes::CLES_RETIRER), visite.adresse(routes::CLES));
    let (id, nom) = (cle.id.to_string(), cle.name.as_str().to_owned());
    Page::ok(PageRetirer { cadre, csrf: visite.csrf(Temoin::Session), id, nom, action, retour }).into_response()
}

pub async fn retirer(visite: Visite, formulaire: Formulaire) -> Response {
    let titulaire = match Titulaire::of_form(&visite, &formulaire).await {
        Ok(titulaire) => titulaire,
        Err(page) => return *page,
    };
    let personne = &titulaire.session.authentication.personne;
    let id = PasskeyId::from(formulaire.champ("cle"));
    match visite.state.0.keyring.remove(personne, &id).await {
        Ok(true) if titulaire.par(&[MoyenKind::Passkey, MoyenKind::PasskeyAttestee], &Passkey::moyen_of(&id)) => {
            parti(&visite, &titulaire, "cle")
        }
        Ok(true) => faite(&visite, "retiree"),
        Ok(false) => visite.vers(routes::CLES),
        Err(error) => unavailable(&visite, titulaire.langue, error),
    }
}

fn faite(visite: &Visite, mot: &str) -> Response {
    let list = visite.adresse(routes::CLES);
    let separator = if list.contains('?') { '&' } else { '?' };
    axum::response::Redirect::to(&format!("{list}{separator}{mot}")).into_response()
}

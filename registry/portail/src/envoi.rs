//! A form that arrives: from a page of ours, by somebody who is signed in, else what was typed is kept for them.

use axum::Form;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::erreur::Action;
use pages::{CHAMP_CSRF, Icone, Page};

use crate::contextes::PageMot;
use crate::formulaire::Saisie;
use crate::refus::Refus;
use crate::session::{Brouillon, Porte, Qui};
use crate::visite::Visite;

pub type Champs = Form<Vec<(String, String)>>;

/// The fields, token aside, and who sent them; else the answer to give.
pub async fn recevoir(visite: &Visite, Form(champs): Champs) -> Result<(Qui, Saisie), Box<Response>> {
    let sessions = &visite.portail.0.sessions;
    let saisie = Saisie(champs);
    let tient = sessions.csrf(&visite.jar).is_some_and(|csrf| csrf.verify(saisie.lire(CHAMP_CSRF)).is_ok());
    if !tient {
        // not from a page that this browser was shown: nothing of it is kept
        return Err(Box::new(Redirect::to("/").into_response()));
    }
    let saisie = Saisie(saisie.0.into_iter().filter(|(nom, _)| nom != CHAMP_CSRF).collect());
    let Some(qui) = visite.qui.clone() else {
        let brouillon = Brouillon::de(visite.chemin(), saisie.0);
        return Err(Box::new(garder(visite, &brouillon).await));
    };
    Ok((qui, saisie))
}

/// What the same person had typed here before their session ended.
pub async fn reprendre(visite: &Visite) -> Saisie {
    let brouillon = visite.portail.0.sessions.reprendre(&visite.jar, &visite.lue, visite.chemin()).await;
    // it waits for the next time
    let brouillon = brouillon.unwrap_or_else(|cause| {
        tracing::warn!(%cause, "what was typed could not be given back");
        None
    });
    Saisie(brouillon.map(|brouillon| brouillon.champs).unwrap_or_default())
}

/// Keeps it for whoever's session ended, and says so.
pub async fn garder(visite: &Visite, brouillon: &Brouillon) -> Response {
    match visite.portail.0.sessions.garder(&visite.jar, brouillon).await {
        Ok(true) => fermee(visite, "fermee-phrase"),
        Ok(false) => fermee(visite, "fermee-oubliee"),
        Err(cause) => Refus::from(cause).repondre(visite.cadre()),
    }
}

/// Their session ended: the doors that lead back.
fn fermee(visite: &Visite, phrase: &str) -> Response {
    let cadre = visite.cadre();
    let portes = [
        (Porte::Caducee, "fermee-caducee", "/connexion"),
        (Porte::FranceConnect, "fermee-franceconnect", "/franceconnect"),
    ];
    let siennes = portes.into_iter().filter(|(porte, ..)| visite.lue.porte.is_none_or(|connue| connue == *porte));
    let actions = siennes.map(|(_, cle, href)| Action { libelle: cadre.t(cle), href: href.to_owned() }).collect();
    let (titre, phrase) = (cadre.t("fermee-titre"), cadre.t(phrase));
    let mot = PageMot { icone: Icone::Clock, titre, phrase, registre: Vec::new(), actions, cadre };
    Page::new(StatusCode::UNAUTHORIZED, mot).into_response()
}

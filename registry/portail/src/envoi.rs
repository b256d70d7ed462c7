//! A form that arrives: from a page of ours, by somebody who is signed in, else what was typed is kept for them.

use axum::Form;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::erreur::Action;
use pages::{CHAMP_CSRF, Icone, Page};

use crate::contextes::PageMot;
use crate::formulaire::Saisie;
use crate::session::{Brouillon, Porte, Qui};
use crate::visite::Visite;

pub type Champs = Form<Vec<(String, String)>>;

/// The fields, token aside, and who sent them; else the answer to give.
pub fn recevoir(visite: &Visite, Form(champs): Champs) -> Result<(Qui, Saisie), Box<Response>> {
    let sessions = &visite.portail.0.sessions;
    let saisie = Saisie(champs);
    let tient = sessions.csrf(&visite.jar).is_some_and(|csrf| csrf.verify(saisie.lire(CHAMP_CSRF)).is_ok());
    if !tient {
        // not from a page that this browser was shown: nothing of it is kept
        return Err(Box::new(Redirect::to("/").into_response()));
    }
    let saisie = Saisie(saisie.0.into_iter().filter(|(nom, _)| nom != CHAMP_CSRF).collect());
    let Some(qui) = visite.qui.clone() else {
        let chemin = visite.chemin().to_owned();
        sessions.garder(&visite.jar, Brouillon { chemin, champs: saisie.0 });
        return Err(Box::new(fermee(visite)));
    };
    Ok((qui, saisie))
}

/// What the same person had typed here before their session ended.
pub fn reprendre(visite: &Visite) -> Saisie {
    let brouillon = visite.portail.0.sessions.reprendre(&visite.jar, visite.chemin());
    Saisie(brouillon.map(|brouillon| brouillon.champs).unwrap_or_default())
}

/// Their session ended: the doors that lead back.
pub fn fermee(visite: &Visite) -> Response {
    let cadre = visite.cadre();
    let portes = [
        (Porte::Caducee, "fermee-caducee", "/connexion"),
        (Porte::FranceConnect, "fermee-franceconnect", "/franceconnect"),
    ];
    let connue = visite.portail.0.sessions.porte(&visite.jar);
    let siennes = portes.into_iter().filter(|(porte, ..)| connue.is_none_or(|connue| connue == *porte));
    let actions = siennes.map(|(_, cle, href)| Action { libelle: cadre.t(cle), href: href.to_owned() }).collect();
    let (titre, phrase) = (cadre.t("fermee-titre"), cadre.t("fermee-phrase"));
    Page::new(StatusCode::UNAUTHORIZED, PageMot { icone: Icone::Clock, titre, phrase, actions, cadre }).into_response()
}

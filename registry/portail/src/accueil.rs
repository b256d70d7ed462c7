use askama::Template;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Page};

use crate::session::Qui;
use crate::visite::Visite;

/// Two doors: who manages, who asks.
#[derive(Template)]
#[template(path = "accueil.html")]
pub struct PageAccueil {
    pub cadre: Cadre,
}

pub async fn accueil(visite: Visite) -> Response {
    match &visite.qui {
        None => Page::ok(PageAccueil { cadre: visite.cadre() }).into_response(),
        // declared for one task: it is what they came for
        _ if visite.du_grades() => Redirect::to(crate::grades::ADRESSE).into_response(),
        // who has a number of their own reads their file first; who manages came for the desk
        Some(Qui::Caducee(personne)) if personne.identifiant.rpps().is_some() => {
            Redirect::to(crate::moi::ADRESSE).into_response()
        }
        Some(Qui::Caducee(_)) if visite.du_support() => Redirect::to(crate::support::ADRESSE).into_response(),
        Some(Qui::Caducee(_)) => Redirect::to("/bureau").into_response(),
        Some(Qui::FranceConnect(_)) => Redirect::to("/demande").into_response(),
    }
}

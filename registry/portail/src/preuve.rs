//! An act that asks for a strong authentication of the last minutes: older than that, what was typed waits while its author shows
//! once more who they are (docs/decisions/0013).

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use pages::erreur::Action;
use pages::{Cadre, Icone, Page};
use registry_core::contact::PreuveForte;

use crate::contextes::PageMot;
use crate::formulaire::Saisie;
use crate::refus::Refus;
use crate::session::{Brouillon, Qui};
use crate::visite::Visite;

/// Where the person shows once more who they are.
pub const ADRESSE: &str = "/connexion/preuve";

/// Where the form is given back, and where to go instead.
pub struct Detour {
    pub formulaire: &'static str,
    pub renoncer: &'static str,
}

/// How and when they showed who they are, fresh or not; `None`: by no means that counts.
pub fn montree(visite: &Visite) -> Option<PreuveForte> {
    match &visite.qui {
        Some(Qui::Caducee(personne)) => personne.preuve.clone(),
        _ => None,
    }
}

/// Keeps what was typed, and asks who is there.
pub async fn encore((visite, cadre): (&Visite, Cadre), saisie: Saisie, detour: Detour) -> Response {
    let brouillon = Brouillon::de(detour.formulaire, saisie.0);
    if let Err(cause) = visite.portail.0.sessions.garder(&visite.jar, &brouillon).await {
        return Refus::from(cause).repondre(visite.cadre());
    }
    let action = |cle: &str, href: &str| Action { libelle: cadre.t(cle), href: href.to_owned() };
    let actions = vec![action("preuve-montrer", ADRESSE), action("preuve-renoncer", detour.renoncer)];
    let (titre, phrase) = (cadre.t("preuve-titre"), cadre.t("preuve-phrase"));
    let mot = PageMot { icone: Icone::Lock, titre, phrase, registre: Vec::new(), actions, cadre };
    Page::new(StatusCode::UNAUTHORIZED, mot).into_response()
}

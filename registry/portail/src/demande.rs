//! The professional's pages: what I asked for, and a new request (flow A).

pub mod formulaire;
mod saisie;

use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::erreur::Action;
use pages::{Page, heure};
use registry_core::demande::{Demande, Etape};
use registry_core::idempotence::{Auteur, CleIdempotence};

use crate::contextes::{Ligne, PageListe};
use crate::envoi::{self, Champs};
use crate::erreur::{self, remarques};
use crate::formulaire::{Remarque, Saisie};
use crate::session::Qui;
use crate::visite::Visite;

pub const NOUVELLE: &str = "/demande/nouvelle";

/// `GET /demande`: mine, newest first.
pub async fn miennes(visite: Visite) -> Response {
    let Some(qui) = visite.qui.clone() else { return Redirect::to("/").into_response() };
    match visite.portail.0.demandes.miennes(&auteur(&qui)).await {
        Ok(demandes) => {
            let cadre = visite.cadre();
            let lignes = demandes.iter().map(|demande| ligne(&visite, demande)).collect();
            let nouvelle = Action { libelle: cadre.t("demande-nouvelle"), href: NOUVELLE.to_owned() };
            // one at a time: a second one waits for the decision on the first (ENR-08)
            let action = (!demandes.iter().any(Demande::ouverte)).then_some(nouvelle);
            let [titre, aide, vide] = ["titre", "aide", "vide"].map(|fin| cadre.t(format!("demandes-{fin}")));
            Page::ok(PageListe { cadre, titre, aide, vide, action, lignes }).into_response()
        }
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// `GET /demande/nouvelle`.
pub async fn nouvelle(visite: Visite) -> Response {
    let Some(qui) = visite.qui.clone() else { return Redirect::to("/").into_response() };
    let gardee = envoi::reprendre(&visite);
    let saisie = if gardee == Saisie::default() { saisie::premiere(&visite.portail, &qui) } else { gardee };
    formulaire::page(&visite, &qui, &saisie, (StatusCode::OK, Vec::new()))
}

/// `POST /demande/nouvelle`.
pub async fn envoyer(visite: Visite, champs: Champs) -> Response {
    let (qui, saisie) = match envoi::recevoir(&visite, champs) {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let refuser = |remarques: Vec<Remarque>| {
        formulaire::page(&visite, &qui, &saisie, (StatusCode::UNPROCESSABLE_ENTITY, remarques))
    };
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return formulaire::page(&visite, &qui, &saisie.sans_cle(), (StatusCode::OK, Vec::new()));
    };
    let nouvelle = match saisie::lire(&qui, &saisie) {
        Ok(nouvelle) => nouvelle,
        Err(remarques) => return refuser(remarques),
    };
    match visite.portail.0.demandes.deposer(&cle, nouvelle).await {
        Ok(_) => Redirect::to("/demande").into_response(),
        Err(cause) => refuser(remarques(&cause)),
    }
}

fn auteur(qui: &Qui) -> Auteur {
    match qui {
        Qui::Caducee(personne) => Auteur::personne(&personne.identifiant),
        Qui::FranceConnect(identite) => Auteur::franceconnect(&identite.sujet),
    }
}

fn ligne(visite: &Visite, demande: &Demande) -> Ligne {
    let cadre = visite.cadre();
    let (etat, ton) = match &demande.etape {
        Etape::Envoyee | Etape::AExaminer { .. } => ("etape-envoyee", "badge--accent"),
        Etape::Validee { .. } => ("etape-validee", "badge--ok"),
        Etape::Rejetee { .. } => ("etape-rejetee", "badge--warn"),
        Etape::RefuseeParLeRegistre { .. } => ("etape-refusee", "badge--warn"),
        Etape::Retiree { .. } => ("etape-retiree", ""),
    };
    let jour = heure::jour(demande.deposee_le, cadre.langue);
    Ligne {
        titre: cadre.t1("demande-pour", "finess", &demande.structure),
        details: cadre.t1("demande-le", "jour", jour),
        etat: cadre.t(etat),
        ton,
        lien: None,
    }
}

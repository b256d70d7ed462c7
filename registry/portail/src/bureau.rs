//! The gestionnaire's desk: requests to decide, what I decided, somebody to register.

pub mod enregistrement;
mod examen;
mod fiche;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Onglet, Page, heure};
use registry_core::demande::{DemandeVue, VueGestionnaire};
use sante::IdentifiantNational;

use crate::contextes::{Ligne, PageListe};
use crate::erreur;
use crate::session::Qui;
use crate::visite::Visite;

pub use enregistrement::{enregistrer, formulaire};
pub use examen::{decider, examiner};
pub use fiche::{agir, chercher};

pub const ENREGISTRER: &str = "/bureau/enregistrer";
pub const PROFESSIONNELS: &str = "/bureau/professionnels";
pub const HISTORIQUE: &str = "/bureau/historique";

/// `GET /bureau`: what waits for a decision.
pub async fn demandes(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match visite.portail.0.gestion.a_traiter(&agent).await {
        Ok(vues) => liste(&visite, "bureau", "/bureau", &vues),
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// `GET /bureau/historique`: mine, never a colleague's (GES-20).
pub async fn historique(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match visite.portail.0.gestion.historique(&agent).await {
        Ok(vues) => liste(&visite, "historique", HISTORIQUE, &vues),
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// Who came with a card or an e-CPS; what they may do, the registry says.
fn agent(visite: &Visite) -> Option<IdentifiantNational> {
    match &visite.qui {
        Some(Qui::Caducee(personne)) => Some(personne.identifiant.clone()),
        _ => None,
    }
}

fn cadre(visite: &Visite, courant: &str) -> Cadre {
    let mut cadre = visite.cadre();
    let onglets = [
        ("onglet-demandes", "/bureau"),
        ("onglet-enregistrer", ENREGISTRER),
        ("onglet-professionnels", PROFESSIONNELS),
        ("onglet-historique", HISTORIQUE),
    ];
    cadre.onglets = onglets
        .into_iter()
        .map(|(cle, href)| Onglet { titre: cadre.t(cle), href: href.to_owned(), courant: href == courant, compte: 0 })
        .collect();
    cadre
}

fn liste(visite: &Visite, mots: &str, courant: &str, vues: &[DemandeVue]) -> Response {
    let cadre = cadre(visite, courant);
    let lignes = vues.iter().map(|vue| ligne(&cadre, vue)).collect();
    let [titre, aide, vide] = ["titre", "aide", "vide"].map(|fin| cadre.t(format!("{mots}-{fin}")));
    Page::ok(PageListe { cadre, titre, aide, vide, action: None, lignes }).into_response()
}

fn ligne(cadre: &Cadre, vue: &DemandeVue) -> Ligne {
    let (etat, ton) = match &vue.vue {
        VueGestionnaire::ADecider => ("vue-a-decider", "badge--accent"),
        VueGestionnaire::AExaminer { .. } => ("vue-a-examiner", "badge--warn"),
        VueGestionnaire::Validee { .. } => ("etape-validee", "badge--ok"),
        VueGestionnaire::Rejetee { .. } => ("etape-rejetee", ""),
        VueGestionnaire::Transmise => ("vue-transmise", ""),
        VueGestionnaire::Retiree => ("etape-retiree", ""),
    };
    let jour = heure::jour(vue.deposee_le, cadre.langue);
    let pour = cadre.t1("demande-pour", "finess", &vue.structure);
    Ligne {
        titre: format!("{} {}", vue.prenom, vue.nom),
        details: format!("{pour}, {}", cadre.t1("demande-le", "jour", jour)),
        etat: cadre.t(etat),
        ton,
        lien: Some(format!("/bureau/demandes/{}", vue.id)),
    }
}

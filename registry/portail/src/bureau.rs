//! The gestionnaire's desk: requests to decide, what I decided, somebody to register.

pub mod ajout;
pub mod coordonnees;
pub mod correction;
pub mod designation;
pub mod droits;
pub mod enregistrement;
mod examen;
mod fiche;
pub mod fin;
pub mod modification;
pub mod professionnels;
pub mod professions;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::erreur::Action;
use pages::{Cadre, Icone, Onglet, Page, heure};
use registry_core::demande::{DemandeVue, VueGestionnaire};
use sante::IdentifiantNational;

use crate::contextes::{Case, Etat, Lien, Ligne, PageListe};
use crate::envoi::{self, Champs};
use crate::formulaire::Saisie;
use crate::session::Qui;
use crate::visite::Visite;
use crate::{demande, erreur, lieux, lot, moi, support};

pub use enregistrement::{enregistrer, formulaire};
pub use examen::{decider, examiner};

pub const ENREGISTRER: &str = "/bureau/enregistrer";
pub const PROFESSIONNELS: &str = "/bureau/professionnels";
pub const HISTORIQUE: &str = "/bureau/historique";

/// `GET /bureau`: what waits for a decision.
pub async fn demandes(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match visite.portail.0.gestion.a_traiter(&agent).await {
        Ok(vues) => liste(&visite, "bureau", "/bureau", &vues).await,
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// `GET /bureau/historique`: mine, never a colleague's (GES-20).
pub async fn historique(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match visite.portail.0.gestion.historique(&agent).await {
        Ok(vues) => liste(&visite, "historique", HISTORIQUE, &vues).await,
        Err(cause) => erreur::page(&visite, &cause),
    }
}

/// Who came with a card or an e-CPS; what they may do, the registry says.
pub fn agent(visite: &Visite) -> Option<IdentifiantNational> {
    match &visite.qui {
        Some(Qui::Caducee(personne)) => Some(personne.identifiant.clone()),
        _ => None,
    }
}

/// A form that arrives from who came with a card or an e-CPS.
pub fn recevoir(visite: &Visite, champs: Champs) -> Result<(IdentifiantNational, Saisie), Box<Response>> {
    let (_, saisie) = envoi::recevoir(visite, champs)?;
    let agent = agent(visite).ok_or_else(|| Box::new(Redirect::to("/").into_response()))?;
    Ok((agent, saisie))
}

pub fn cadre(visite: &Visite, courant: &str) -> Cadre {
    let mut cadre = visite.cadre();
    let communs = [
        ("onglet-demandes", "/bureau"),
        ("onglet-enregistrer", ENREGISTRER),
        ("onglet-lots", lot::ADRESSE),
        ("onglet-professionnels", PROFESSIONNELS),
        ("onglet-coordonnees", coordonnees::ADRESSE),
        ("onglet-droits", droits::ADRESSE),
        ("onglet-historique", HISTORIQUE),
    ];
    let moi = agent(visite).filter(|agent| agent.rpps().is_some()).map(|_| ("onglet-moi", moi::ADRESSE));
    let du_support = agent(visite).is_some_and(|agent| visite.portail.0.support.agent(&agent).is_ok());
    // the support manages no establishment
    let onglets: Vec<_> = match du_support {
        true => vec![("onglet-support", support::ADRESSE), ("support-professions", support::professions::ADRESSE)],
        false => communs.into_iter().chain(moi).collect(),
    };
    cadre.onglets = onglets
        .into_iter()
        .map(|(cle, href)| Onglet { titre: cadre.t(cle), href: href.to_owned(), courant: href == courant, compte: 0 })
        .collect();
    cadre
}

async fn liste(visite: &Visite, mots: &str, courant: &str, vues: &[DemandeVue]) -> Response {
    let mut cadre = cadre(visite, courant);
    let a_decider = mots == "bureau";
    if let Some(demandes) = cadre.onglets.first_mut().filter(|_| a_decider) {
        demandes.compte = vues.len();
    }
    let lieux = lieux::noms(&*visite.portail.0.gestion, vues.iter().map(|vue| &vue.structure).collect()).await;
    let lieu = |vue: &DemandeVue| lieux.get(&vue.structure).cloned().unwrap_or_default();
    let lignes = vues.iter().map(|vue| ligne(visite, &cadre, vue, lieu(vue))).collect();
    let [titre, aide, vide] = ["titre", "aide", "vide"].map(|fin| cadre.t(format!("{mots}-{fin}")));
    let colonne = cadre.t("colonne-personne");
    let enregistrer = Action { libelle: cadre.t("enregistrer-titre"), href: ENREGISTRER.to_owned() };
    let action = a_decider.then_some(enregistrer);
    Page::ok(PageListe { cadre, titre, aide, vide, action, colonne, lignes }).into_response()
}

fn ligne(visite: &Visite, cadre: &Cadre, vue: &DemandeVue, lieu: String) -> Ligne {
    let (mot, icone, ton) = match &vue.vue {
        VueGestionnaire::ADecider => ("vue-a-decider", Icone::Clock, "badge--accent"),
        VueGestionnaire::AExaminer { .. } => ("vue-a-examiner", Icone::Users, "badge--warn"),
        VueGestionnaire::Validee { .. } => ("etape-validee", Icone::Check, "badge--ok"),
        VueGestionnaire::Rejetee { .. } => ("etape-rejetee", Icone::Cross, ""),
        VueGestionnaire::Transmise => ("vue-transmise", Icone::Next, ""),
        VueGestionnaire::Retiree => ("etape-retiree", Icone::Back, ""),
    };
    let case = |colonne: &str, texte: String, sous: String| Case { colonne: cadre.t(colonne), texte, sous };
    let (fonction, role) = demande::fonction(visite, cadre, &vue.profession, &vue.role);
    Ligne {
        titre: format!("{} {}", vue.prenom, vue.nom),
        cases: vec![
            case("colonne-demande", fonction, role),
            case("colonne-lieu", lieu, String::new()),
            case("colonne-recue", heure::jour(vue.deposee_le, cadre.langue), String::new()),
        ],
        etat: Etat { mot: cadre.t(mot), icone, ton, note: String::new() },
        lien: Some(Lien { mot: "examiner", entier: "examiner-nom", href: format!("/bureau/demandes/{}", vue.id) }),
    }
}

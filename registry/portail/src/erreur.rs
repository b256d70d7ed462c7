//! What the registry answers instead of doing, on a page.

use axum::response::{IntoResponse as _, Response};
use pages::erreur::Action;
use pages::{Icone, Page};
use registry_core::Classe;
use registry_core::demande::DemandeError;
use registry_core::habilitation::HorsPerimetre;
use registry_core::situation_acte::SituationError;

use crate::causes;
use crate::contextes::PageMot;
use crate::formulaire::Remarque;
use crate::parole::Parole;
use crate::visite::Visite;

/// Beside the fields; above the form when it is about none of them.
pub fn remarques(cause: &DemandeError) -> Vec<Remarque> {
    tracer(cause);
    match cause.objections() {
        [] => vec![Remarque::sur(champ(cause), parole(cause))],
        objections => objections.iter().map(Remarque::from).collect(),
    }
}

fn parole(cause: &DemandeError) -> Parole {
    Parole::du_registre(cause.code(), cause.phrase())
}

/// The field that one refusal is about; empty: it is about no field.
const fn champ(cause: &DemandeError) -> &'static str {
    match cause {
        DemandeError::StructureFermee
        | DemandeError::Droit(HorsPerimetre::HorsDuPerimetre)
        | DemandeError::Situation(SituationError::Droit(HorsPerimetre::HorsDuPerimetre)) => "structure",
        DemandeError::CommentaireLong => "commentaire",
        DemandeError::AutreCandidat => "candidat",
        _ => "",
    }
}

/// A page of its own, where there is no form to keep.
pub fn page(visite: &Visite, cause: &DemandeError) -> Response {
    tracer(cause);
    let cadre = visite.cadre();
    let (cle, icone) = match cause {
        DemandeError::DejaTraitee => ("deja-titre", Icone::Next),
        DemandeError::Inconnue => ("introuvable-titre", Icone::Search),
        _ => ("empeche-titre", Icone::Lock),
    };
    // who may not manage has requests of their own at most
    let (libelle, href) = match cause {
        DemandeError::Droit(HorsPerimetre::HorsDuPerimetre) => ("toutes-demandes", "/bureau"),
        DemandeError::Droit(_) => ("empeche-demandes", "/demande"),
        _ => ("toutes-demandes", "/bureau"),
    };
    let vers = |cle: &str, href: &str| Action { libelle: cadre.t(cle), href: href.to_owned() };
    let actions = vec![vers(libelle, href), vers("se-deconnecter", "/deconnexion")];
    let (titre, phrase) = (cadre.t(cle), parole(cause).dire(&cadre));
    let mot = PageMot { icone, titre, phrase, registre: Vec::new(), actions, cadre };
    Page::new(causes::statut(cause.classe()), mot).into_response()
}

fn tracer(cause: &DemandeError) {
    match cause.classe() {
        Classe::Panne => tracing::error!(%cause, "the registry could not answer"),
        _ => tracing::info!(error.code = cause.code(), "refused"),
    }
}

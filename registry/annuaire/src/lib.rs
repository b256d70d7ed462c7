//! The Annuaire Santé for programs: a FHIR R4 API, the files of the public extraction, and whether somebody may have a mailbox of
//! MSSanté. Everything that it answers is public; what is counted is who asks, so that nobody carries it away question by question.

mod appelant;
mod entetes;
mod extractions;
mod fhir;
mod mssante;

use std::path::PathBuf;
use std::sync::Arc;

use ambient::{RestKey, Resting};
use axum::Router;
use axum::middleware::map_response;
use axum::routing::{get, post};
use registry_core::annuaire::{Annuaire, Bornes, Quota};
use registry_core::nomenclature::Referentiel;
use url::Url;

pub use appelant::CleAnnuaire;
pub use extractions::{NOM, est_une_extraction};

/// What the handlers stand on.
#[derive(Clone)]
pub struct EtatAnnuaire(Arc<Interieur>);

/// How the directory is set.
pub struct Reglages {
    /// As callers see it: links begin so.
    pub origine: Url,
    /// Where the extractions are; `None`: none is made here.
    pub extractions: Option<PathBuf>,
    pub cles: Vec<CleAnnuaire>,
    /// Of one address without a key.
    pub inconnu: Bornes,
    /// Of one key.
    pub connu: Bornes,
}

struct Interieur {
    annuaire: Annuaire,
    referentiel: Arc<Referentiel>,
    quota: Quota,
    repos: RestKey,
    reglages: Reglages,
}

impl EtatAnnuaire {
    /// `repos`: under which keys rest, and pages are sealed.
    pub fn new(
        annuaire: Annuaire,
        referentiel: Arc<Referentiel>,
        (quota, repos): (Quota, RestKey),
        reglages: Reglages,
    ) -> Self {
        Self(Arc::new(Interieur { annuaire, referentiel, quota, repos, reglages }))
    }
}

/// The form in which a key rests: what a configuration holds of it.
pub fn empreinte(repos: &RestKey, cle: &str) -> Resting {
    repos.rest("registry.annuaire-key", cle)
}

pub fn router(etat: EtatAnnuaire) -> Router {
    let fhir = Router::new()
        .route("/fhir/v2/metadata", get(fhir::capacites))
        .route("/fhir/v2/{type}", get(fhir::chercher))
        .route("/fhir/v2/{type}/_search", post(fhir::chercher_par_formulaire))
        .route("/fhir/v2/{type}/{id}", get(fhir::lire))
        .fallback(fhir::inconnu)
        .method_not_allowed_fallback(fhir::methode);
    fhir.route("/extractions", get(extractions::lister))
        .route("/extractions/{fichier}", get(extractions::donner))
        .route("/eligibilite/mssante/{identifiant}", get(mssante::eligibilite))
        .layer(map_response(entetes::ouverts))
        .with_state(etat)
}

//! The portal: one door for who manages (a card, or the e-CPS, through our own provider), one for who asks to be registered
//! (FranceConnect). Behind it, pages over the registry's use cases; works without scripts, keeps what was typed.

mod accueil;
mod bureau;
mod config;
mod connexion;
mod contextes;
mod deconnexion;
mod demande;
mod envoi;
mod erreur;
mod etat;
mod formulaire;
mod fournisseur;
mod guichets;
mod lieux;
mod nomenclatures;
mod refus;
#[cfg(test)]
mod samples;
mod session;
mod situation;
mod visite;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::get;

pub use config::{Config, ConfigError, Fournisseur as ConfigFournisseur};
pub use etat::Portail;
pub use guichets::{
    GuichetContacts, GuichetDemandes, GuichetDroits, GuichetEspace, GuichetGestion, GuichetLieux, GuichetProfessions,
    GuichetRecherche, GuichetSupport, Guichets, Registre,
};

/// The longest form has a few dozen short fields.
const CORPS: usize = 64 * 1_024;

/// The whole portal, to be served over TLS at its own origin.
pub fn router(portail: Portail) -> Router {
    Router::new()
        .route("/", get(accueil::accueil))
        .route("/connexion", get(connexion::caducee))
        .route(config::RETOUR_CADUCEE, get(connexion::retour_caducee))
        .route("/franceconnect", get(connexion::franceconnect))
        .route(config::RETOUR_FRANCECONNECT, get(connexion::retour_franceconnect))
        .route("/deconnexion", get(deconnexion::demander).post(deconnexion::sortir))
        .route("/demande", get(demande::miennes))
        .route(demande::NOUVELLE, get(demande::nouvelle).post(demande::envoyer))
        .route("/bureau", get(bureau::demandes))
        .route(bureau::HISTORIQUE, get(bureau::historique))
        .route("/bureau/demandes/{id}", get(bureau::examiner).post(bureau::decider))
        .route(bureau::PROFESSIONNELS, get(bureau::chercher).post(bureau::agir))
        .route(bureau::ENREGISTRER, get(bureau::formulaire).post(bureau::enregistrer))
        .layer(DefaultBodyLimit::max(CORPS))
        .with_state(portail)
        .merge(pages::assets::router())
        .layer(map_response(pages::entetes::completer))
}

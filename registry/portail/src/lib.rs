//! The portal: one door for who manages (a card, or the e-CPS, through our own provider), one for who asks to be registered
//! (FranceConnect). Behind it, pages over the registry's use cases; works without scripts, keeps what was typed.

mod accueil;
mod acte;
mod annuaire;
mod bureau;
mod causes;
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
mod lieu;
mod lieux;
mod lot;
mod moi;
mod nomenclatures;
mod refus;
mod rubriques;
#[cfg(test)]
mod samples;
mod session;
mod situation;
mod support;
mod visite;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::get;
use bureau::{ajout, coordonnees, correction, designation, fin, modification, professions};
use demande::retrait;

pub use config::{Config, ConfigError, Fournisseur as ConfigFournisseur};
pub use etat::Portail;
pub use guichets::{
    GuichetContacts, GuichetDemandes, GuichetDroits, GuichetEspace, GuichetGestion, GuichetLieux, GuichetLots,
    GuichetProfessions, GuichetRecherche, GuichetSupport, Guichets, Registre,
};
pub use refus::Refus;

/// The longest form has a few dozen short fields.
const CORPS: usize = 64 * 1_024;

/// The whole portal, to be served over TLS at its own origin.
pub fn router(portail: Portail) -> Router {
    Router::new()
        .route("/", get(accueil::accueil))
        .route(annuaire::ADRESSE, get(annuaire::chercher))
        .route("/connexion", get(connexion::caducee))
        .route(config::RETOUR_CADUCEE, get(connexion::retour_caducee))
        .route("/connexion/preuve", get(connexion::preuve))
        .route("/franceconnect", get(connexion::franceconnect))
        .route(config::RETOUR_FRANCECONNECT, get(connexion::retour_franceconnect))
        .route("/deconnexion", get(deconnexion::demander).post(deconnexion::sortir))
        .route("/demande", get(demande::miennes))
        .route(demande::NOUVELLE, get(demande::nouvelle).post(demande::envoyer))
        .route(retrait::ADRESSE, get(retrait::revenir).post(retrait::retirer))
        .route("/demande/retirer/{id}", get(retrait::demander))
        .merge(moi())
        .merge(support())
        .merge(professionnels())
        .merge(droits())
        .merge(lot::router())
        .route("/bureau", get(bureau::demandes))
        .route(bureau::HISTORIQUE, get(bureau::historique))
        .route("/bureau/demandes/{id}", get(bureau::examiner).post(bureau::decider))
        .route(bureau::ENREGISTRER, get(bureau::formulaire).post(bureau::enregistrer))
        .layer(DefaultBodyLimit::max(CORPS))
        .with_state(portail)
        .merge(pages::assets::router())
        .layer(map_response(pages::entetes::completer))
}

/// Somebody found, and what is done about where they work.
fn professionnels() -> Router<Portail> {
    use bureau::professionnels::{chercher, effectif, question};
    Router::new()
        .route(bureau::PROFESSIONNELS, get(question).post(chercher))
        .route("/bureau/etablissements/{finess}", get(effectif))
        .route(ajout::ADRESSE, get(ajout::reprendre).post(ajout::ajouter))
        .route(modification::ADRESSE, get(modification::reprendre).post(modification::modifier))
        .route(fin::ADRESSE, get(fin::reprendre).post(fin::terminer))
        .route(correction::ADRESSE, get(correction::reprendre).post(correction::proposer))
        .route(coordonnees::ADRESSE, get(coordonnees::lister).post(coordonnees::trancher))
        .route(professions::ADRESSE, get(professions::lister))
        .route(professions::NOUVELLE, get(professions::formulaire).post(professions::demander))
}

/// Who may act for a structure.
fn droits() -> Router<Portail> {
    use bureau::droits::{ADRESSE, lister, reprendre};
    Router::new()
        .route(ADRESSE, get(lister).post(reprendre))
        .route(designation::ADRESSE, get(designation::formulaire).post(designation::designer))
}

/// The professional's own space.
fn moi() -> Router<Portail> {
    Router::new()
        .route(moi::ADRESSE, get(moi::dossier))
        .route(moi::coordonnees::ADRESSE, get(moi::coordonnees::formulaire).post(moi::coordonnees::changer))
}

/// The support of the ANS.
fn support() -> Router<Portail> {
    use support::{etat_civil, professions};
    Router::new()
        .route(support::ADRESSE, get(support::lister).post(support::trancher))
        .route(etat_civil::ADRESSE, get(etat_civil::reprendre).post(etat_civil::corriger))
        .route(professions::ADRESSE, get(professions::lister).post(professions::avancer))
}

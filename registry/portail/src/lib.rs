//! The portal: one door for who manages (a card, or the e-CPS, through our own provider), one for who asks to be registered
//! (FranceConnect). Behind it, pages over the registry's use cases; works without scripts, keeps what was typed.

mod accueil;
mod acte;
mod adhesion;
mod annuaire;
mod bureau;
mod causes;
mod certification;
mod config;
mod connexion;
mod contextes;
mod deconnexion;
mod demande;
mod deux_temps;
mod envoi;
mod erreur;
mod etat;
mod filtre;
mod formulaire;
mod fournisseur;
mod grades;
mod graphique;
mod guichets;
mod inconnue;
mod lieu;
mod lieux;
mod lot;
mod moi;
mod mssante;
mod naissance;
mod nomenclatures;
mod parole;
mod preuve;
mod profession;
mod refus;
mod reseaux;
mod rubriques;
#[cfg(test)]
mod samples;
mod session;
mod situation;
mod support;
mod valeurs;
mod visite;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{get, post};
use bureau::{
    ajout, cartes, certificats, contrat, coordonnees, correction, designation, fin, modification, professions,
    transfert,
};
use demande::retrait;
use deux_temps::{envoyer, reprendre};

pub use config::{Config, ConfigError, FIN_CADUCEE, Fournisseur as ConfigFournisseur};
pub use deconnexion::RefusLogout;
pub use etat::Portail;
pub use guichets::{
    GuichetAssistance, GuichetCertificats, GuichetContacts, GuichetDemandes, GuichetDroits, GuichetEspace,
    GuichetGestion, GuichetGrades, GuichetLieux, GuichetLots, GuichetProfessions, GuichetRecherche, GuichetSupport,
    Guichets, Registre, Suivis,
};
pub use refus::Refus;
pub use reseaux::{Reseau, ReseauError};
pub use session::Coffre;

/// The longest form has a few dozen short fields.
const CORPS: usize = 64 * 1_024;

/// The whole portal, to be served over TLS at its own origin.
pub fn router(portail: Portail) -> Router {
    Router::new()
        .route("/", get(accueil::accueil))
        .route(annuaire::ADRESSE, get(annuaire::chercher))
        .route("/connexion", get(connexion::caducee))
        .route(config::RETOUR_CADUCEE, get(connexion::retour_caducee))
        .route(preuve::ADRESSE, get(connexion::preuve))
        .route("/franceconnect", get(connexion::franceconnect))
        .route(config::RETOUR_FRANCECONNECT, get(connexion::retour_franceconnect))
        .route("/deconnexion", get(deconnexion::demander).post(deconnexion::sortir))
        .route(config::FIN_CADUCEE, post(deconnexion::recevoir))
        .route("/demande", get(demande::miennes))
        .route(demande::NOUVELLE, get(demande::nouvelle).post(demande::envoyer))
        .route(retrait::ADRESSE, get(retrait::revenir).post(retrait::retirer))
        .route("/demande/retirer/{id}", get(retrait::demander))
        .merge(moi())
        .merge(support().merge(grades()).route_layer(from_fn_with_state(portail.clone(), reseaux::garder)))
        .merge(professionnels())
        .merge(droits())
        .merge(certificats())
        .merge(adhesion())
        .merge(cartes())
        .merge(suivi())
        .merge(lot::router())
        .route(bureau::ADRESSE, get(bureau::demandes).post(bureau::filtrer_demandes))
        .route(bureau::HISTORIQUE, get(bureau::historique).post(bureau::filtrer_historique))
        .route("/bureau/demandes/{id}", get(bureau::examiner).post(bureau::decider))
        .route(bureau::ENREGISTRER, get(bureau::formulaire).post(bureau::enregistrer))
        .fallback(inconnue::inconnue)
        .layer(DefaultBodyLimit::max(CORPS))
        .with_state(portail)
        .merge(pages::assets::router())
        .layer(map_response(pages::entetes::completer))
}

/// Somebody found, and what is done about where they work.
fn professionnels() -> Router<Portail> {
    use bureau::effectif::{effectif, filtrer};
    use bureau::professionnels::{chercher, question};
    Router::new()
        .route(bureau::PROFESSIONNELS, get(question).post(chercher))
        .route("/bureau/etablissements/{finess}", get(effectif).post(filtrer))
        .route(ajout::ADRESSE, get(reprendre::<ajout::Ajouter>).post(envoyer::<ajout::Ajouter>))
        .route(modification::ADRESSE, get(reprendre::<modification::Modifier>).post(envoyer::<modification::Modifier>))
        .route(transfert::ADRESSE, get(reprendre::<transfert::Transferer>).post(envoyer::<transfert::Transferer>))
        .route(fin::ADRESSE, get(reprendre::<fin::Terminer>).post(envoyer::<fin::Terminer>))
        .route(correction::ADRESSE, get(reprendre::<correction::Corriger>).post(envoyer::<correction::Corriger>))
        .route(coordonnees::ADRESSE, get(coordonnees::lister).post(coordonnees::trancher))
        .route(professions::ADRESSE, get(professions::lister).post(professions::filtrer))
        .route(professions::NOUVELLE, get(professions::formulaire).post(professions::demander))
}

/// Who may act for a structure.
fn droits() -> Router<Portail> {
    use bureau::droits::{ADRESSE, lister, reprendre};
    Router::new()
        .route(ADRESSE, get(lister).post(reprendre))
        .route(designation::ADRESSE, get(designation::formulaire).post(designation::designer))
}

/// Contracts of structures, and their forms.
fn adhesion() -> Router<Portail> {
    use adhesion::{ADRESSE, conditions, demande, miens, retirer};
    Router::new()
        .route(ADRESSE, get(miens).post(retirer))
        .route(conditions::ADRESSE, get(conditions::lire))
        .route(demande::ADRESSE, get(demande::formulaire).post(demande::envoyer))
        .route(contrat::ADRESSE, get(contrat::lister).post(contrat::retirer))
        .route(contrat::carte::ADRESSE, get(contrat::carte::formulaire).post(contrat::carte::envoyer))
}

/// Software certificates of legal persons.
fn certificats() -> Router<Portail> {
    use certificats::{ADRESSE, annuler, commande, demande, lister, revocation, telechargement};
    Router::new()
        .route(ADRESSE, get(lister).post(annuler))
        .route(commande::ADRESSE, get(commande::formulaire).post(commande::commander))
        .route(demande::ADRESSE, get(reprendre::<demande::Deposer>).post(envoyer::<demande::Deposer>))
        .route(revocation::ADRESSE, get(reprendre::<revocation::Revoquer>).post(envoyer::<revocation::Revoquer>))
        .route("/bureau/certificats/{id}", get(telechargement::telecharger))
}

/// Cards: of structures, and of whoever signed in.
fn cartes() -> Router<Portail> {
    use cartes::{ADRESSE, MIENNES, agir, agir_pour_moi, commande, lister, miennes, opposition};
    Router::new()
        .route(ADRESSE, get(lister).post(agir))
        .route(MIENNES, get(miennes).post(agir_pour_moi))
        .route(commande::ADRESSE, get(commande::formulaire).post(commande::commander))
        .route(opposition::ADRESSE, get(reprendre::<opposition::Opposer>).post(envoyer::<opposition::Opposer>))
}

/// Dashboards of establishments.
fn suivi() -> Router<Portail> {
    Router::new()
        .route(bureau::pilotage::ADRESSE, get(bureau::pilotage::premier))
        .route("/bureau/suivi/{finess}", get(bureau::pilotage::tableau))
}

/// The professional's own space.
fn moi() -> Router<Portail> {
    use moi::changement::DemanderChangement;
    use moi::depart::AnnoncerDepart;
    use moi::transfert::DemanderTransfert;
    Router::new()
        .route(moi::ADRESSE, get(moi::dossier))
        .route(moi::gel::ADRESSE, get(moi::gel::formulaire).post(moi::gel::demander))
        .route(moi::changement::ADRESSE, get(reprendre::<DemanderChangement>).post(envoyer::<DemanderChangement>))
        .route(moi::transfert::ADRESSE, get(reprendre::<DemanderTransfert>).post(envoyer::<DemanderTransfert>))
        .route(moi::depart::ADRESSE, get(reprendre::<AnnoncerDepart>).post(envoyer::<AnnoncerDepart>))
        .route(moi::coordonnees::ADRESSE, get(moi::coordonnees::formulaire).post(moi::coordonnees::changer))
}

/// The support of the ANS.
fn support() -> Router<Portail> {
    use support::{activite, dossier, etat_civil, formulaires, gel, pilotage, professions};
    Router::new()
        .route(support::ADRESSE, get(support::lister).post(support::trancher))
        .route(pilotage::ADRESSE, get(pilotage::tableau))
        .route(dossier::ADRESSE, get(dossier::reprendre).post(dossier::ouvrir))
        .route(etat_civil::ADRESSE, get(etat_civil::reprendre).post(etat_civil::corriger))
        .route(activite::ADRESSE, get(activite::reprendre).post(activite::proposer))
        .route(gel::ADRESSE, get(gel::reprendre).post(gel::proposer))
        .route(professions::ADRESSE, get(professions::lister).post(professions::avancer))
        .route(formulaires::ADRESSE, get(formulaires::lister).post(formulaires::decider))
}

/// The GRADeS of a region.
fn grades() -> Router<Portail> {
    Router::new().route(grades::ADRESSE, get(grades::lister).post(grades::agir))
}

//! The gestionnaire's desk: requests to decide, what I decided, somebody to register.

pub mod ajout;
pub mod cartes;
pub mod certificats;
pub mod contrat;
pub mod coordonnees;
pub mod correction;
pub mod designation;
pub mod droits;
pub mod effectif;
pub mod enregistrement;
mod examen;
mod faits;
mod fiche;
pub mod fin;
mod listes;
pub mod modification;
pub mod pilotage;
pub mod professionnels;
pub mod professions;
pub mod transfert;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Onglet};
use sante::IdentifiantNational;

use crate::envoi::{self, Champs};
use crate::formulaire::Saisie;
use crate::session::Qui;
use crate::visite::Visite;
use crate::{grades, lot, moi, support};

pub use enregistrement::{enregistrer, formulaire};
pub use examen::{decider, examiner};
pub use listes::{demandes, filtrer_demandes, filtrer_historique, historique};

pub const ADRESSE: &str = "/bureau";
pub const ENREGISTRER: &str = "/bureau/enregistrer";
pub const PROFESSIONNELS: &str = "/bureau/professionnels";
pub const HISTORIQUE: &str = "/bureau/historique";

/// Who came with a card or an e-CPS; what they may do, the registry says.
pub fn agent(visite: &Visite) -> Option<IdentifiantNational> {
    match &visite.qui {
        Some(Qui::Caducee(personne)) => Some(personne.identifiant.clone()),
        _ => None,
    }
}

/// A form that arrives from who came with a card or an e-CPS.
pub async fn recevoir(visite: &Visite, champs: Champs) -> Result<(IdentifiantNational, Saisie), Box<Response>> {
    let (_, saisie) = envoi::recevoir(visite, champs).await?;
    let agent = agent(visite).ok_or_else(|| Box::new(Redirect::to("/").into_response()))?;
    Ok((agent, saisie))
}

pub fn cadre(visite: &Visite, courant: &str) -> Cadre {
    let mut cadre = visite.cadre();
    let communs = [
        ("onglet-demandes", ADRESSE),
        ("onglet-enregistrer", ENREGISTRER),
        ("onglet-lots", lot::ADRESSE),
        ("onglet-professionnels", PROFESSIONNELS),
        ("onglet-coordonnees", coordonnees::ADRESSE),
        ("onglet-droits", droits::ADRESSE),
    ];
    let certificats = certificats::guichet(visite).map(|_| ("onglet-certificats", certificats::ADRESSE));
    let suivi = visite.portail.0.pilotage.as_ref().map(|_| ("onglet-suivi", pilotage::ADRESSE));
    let cartes = cartes::guichet(visite).map(|_| ("onglet-cartes", cartes::ADRESSE));
    let moi = agent(visite).filter(|agent| agent.rpps().is_some()).map(|_| ("onglet-moi", moi::ADRESSE));
    // neither the support nor a GRADeS manages an establishment
    let onglets: Vec<_> = match (visite.du_support(), visite.du_grades()) {
        (true, _) => [
            ("onglet-support", support::ADRESSE),
            ("support-professions", support::professions::ADRESSE),
            ("support-formulaires", support::formulaires::ADRESSE),
        ]
        .into_iter()
        .chain(suivi.map(|_| ("onglet-national", support::pilotage::ADRESSE)))
        .collect(),
        (_, true) => std::iter::once(("onglet-grades", grades::ADRESSE)).chain(moi).collect(),
        _ => {
            let structure = std::iter::once(("onglet-contrat", contrat::ADRESSE)).chain(cartes).chain(certificats);
            let suites = std::iter::once(("onglet-historique", HISTORIQUE)).chain(suivi).chain(moi);
            communs.into_iter().chain(structure).chain(suites).collect()
        }
    };
    cadre.onglets = onglets
        .into_iter()
        .map(|(cle, href)| Onglet { titre: cadre.t(cle), href: href.to_owned(), courant: href == courant, compte: 0 })
        .collect();
    cadre
}

//! The support of the ANS: what two agents decide of somebody (IDN-02, R04, R05), professions that structures ask for (ROL-09).

pub mod activite;
mod attente;
pub mod dossier;
pub mod etat_civil;
pub mod formulaires;
pub mod gel;
pub mod pilotage;
pub mod professions;

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::proposition::{Proposition, PropositionId};
use registry_core::support::{AgentSupport, Concernant, DemandesGel, SupportError};

use crate::envoi::Champs;
use crate::filtre::Adresse;
use crate::formulaire::{Remarque, Saisie};
use crate::rubriques::{Feuille, PageRubriques, Rubrique, repondre};
use crate::visite::Visite;
use crate::{bureau, causes};

pub use attente::{en_ligne, quand};

pub const ADRESSE: &str = "/support";

/// What waits for a second agent, what people ask for.
type Lues = (Vec<Concernant<Proposition>>, DemandesGel);

/// `GET /support`: what waits for a second agent, and whose file to open.
pub async fn lister(visite: Visite, Query(adresse): Adresse) -> Response {
    match agent(&visite) {
        // the number stands in no address
        Ok(agent) => montrer(&visite, &agent, "", (&Saisie(adresse).sans("personne"), Vec::new())).await,
        Err(reponse) => *reponse,
    }
}

/// `POST`: confirms or withdraws a proposal.
pub async fn trancher(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let id = PropositionId::from(saisie.lire("proposition").to_owned());
    let support = &visite.portail.0.support;
    let (faite, mot) = match saisie.lire("action") {
        "confirmer" => (support.confirmer(&agent, &id).await, "support-confirmee"),
        _ => (support.abandonner(&agent, &id).await, "support-abandonnee"),
    };
    let sans = Saisie::default();
    match faite {
        Ok(()) => montrer(&visite, &agent, mot, (&sans, Vec::new())).await,
        Err(cause) => montrer(&visite, &agent, "", (&sans, causes::remarques(&cause))).await,
    }
}

/// Whoever signed in, if they are of the team; else the answer to give.
pub fn agent(visite: &Visite) -> Result<AgentSupport, Box<Response>> {
    let identifiant = bureau::agent(visite).ok_or_else(|| Box::new(Redirect::to("/").into_response()))?;
    let agent = visite.portail.0.support.agent(&identifiant);
    let agent = agent.and_then(|agent| if visite.par_carte() { Ok(agent) } else { Err(SupportError::SansCarte) });
    agent.map_err(|cause| Box::new(causes::page(visite, &cause, "/")))
}

/// A form that arrives from an agent of the team.
pub async fn recevoir(visite: &Visite, champs: Champs) -> Result<(AgentSupport, Saisie), Box<Response>> {
    let (_, saisie) = bureau::recevoir(visite, champs).await?;
    Ok((agent(visite)?, saisie))
}

async fn lire(visite: &Visite, agent: &AgentSupport, place: u32) -> Result<Lues, SupportError> {
    let ouvertes = visite.portail.0.support.ouvertes(agent).await?;
    Ok((ouvertes, visite.portail.0.assistance.demandes_gel(agent, place).await?))
}

pub async fn montrer(
    visite: &Visite,
    agent: &AgentSupport,
    fait: &str,
    (saisie, remarques): (&Saisie, Vec<Remarque>),
) -> Response {
    let place = saisie.lire("page").parse().unwrap_or(1);
    let (ouvertes, demandes) = match lire(visite, agent, place).await {
        Ok(lues) => lues,
        Err(cause) => return causes::page(visite, &cause, "/"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, bureau::cadre(visite, ADRESSE), "support") else {
        return Redirect::to("/").into_response();
    };
    page.demander((dossier::ADRESSE, "support-ouvrir"), (saisie, remarques), |atelier| {
        atelier.bloc("support", vec![atelier.texte("personne")])
    });
    let cadre = &page.cadre;
    let rubrique = Rubrique {
        titre: cadre.tn("support-attente", ouvertes.len()),
        aide: if ouvertes.is_empty() { String::new() } else { cadre.t("support-attente-aide") },
        vide: cadre.t("support-vide"),
        rangs: ouvertes.iter().map(|une| attente::rang(visite, cadre, agent, une)).collect(),
        ..Rubrique::default()
    };
    let gels = Rubrique {
        titre: cadre.tn("support-demandes", demandes.nombre as usize),
        aide: if demandes.lignes.is_empty() { String::new() } else { cadre.t("support-demandes-aide") },
        vide: cadre.t("support-demandes-vide"),
        rangs: demandes.lignes.iter().map(|une| attente::demande(visite, cadre, une)).collect(),
        pages: Feuille::proches(ADRESSE, demandes.page, demandes.pages),
        ..Rubrique::default()
    };
    page.fait = if fait.is_empty() { String::new() } else { cadre.t(fait) };
    page.rubriques = vec![rubrique, gels];
    repondre(Some(page))
}

//! The support of the ANS: civil status corrected by two agents (IDN-02), professions that structures ask for (ROL-09).

pub mod etat_civil;
pub mod professions;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone, heure};
use registry_core::EtatCivil;
use registry_core::proposition::{Objet, Proposition, PropositionId};
use registry_core::support::AgentSupport;

use crate::envoi::Champs;
use crate::formulaire::{Remarque, Saisie};
use crate::rubriques::{Etiquette, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{bureau, causes, lieu, nomenclatures};

pub const ADRESSE: &str = "/support";

/// `GET /support`: what waits for a second agent, and whose file to open.
pub async fn lister(visite: Visite) -> Response {
    match agent(&visite) {
        Ok(agent) => montrer(&visite, &agent, "", (&Saisie::default(), Vec::new())).await,
        Err(reponse) => *reponse,
    }
}

/// `POST`: confirms or withdraws a correction.
pub async fn trancher(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs) {
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
    agent.map_err(|cause| Box::new(causes::page(visite, &cause, "/")))
}

/// A form that arrives from an agent of the team.
pub fn recevoir(visite: &Visite, champs: Champs) -> Result<(AgentSupport, Saisie), Box<Response>> {
    let (_, saisie) = bureau::recevoir(visite, champs)?;
    Ok((agent(visite)?, saisie))
}

pub async fn montrer(
    visite: &Visite,
    agent: &AgentSupport,
    fait: &str,
    (saisie, remarques): (&Saisie, Vec<Remarque>),
) -> Response {
    let ouvertes = match visite.portail.0.support.ouvertes(agent).await {
        Ok(ouvertes) => ouvertes,
        Err(cause) => return causes::page(visite, &cause, "/"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, bureau::cadre(visite, ADRESSE), "support") else {
        return Redirect::to("/").into_response();
    };
    page.demander((etat_civil::ADRESSE, "support-ouvrir"), (saisie, remarques), |atelier| {
        atelier.bloc("support", vec![atelier.texte("personne")])
    });
    let cadre = &page.cadre;
    let rubrique = Rubrique {
        titre: cadre.tn("support-attente", ouvertes.len()),
        aide: cadre.t("support-attente-aide"),
        vide: cadre.t("support-vide"),
        rangs: ouvertes.iter().map(|une| rang(visite, cadre, agent, une)).collect(),
        ..Rubrique::default()
    };
    page.fait = if fait.is_empty() { String::new() } else { cadre.t(fait) };
    let professions = Geste::lien(cadre.t("support-professions"), cadre.t("support-professions"), professions::ADRESSE);
    page.rubriques = vec![rubrique];
    page.actions = vec![professions];
    repondre(Some(page))
}

fn rang(visite: &Visite, cadre: &Cadre, agent: &AgentSupport, proposition: &Proposition) -> Rang {
    let quand = |instant| format!("{}, {}", heure::jour(instant, cadre.langue), heure::minute(instant, cadre.langue));
    let mut details = vec![proposition.motif.clone()];
    if let Objet::EtatCivil { avant, apres, .. } = &proposition.objet {
        details.push(cadre.t1("support-avant", "civil", en_ligne(visite, avant)));
        details.push(cadre.t1("support-apres", "civil", en_ligne(visite, apres)));
    }
    details.push(cadre.t1("correction-jusque", "heure", quand(proposition.expire_le)));
    let mut rang = Rang::nouveau(cadre.t1("fiche-numero", "numero", &proposition.personne), details);
    let geste = |action: &str| {
        let caches = vec![("action", action.to_owned()), ("proposition", proposition.id.to_string())];
        let entier = cadre.t1(&format!("correction-{action}-nom"), "numero", &proposition.personne);
        Geste::envoi(cadre.t(format!("correction-{action}")), entier, (ADRESSE, caches))
    };
    if proposition.par == *agent.identifiant() {
        let mot = cadre.t("correction-collegue");
        rang.etat = Some(Etiquette { mot, icone: Icone::Clock, ton: "badge--accent" });
    } else {
        rang.gestes.push(geste("confirmer"));
    }
    rang.gestes.push(geste("abandonner").dangereux());
    rang
}

/// « FICTIF-LUCE, Lucie Zoé, 12/05/1990, Saint-Denis (93066) »; the country of a birth abroad.
fn en_ligne(visite: &Visite, civil: &EtatCivil) -> String {
    let referentiel = &visite.portail.0.referentiel;
    let naissance = civil.naissance.map(lieu::ecrit).unwrap_or_default();
    let (ou, pays) = match civil.commune_naissance.as_str() {
        "" => (civil.lieu_naissance.clone(), nomenclatures::nom_du_pays(referentiel, &civil.pays_naissance)),
        commune => (nomenclatures::commune(referentiel, commune), String::new()),
    };
    let mots = [civil.nom.clone(), civil.prenoms.join(" "), naissance, ou, pays];
    mots.into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ")
}

//! Forms of structures that wait for the ANS: accepted, given back, or refused (CON-08, CON-09, GES-09).

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::formulaire::{DecisionFormulaire, Formulaire};
use registry_core::support::AgentSupport;

use super::{ADRESSE as SUPPORT, agent, recevoir};
use crate::acte::Acte;
use crate::adhesion::formulaire::{Lieux, faits, lieux, rang};
use crate::adhesion::vu;
use crate::bureau::cadre;
use crate::causes;
use crate::envoi::{self, Champs};
use crate::filtre::{self, Adresse, Criteres};
use crate::formulaire::{Remarque, Saisie};
use crate::rubriques::{Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;

pub const ADRESSE: &str = "/support/formulaires";

const ACTES: [&str; 3] = ["accepter", "rendre-formulaire", "rejeter-formulaire"];

/// `GET`: those that wait, or what was typed before the session ended.
pub async fn lister(visite: Visite, Query(adresse): Adresse) -> Response {
    let agent = match agent(&visite) {
        Ok(agent) => agent,
        Err(reponse) => return *reponse,
    };
    let saisie = Saisie(adresse);
    let gardee = envoi::reprendre(&visite).await;
    match gardee.lire("action") {
        "" => montrer(&visite, &agent, (&saisie, ""), Vec::new()).await,
        _ => acte(&visite, &agent, &gardee.sans_cle(), Vec::new()).await,
    }
}

/// `POST`: opens the page of an act, or does it.
pub async fn decider(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    if !ACTES.contains(&saisie.lire("action")) {
        return montrer(&visite, &agent, (&saisie, ""), Vec::new()).await;
    }
    if saisie.lire("cle").is_empty() {
        return acte(&visite, &agent, &saisie, Vec::new()).await;
    }
    let motif = saisie.lire("motif_formulaire").to_owned();
    let decision = match saisie.lire("action") {
        "accepter" => DecisionFormulaire::Accepter,
        "rendre-formulaire" => DecisionFormulaire::Rendre { motif },
        _ => DecisionFormulaire::Rejeter { motif },
    };
    let (id, version) = vu(&saisie);
    match visite.portail.0.adhesion.decider(&agent, (&id, version), decision).await {
        Ok(()) => montrer(&visite, &agent, (&saisie, "formulaire-decide"), Vec::new()).await,
        Err(cause) if cause.objections().is_empty() => {
            montrer(&visite, &agent, (&saisie, ""), causes::remarques(&cause)).await
        }
        Err(cause) => acte(&visite, &agent, &saisie, causes::remarques(&cause)).await,
    }
}

async fn montrer(
    visite: &Visite,
    agent: &AgentSupport,
    (saisie, fait): (&Saisie, &str),
    remarques: Vec<Remarque>,
) -> Response {
    let apres = filtre::repere(saisie);
    let formulaires = match visite.portail.0.adhesion.a_examiner(agent, apres.as_ref()).await {
        Ok(formulaires) => formulaires,
        Err(cause) => return causes::page(visite, &cause, SUPPORT),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "support-formulaires") else {
        return Redirect::to("/").into_response();
    };
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques.into_iter().map(|une| Remarque::generale(une.parole)).collect();
    let lieux = lieux(visite, &formulaires.lignes).await;
    let suite = formulaires.suite.map(|suite| suite.to_string());
    let rubrique = Rubrique {
        titre: page.cadre.tn("support-formulaires-attente", formulaires.nombre as usize),
        vide: page.cadre.t("support-formulaires-vide"),
        rangs: formulaires.lignes.iter().map(|un| a_decider(&page, un, &lieux)).collect(),
        suites: Criteres::default().pages(&page.cadre, ADRESSE, (apres.is_some(), suite)),
        ..Rubrique::default()
    };
    page.rubriques = vec![rubrique];
    repondre(Some(page))
}

fn a_decider(page: &PageRubriques, formulaire: &Formulaire, lieux: &Lieux) -> Rang {
    let cadre = &page.cadre;
    let mut rang = rang(cadre, formulaire, lieux);
    let geste = |action: &str| {
        let caches = vec![
            ("action", action.to_owned()),
            ("formulaire", formulaire.id.to_string()),
            ("version", formulaire.version.to_string()),
        ];
        let entier = cadre.t1(&format!("{action}-nom"), "finess", formulaire.contenu.perimetre.finess().to_string());
        Geste::envoi(cadre.t(format!("{action}-mot")), entier, (ADRESSE, caches))
    };
    rang.gestes = vec![geste(ACTES[0]), geste(ACTES[1]), geste(ACTES[2]).dangereux()];
    rang
}

async fn acte(visite: &Visite, agent: &AgentSupport, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let formulaire = match visite.portail.0.adhesion.ouvrir(agent, &vu(saisie).0).await {
        Ok(formulaire) => formulaire,
        Err(cause) => return causes::page(visite, &cause, ADRESSE),
    };
    let mots = ACTES.into_iter().find(|acte| *acte == saisie.lire("action")).unwrap_or(ACTES[0]);
    let cadre = cadre(visite, ADRESSE);
    let lieux = lieux(visite, std::slice::from_ref(&formulaire)).await;
    let porte = |nom: &'static str| (nom, saisie.lire(nom).to_owned());
    let acte = Acte {
        caches: ["action", "formulaire", "version"].map(porte).into(),
        faits: faits(&cadre, &formulaire, &lieux),
        danger: mots == ACTES[2],
        ..Acte::nouveau(mots, ADRESSE, ADRESSE)
    };
    acte.page((visite, cadre), saisie, remarques, |atelier| match mots {
        "accepter" => Vec::new(),
        _ => vec![atelier.bloc("formulaire-motif", vec![atelier.long("motif_formulaire")])],
    })
}

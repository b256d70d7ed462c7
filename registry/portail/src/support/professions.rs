//! Professions that structures ask for, as the ANS writes down what became of them (ROL-09).

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::profession_demandee::{EtapeProfession, ProfessionDemandee, ProfessionDemandeeId, Suite};
use registry_core::support::AgentSupport;

use super::{ADRESSE as SUPPORT, agent, recevoir};
use crate::acte::Acte;
use crate::bureau::{self, professions};
use crate::causes;
use crate::envoi::Champs;
use crate::formulaire::{Remarque, Saisie};
use crate::rubriques::{Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use pages::Cadre;

pub const ADRESSE: &str = "/support/professions";

/// `GET /support/professions`: those that nobody decided.
pub async fn lister(visite: Visite) -> Response {
    match agent(&visite) {
        Ok(agent) => montrer(&visite, &agent, ("", Vec::new())).await,
        Err(reponse) => *reponse,
    }
}

/// `POST`: asks for the sentence that goes with a decision, then writes it down.
pub async fn avancer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs) {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let commentaire = saisie.lire("commentaire").to_owned();
    let suite = match saisie.lire("action") {
        "relayer" => Suite::Relayer,
        "retenir" if !saisie.lire("cle").is_empty() => Suite::Retenir { commentaire },
        "ecarter" if !saisie.lire("cle").is_empty() => Suite::Ecarter { commentaire },
        "retenir" | "ecarter" => return decision(&visite, &saisie, Vec::new()),
        _ => return Redirect::to(ADRESSE).into_response(),
    };
    let id = ProfessionDemandeeId::from(saisie.lire("demande").to_owned());
    let version = saisie.lire("version").parse().unwrap_or_default();
    match visite.portail.0.support.avancer(&agent, (&id, version), suite).await {
        Ok(()) => montrer(&visite, &agent, ("professions-suivie", Vec::new())).await,
        Err(cause) if cause.objections().is_empty() => montrer(&visite, &agent, ("", causes::remarques(&cause))).await,
        Err(cause) => decision(&visite, &saisie, causes::remarques(&cause)),
    }
}

async fn montrer(visite: &Visite, agent: &AgentSupport, (fait, remarques): (&str, Vec<Remarque>)) -> Response {
    let demandees = match visite.portail.0.support.professions(agent).await {
        Ok(demandees) => demandees,
        Err(cause) => return causes::page(visite, &cause, SUPPORT),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, bureau::cadre(visite, ADRESSE), "support-professions") else {
        return Redirect::to("/").into_response();
    };
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques;
    let cadre = &page.cadre;
    let rubrique = Rubrique {
        titre: cadre.tn("professions-demandees", demandees.len()),
        vide: cadre.t("support-professions-vide"),
        rangs: demandees.iter().map(|une| rang(cadre, une)).collect(),
        ..Rubrique::default()
    };
    page.rubriques = vec![rubrique];
    repondre(Some(page))
}

fn rang(cadre: &Cadre, demandee: &ProfessionDemandee) -> Rang {
    let mut rang = professions::rang(cadre, demandee);
    let geste = |action: &str| {
        let caches = vec![
            ("action", action.to_owned()),
            ("demande", demandee.id.to_string()),
            ("version", demandee.version.to_string()),
        ];
        let entier = cadre.t1(&format!("profession-{action}-nom"), "libelle", &demandee.libelle);
        Geste::envoi(cadre.t(format!("profession-{action}")), entier, (ADRESSE, caches))
    };
    rang.gestes = match demandee.etape {
        EtapeProfession::Envoyee => vec![geste("relayer")],
        EtapeProfession::Relayee { .. } => vec![geste("retenir"), geste("ecarter").dangereux()],
        EtapeProfession::Retenue { .. } | EtapeProfession::Ecartee { .. } => Vec::new(),
    };
    rang
}

/// The sentence that the structure will read.
fn decision(visite: &Visite, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let mots = if saisie.lire("action") == "ecarter" { "ecarter" } else { "retenir" };
    let carte = |nom: &'static str| (nom, saisie.lire(nom).to_owned());
    let acte = Acte {
        caches: vec![carte("action"), carte("demande"), carte("version")],
        danger: mots == "ecarter",
        ..Acte::nouveau(mots, ADRESSE, ADRESSE)
    };
    acte.page((visite, bureau::cadre(visite, ADRESSE)), saisie, remarques, |atelier| {
        vec![atelier.bloc("decision", vec![atelier.texte("commentaire")])]
    })
}

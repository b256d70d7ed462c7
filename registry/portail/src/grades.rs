//! The desk of a GRADeS: requests for professions of its regions, relayed to the ANS, put together, or given back (ROL-09).

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::grades::AgentGrades;
use registry_core::profession_demandee::{
    FiltreProfessions, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, Relais, StadeProfession,
};

use crate::acte::Acte;
use crate::bureau::professions::vers;
use crate::bureau::{self, cadre};
use crate::envoi::{self, Champs};
use crate::filtre::{self, Adresse, Criteres};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::rubriques::{PageRubriques, Rang, repondre};
use crate::visite::Visite;
use crate::{causes, profession};

pub const ADRESSE: &str = "/grades";

/// What waits for this desk.
const A_RELAYER: Option<StadeProfession> = Some(StadeProfession::Envoyee);

/// `GET /grades`: the requests of the region, and what was typed before the session ended.
pub async fn lister(visite: Visite, Query(adresse): Adresse) -> Response {
    let agent = match agent(&visite) {
        Ok(agent) => agent,
        Err(reponse) => return *reponse,
    };
    let gardee = envoi::reprendre(&visite).await;
    match gardee.lire("action") {
        "" => montrer(&visite, &agent, ("", &Saisie(adresse)), Vec::new()).await,
        _ => acte(&visite, &agent, &gardee.sans_cle(), Vec::new()).await,
    }
}

/// `POST /grades`: filters the list, opens the form of an act, or does it.
pub async fn agir(visite: Visite, champs: Champs) -> Response {
    let recu = bureau::recevoir(&visite, champs).await.and_then(|(_, saisie)| Ok((agent(&visite)?, saisie)));
    let (agent, saisie) = match recu {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(relais) = relais(&saisie) else { return vers(&filtre::professions(&saisie, A_RELAYER), ADRESSE) };
    if saisie.lire("cle").is_empty() {
        return acte(&visite, &agent, &saisie, Vec::new()).await;
    }
    let (id, version) = vue(&saisie);
    match visite.portail.0.grades.relayer(&agent, (&id, version), relais).await {
        Ok(()) => montrer(&visite, &agent, ("grades-fait", &Saisie::default()), Vec::new()).await,
        Err(cause) if cause.objections().is_empty() => {
            montrer(&visite, &agent, ("", &Saisie::default()), causes::remarques(&cause)).await
        }
        Err(cause) => acte(&visite, &agent, &saisie, causes::remarques(&cause)).await,
    }
}

/// The request and the version that the page showed.
pub fn vue(saisie: &Saisie) -> (ProfessionDemandeeId, u32) {
    let id = ProfessionDemandeeId::from(saisie.lire("demande").to_owned());
    (id, saisie.lire("version").parse().unwrap_or_default())
}

/// Whoever signed in, if a GRADeS declares them; else the answer to give.
fn agent(visite: &Visite) -> Result<AgentGrades, Box<Response>> {
    let identifiant = bureau::agent(visite).ok_or_else(|| Box::new(Redirect::to("/").into_response()))?;
    let agent = visite.portail.0.grades.agent_grades(&identifiant);
    let agent =
        agent.and_then(|agent| if visite.par_carte() { Ok(agent) } else { Err(ProfessionError::AgentSansCarte) });
    agent.map_err(|cause| Box::new(causes::page(visite, &cause, "/")))
}

fn relais(saisie: &Saisie) -> Option<Relais> {
    let texte = |champ: &str| saisie.lire(champ).to_owned();
    Some(match saisie.lire("action") {
        "relayer" => Relais::Relayer { complement: texte("complement") },
        "rendre" => Relais::Rendre { motif: texte("motif") },
        "reunir" => Relais::Reunir { avec: ProfessionDemandeeId::from(texte("avec")) },
        _ => return None,
    })
}

async fn montrer(
    visite: &Visite,
    agent: &AgentGrades,
    (fait, saisie): (&str, &Saisie),
    remarques: Vec<Remarque>,
) -> Response {
    let (filtre, apres) = (filtre::professions(saisie, A_RELAYER), filtre::repere(saisie));
    let demandees = match visite.portail.0.grades.de_la_region(agent, &filtre, apres.as_ref()).await {
        Ok(demandees) => demandees,
        Err(cause) => return causes::page(visite, &cause, "/"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "grades") else {
        return Redirect::to("/").into_response();
    };
    let posee = Criteres::de_professions(&filtre).saisie();
    page.demander((ADRESSE, "filtre-envoyer"), (&posee, remarques), |atelier| {
        atelier.bloc("filtre", profession::champs(atelier, &[]))
    });
    page.titre.clone_from(&agent.grades().nom);
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    let lieux = profession::lieux(visite, &demandees.lignes).await;
    let nom = |une: &ProfessionDemandee| lieux.get(&une.structure).map_or("", String::as_str);
    let rangs = demandees.lignes.iter().map(|une| rang(visite, &page, une, nom(une))).collect();
    let vide = if filtre.stade == A_RELAYER { "grades-vide" } else { "filtre-vide" };
    let suite = demandees.suite.map(|suite| suite.to_string());
    profession::liste(&mut page, (ADRESSE, vide), &filtre, (rangs, demandees.nombre, (apres.is_some(), suite)));
    repondre(Some(page))
}

fn rang(visite: &Visite, page: &PageRubriques, demandee: &ProfessionDemandee, lieu: &str) -> Rang {
    let mut rang = profession::rang(visite, &page.cadre, demandee, lieu);
    if demandee.etape.stade() == StadeProfession::Envoyee {
        let geste = |action| profession::geste(&page.cadre, demandee, (ADRESSE, action));
        rang.gestes = vec![geste("relayer"), geste("reunir"), geste("rendre").dangereux()];
    }
    rang
}

/// What the act is about, and what is asked before it is done.
async fn acte(visite: &Visite, agent: &AgentGrades, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let (id, _) = vue(saisie);
    let demandee = match visite.portail.0.grades.ouvrir_au_grades(agent, &id).await {
        Ok(demandee) => demandee,
        Err(cause) => return causes::page(visite, &cause, ADRESSE),
    };
    let mots = match saisie.lire("action") {
        "reunir" => "reunir",
        "rendre" => "rendre",
        _ => "relayer",
    };
    let voisines = if mots == "reunir" { voisines(visite, agent, &id).await } else { Vec::new() };
    let cadre = cadre(visite, ADRESSE);
    let acte = profession::acte((visite, &cadre), &demandee, saisie, (mots, ADRESSE)).await;
    let acte = Acte { danger: mots == "rendre", ..acte };
    acte.page((visite, cadre), saisie, remarques, |atelier| {
        let champ = match mots {
            "reunir" => atelier.liste("avec", voisines),
            "rendre" => atelier.long("motif"),
            _ => atelier.long("complement"),
        };
        vec![atelier.bloc(mots, vec![champ])]
    })
}

/// The first ones of the region that wait as well.
async fn voisines(visite: &Visite, agent: &AgentGrades, id: &ProfessionDemandeeId) -> Vec<Choix> {
    let filtre = FiltreProfessions::au_stade(StadeProfession::Envoyee);
    let Ok(page) = visite.portail.0.grades.de_la_region(agent, &filtre, None).await else { return Vec::new() };
    let lieux = profession::lieux(visite, &page.lignes).await;
    let autres = page.lignes.iter().filter(|une| une.id != *id);
    let choix = autres.map(|une| {
        let lieu = lieux.get(&une.structure).map_or("", String::as_str);
        Choix::new(une.id.to_string(), format!("{}, {lieu}", une.libelle))
    });
    choix.collect()
}

//! A profession that the list has not got: asked for, and followed (ROL-09).

use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::idempotence::CleIdempotence;
use registry_core::profession_demandee::{FiltreProfessions, NouvelleProfession, ProfessionDemandee, StadeProfession};
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, agent, cadre, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::filtre::{self, Adresse, Criteres};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::rubriques::{Geste, PageRubriques, Rang, repondre};
use crate::visite::Visite;
use crate::{causes, lieu, profession};

pub const ADRESSE: &str = "/bureau/professions";
pub const NOUVELLE: &str = "/bureau/professions/nouvelle";

/// `GET /bureau/professions`.
pub async fn lister(visite: Visite, Query(adresse): Adresse) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    montrer(&visite, &agent, ("", &Saisie(adresse))).await
}

/// `POST /bureau/professions`: what is looked for in the list.
pub async fn filtrer(visite: Visite, champs: Champs) -> Response {
    match recevoir(&visite, champs).await {
        Ok((_, saisie)) => vers(&filtre::professions(&saisie, None), ADRESSE),
        Err(reponse) => *reponse,
    }
}

/// The list at its own address: nothing that it is filtered by is about somebody.
pub fn vers(filtre: &FiltreProfessions, adresse: &str) -> Response {
    let vers = Criteres::de_professions(filtre).vers(adresse);
    vers.unwrap_or_else(|| Redirect::to(adresse).into_response())
}

/// `GET /bureau/professions/nouvelle`.
pub async fn formulaire(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite).await;
    page(&visite, &agent, &saisie, Vec::new()).await
}

/// `POST /bureau/professions/nouvelle`.
pub async fn demander(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return page(&visite, &agent, &saisie.sans_cle(), Vec::new()).await;
    };
    let texte = |champ: &str| saisie.lire(champ).to_owned();
    let (libelle, volume, usages) = (texte("libelle"), texte("volume"), texte("usages"));
    let Ok(structure) = saisie.lire("etablissement").parse() else {
        let mut remarques = vec![Remarque::sur("etablissement", "remarque-etablissement-profession")];
        // everything that does not hold is told at once
        let autres = NouvelleProfession::verifier(&libelle, &volume, &usages).err();
        remarques.extend(autres.iter().flatten().map(Remarque::from));
        return page(&visite, &agent, &saisie, remarques).await;
    };
    let nouvelle = NouvelleProfession { structure, libelle, volume, usages };
    match visite.portail.0.professions.demander(&agent, &cle, nouvelle).await {
        Ok(_) => montrer(&visite, &agent, ("professions-envoyee", &Saisie::default())).await,
        Err(cause) => page(&visite, &agent, &saisie, causes::remarques(&cause)).await,
    }
}

async fn montrer(visite: &Visite, agent: &IdentifiantNational, (fait, saisie): (&str, &Saisie)) -> Response {
    let (filtre, apres) = (filtre::professions(saisie, None), filtre::repere(saisie));
    let demandees = match visite.portail.0.professions.demandees(agent, &filtre, apres.as_ref()).await {
        Ok(demandees) => demandees,
        Err(cause) => return causes::page(visite, &cause, "/bureau"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite, PROFESSIONNELS), "professions") else {
        return Redirect::to("/").into_response();
    };
    if filtre != FiltreProfessions::default() || !demandees.lignes.is_empty() {
        let tenus = visite.portail.0.recherche.etablissements(agent).await.unwrap_or_default();
        let posee = Criteres::de_professions(&filtre).saisie();
        page.demander((ADRESSE, "filtre-envoyer"), (&posee, Vec::new()), |atelier| {
            atelier.bloc("filtre", profession::champs(atelier, &tenus))
        });
    }
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    let demander = page.cadre.t("professions-demander");
    page.actions = vec![Geste::lien(demander.clone(), demander, NOUVELLE)];
    let lieux = profession::lieux(visite, &demandees.lignes).await;
    let nom = |une: &ProfessionDemandee| lieux.get(&une.structure).map_or("", String::as_str);
    let rangs = demandees.lignes.iter().map(|une| rang(visite, &page, une, nom(une))).collect();
    let vide = if filtre == FiltreProfessions::default() { "professions-vide" } else { "filtre-vide" };
    let suite = demandees.suite.map(|suite| suite.to_string());
    profession::liste(&mut page, (ADRESSE, vide), &filtre, (rangs, demandees.nombre, (apres.is_some(), suite)));
    repondre(Some(page))
}

/// One that was given back is asked for again with what it said.
fn rang(visite: &Visite, page: &PageRubriques, demandee: &ProfessionDemandee, lieu: &str) -> Rang {
    let cadre = &page.cadre;
    let mut rang = profession::rang(visite, cadre, demandee, lieu);
    if demandee.etape.stade() == StadeProfession::Rendue {
        let caches = vec![
            ("libelle", demandee.libelle.clone()),
            ("volume", demandee.volume.to_string()),
            ("usages", demandee.usages.clone()),
            ("etablissement", demandee.structure.to_string()),
        ];
        let entier = cadre.t1("profession-refaire-nom", "libelle", &demandee.libelle);
        rang.gestes.push(Geste::envoi(cadre.t("profession-refaire"), entier, (NOUVELLE, caches)));
    }
    rang
}

async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let tenus = match visite.portail.0.recherche.etablissements(agent).await {
        Ok(tenus) => tenus,
        Err(cause) => return causes::page(visite, &cause, ADRESSE),
    };
    let choix: Vec<_> = tenus.iter().map(|tenu| Choix::new(&tenu.details.finess, lieu::nom_ou_numero(tenu))).collect();
    let acte = Acte::nouveau("profession", NOUVELLE, ADRESSE);
    acte.page((visite, cadre(visite, PROFESSIONNELS)), saisie, remarques, |atelier| {
        let champs = vec![
            atelier.texte("libelle"),
            atelier.texte("volume"),
            atelier.long("usages"),
            atelier.liste("etablissement", choix),
        ];
        vec![atelier.bloc("profession", champs)]
    })
}

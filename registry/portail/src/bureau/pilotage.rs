//! The dashboard of an establishment: its people by role, whose work ends soon, who has no e-CPS yet, who is still in two places.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::paris;
use registry_core::pilotage::{Ensemble, TableauStructure};
use sante::Finess;

use super::professionnels::{nom, ouvrir};
use super::{PROFESSIONNELS, agent, cadre};
use crate::graphique::Graphique;
use crate::rubriques::{Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu, nomenclatures};

pub const ADRESSE: &str = "/bureau/suivi";

/// `GET /bureau/suivi`: the first establishment, with the others beside it.
pub async fn premier(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    match visite.portail.0.recherche.etablissements(&agent).await {
        Ok(lieux) => match lieux.first() {
            Some(premier) => Redirect::to(&adresse(&premier.details.finess)).into_response(),
            None => Redirect::to(PROFESSIONNELS).into_response(),
        },
        Err(cause) => causes::page(&visite, &cause, super::ADRESSE),
    }
}

fn adresse(finess: &str) -> String {
    format!("{ADRESSE}/{finess}")
}

/// `GET /bureau/suivi/{finess}`.
pub async fn tableau(visite: Visite, Path(finess): Path<String>) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let (Ok(finess), Some(suivi)) = (finess.parse::<Finess>(), &visite.portail.0.pilotage) else {
        return Redirect::to(PROFESSIONNELS).into_response();
    };
    let tableau = match suivi.structure.lire(&agent, &finess).await {
        Ok(tableau) => tableau,
        Err(cause) => return causes::page(&visite, &cause, PROFESSIONNELS),
    };
    let lieux = visite.portail.0.recherche.etablissements(&agent).await.unwrap_or_default();
    let autres = lieux.iter().filter(|un| un.details.finess != finess.as_str());
    let autres = autres.map(|un| (lieu::nom_ou_numero(un), un.details.finess.clone())).collect::<Vec<_>>();
    repondre(page(&visite, &tableau, &autres))
}

fn page(visite: &Visite, tableau: &TableauStructure, autres: &[(String, String)]) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "pilotage")?;
    let cadre = &page.cadre;
    let titre = cadre.t1("pilotage-lieu", "lieu", lieu::nom_ou_numero(&tableau.structure));
    let graphiques = vec![roles(visite, cadre, tableau), a_voir(cadre, tableau)];
    let mut rubriques = vec![fins(cadre, tableau)];
    rubriques.push(ensemble(cadre, "pilotage-sans-ecps", &tableau.sans_ecps));
    rubriques.push(ensemble(cadre, "pilotage-deux-lieux", &tableau.deux_lieux));
    if !autres.is_empty() {
        let lien = |(nom, finess): &(String, String)| {
            let mut rang = Rang::nouveau(nom.clone(), []);
            let entier = cadre.t1("pilotage-voir-nom", "lieu", nom);
            rang.gestes.push(Geste::lien(cadre.t("pilotage-voir"), entier, adresse(finess)));
            rang
        };
        let (titre, rangs) = (cadre.t("pilotage-autres"), autres.iter().map(lien).collect());
        rubriques.push(Rubrique { titre, rangs, ..Rubrique::default() });
    }
    let effectif = format!("/bureau/etablissements/{}", tableau.structure.details.finess);
    let voir = cadre.t("pilotage-effectif");
    page.actions = vec![Geste::lien(voir.clone(), voir, effectif)];
    (page.titre, page.graphiques, page.rubriques) = (titre, graphiques, rubriques);
    Some(page)
}

fn roles(visite: &Visite, cadre: &Cadre, tableau: &TableauStructure) -> Graphique {
    let referentiel = &visite.portail.0.referentiel;
    let nomme = |(code, nombre): &(String, u64)| {
        let libelle = nomenclatures::role(referentiel, code);
        (if libelle.is_empty() { cadre.t("pilotage-sans-role") } else { libelle }, *nombre)
    };
    let serie: Vec<_> = tableau.par_genre.iter().map(nomme).collect();
    let nombre: u64 = serie.iter().map(|(_, nombre)| nombre).sum();
    let textes = (cadre.t("pilotage-roles"), cadre.t1("pilotage-roles-resume", "n", nombre));
    let mut dessin = Graphique::nouveau(textes, [cadre.t("champ-role"), cadre.t("pilotage-personnes")], serie);
    dessin.vide = cadre.t("effectif-vide");
    dessin
}

fn a_voir(cadre: &Cadre, tableau: &TableauStructure) -> Graphique {
    let serie = vec![
        (cadre.t("pilotage-fins"), tableau.finissent),
        (cadre.t("pilotage-sans-ecps"), tableau.sans_ecps.nombre),
        (cadre.t("pilotage-deux-lieux"), tableau.deux_lieux.nombre),
    ];
    let textes = (cadre.t("pilotage-a-voir"), cadre.t("pilotage-a-voir-resume"));
    Graphique::nouveau(textes, [cadre.t("pilotage-point"), cadre.t("national-nombre")], serie)
}

fn fins(cadre: &Cadre, tableau: &TableauStructure) -> Rubrique {
    let rang = |une: &registry_core::pilotage::FinProchaine| {
        let nom = nom(cadre, &une.nom, "");
        let jour = lieu::ecrit(paris::dernier_jour(une.fin));
        let mut rang = Rang::nouveau(nom.clone(), [cadre.t1("pilotage-dernier-jour", "jour", jour)]);
        rang.gestes.push(ouvrir(cadre, &nom, &une.personne));
        rang
    };
    Rubrique {
        titre: cadre.t("pilotage-fins"),
        aide: compte(cadre, tableau.finissent, tableau.fins.len()),
        vide: cadre.t("pilotage-fins-vide"),
        rangs: tableau.fins.iter().map(rang).collect(),
        ..Rubrique::default()
    }
}

fn ensemble(cadre: &Cadre, mots: &str, ensemble: &Ensemble) -> Rubrique {
    let rang = |(qui, dite): &(sante::IdentifiantNational, String)| {
        let nom = nom(cadre, dite, "");
        let mut rang = Rang::nouveau(nom.clone(), []);
        rang.gestes.push(ouvrir(cadre, &nom, qui));
        rang
    };
    Rubrique {
        titre: cadre.t(mots),
        aide: compte(cadre, ensemble.nombre, ensemble.premieres.len()),
        vide: cadre.t(format!("{mots}-vide")),
        rangs: ensemble.premieres.iter().map(rang).collect(),
        ..Rubrique::default()
    }
}

/// How many in all, where the list stops.
fn compte(cadre: &Cadre, nombre: u64, dites: usize) -> String {
    if nombre > dites as u64 { cadre.t1("pilotage-davantage", "n", nombre) } else { String::new() }
}

//! The people of one place, by name.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::recherche::{Effectif, Membre};
use sante::{Finess, IdentifiantNational};

use super::professionnels::{nom, ouvrir};
use super::{PROFESSIONNELS, agent, cadre, recevoir};
use crate::envoi::Champs;
use crate::filtre::{Adresse, Criteres, NOM};
use crate::formulaire::{Bloc, Saisie};
use crate::rubriques::{Feuille, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu};

/// `GET /bureau/etablissements/{finess}`: who works there.
pub async fn effectif(visite: Visite, Path(finess): Path<String>, Query(adresse): Adresse) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    // a name stands in no address
    montrer(&visite, &agent, &finess, &Saisie(adresse).sans(NOM)).await
}

/// `POST`: those of them who have this name.
pub async fn filtrer(visite: Visite, Path(finess): Path<String>, champs: Champs) -> Response {
    match recevoir(&visite, champs).await {
        Ok((agent, saisie)) => montrer(&visite, &agent, &finess, &saisie).await,
        Err(reponse) => *reponse,
    }
}

async fn montrer(visite: &Visite, agent: &IdentifiantNational, finess: &str, saisie: &Saisie) -> Response {
    let Ok(finess) = finess.parse::<Finess>() else { return Redirect::to(PROFESSIONNELS).into_response() };
    let nom: String = saisie.lire(NOM).chars().take(80).collect();
    let place = saisie.lire("page").parse().or(saisie.lire("apres").parse()).unwrap_or(1);
    match visite.portail.0.recherche.effectif(agent, &finess, (&nom, place)).await {
        Ok(effectif) => repondre(page(visite, &effectif, &nom)),
        Err(cause) => causes::page(visite, &cause, PROFESSIONNELS),
    }
}

fn page(visite: &Visite, effectif: &Effectif, nom: &str) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, PROFESSIONNELS), "effectif")?;
    page.titre = effectif.structure.details.raison_sociale.clone();
    let adresse = format!("/bureau/etablissements/{}", effectif.structure.details.finess);
    let criteres = Criteres::d_un_nom(nom);
    if effectif.pages > 1 || !nom.is_empty() {
        page.demander((adresse.clone(), "filtre-envoyer"), (&criteres.saisie(), Vec::new()), |atelier| {
            let champs = vec![atelier.texte(NOM)];
            Bloc { titre: atelier.cadre.t("filtre-titre"), aide: String::new(), champs }
        });
    }
    let cadre = &page.cadre;
    let suivante = (effectif.page < effectif.pages).then(|| (effectif.page + 1).to_string());
    let seules = !nom.is_empty() && effectif.pages > 1;
    let rubrique = Rubrique {
        titre: cadre
            .tn(if nom.is_empty() { "effectif-nombre" } else { "recherche-trouvees" }, effectif.nombre as usize),
        aide: String::new(),
        vide: cadre.t(if nom.is_empty() { "effectif-vide" } else { "filtre-vide" }),
        rangs: effectif.membres.iter().map(|membre| ligne(visite, cadre, membre)).collect(),
        pages: if nom.is_empty() { Feuille::proches(&adresse, effectif.page, effectif.pages) } else { Vec::new() },
        // the addresses of pages would hold the name
        suites: if seules { criteres.pages(cadre, &adresse, (effectif.page > 1, suivante)) } else { Vec::new() },
    };
    page.rubriques.push(rubrique);
    Some(page)
}

fn ligne(visite: &Visite, cadre: &Cadre, membre: &Membre) -> Rang {
    let details = membre.situations.iter().flat_map(|vue| {
        let (profession, role) = lieu::fonction(visite, &vue.situation.code_role, &vue.situation.code_genre);
        // who depends on an order has no profession of this list
        let fonction = [profession, role].into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ");
        [fonction, lieu::periode(cadre, &vue.situation)]
    });
    let nom = nom(cadre, &membre.noms.prenom, &membre.noms.nom);
    let mut rang = Rang::nouveau(nom.clone(), details);
    rang.etat = match membre.situations.first() {
        _ if membre.hors_activite => lieu::hors_activite(cadre),
        premiere => premiere.and_then(|vue| lieu::etat(visite, cadre, &vue.situation)),
    };
    rang.gestes.push(ouvrir(cadre, &nom, &membre.personne));
    rang
}

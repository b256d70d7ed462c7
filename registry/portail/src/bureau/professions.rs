//! A profession that the list has not got: asked for, and followed (ROL-09).

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone, heure};
use registry_core::idempotence::CleIdempotence;
use registry_core::profession_demandee::{EtapeProfession, NouvelleProfession, ProfessionDemandee};
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, agent, cadre, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::rubriques::{Etiquette, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/professions";
pub const NOUVELLE: &str = "/bureau/professions/nouvelle";

/// `GET /bureau/professions`.
pub async fn lister(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    montrer(&visite, &agent, "").await
}

/// `GET /bureau/professions/nouvelle`.
pub async fn formulaire(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite);
    page(&visite, &agent, &saisie, Vec::new()).await
}

/// `POST /bureau/professions/nouvelle`.
pub async fn demander(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs) {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
        return page(&visite, &agent, &saisie.sans_cle(), Vec::new()).await;
    };
    let Ok(structure) = saisie.lire("etablissement").parse() else {
        let remarque = Remarque::sur("etablissement", "Choisissez l’établissement qui la demande.");
        return page(&visite, &agent, &saisie, vec![remarque]).await;
    };
    let texte = |champ: &str| saisie.lire(champ).to_owned();
    let (libelle, volume, usages) = (texte("libelle"), texte("volume"), texte("usages"));
    let nouvelle = NouvelleProfession { structure, libelle, volume, usages };
    match visite.portail.0.professions.demander(&agent, &cle, nouvelle).await {
        Ok(_) => montrer(&visite, &agent, "professions-envoyee").await,
        Err(cause) => page(&visite, &agent, &saisie, causes::remarques(&cause)).await,
    }
}

async fn montrer(visite: &Visite, agent: &IdentifiantNational, fait: &str) -> Response {
    let demandees = match visite.portail.0.professions.demandees(agent).await {
        Ok(demandees) => demandees,
        Err(cause) => return causes::page(visite, &cause, "/bureau"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite, PROFESSIONNELS), "professions") else {
        return Redirect::to("/").into_response();
    };
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    let cadre = &page.cadre;
    let nouvelle = Geste::lien(cadre.t("professions-demander"), cadre.t("professions-demander"), NOUVELLE);
    let rubrique = Rubrique {
        titre: cadre.tn("professions-demandees", demandees.len()),
        vide: cadre.t("professions-vide"),
        rangs: demandees.iter().map(|une| rang(cadre, une)).collect(),
        ..Rubrique::default()
    };
    page.actions = vec![nouvelle];
    page.rubriques = vec![rubrique];
    repondre(Some(page))
}

pub fn rang(cadre: &Cadre, demandee: &ProfessionDemandee) -> Rang {
    let le = cadre.t1("professions-le", "jour", heure::jour(demandee.le, cadre.langue));
    let volume = cadre.tn("professions-volume", demandee.volume as usize);
    let commentaire = demandee.etape.commentaire().to_owned();
    let mut rang = Rang::nouveau(&demandee.libelle, [format!("{volume} {le}"), demandee.usages.clone(), commentaire]);
    let (mot, icone, ton) = match &demandee.etape {
        EtapeProfession::Envoyee => ("profession-envoyee", Icone::Clock, "badge--accent"),
        EtapeProfession::Relayee { .. } => ("profession-relayee", Icone::Next, "badge--accent"),
        EtapeProfession::Retenue { .. } => ("profession-retenue", Icone::Check, "badge--ok"),
        EtapeProfession::Ecartee { .. } => ("profession-ecartee", Icone::Cross, "badge--warn"),
    };
    rang.etat = Some(Etiquette { mot: cadre.t(mot), icone, ton });
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
            atelier.texte("usages"),
            atelier.liste("etablissement", choix),
        ];
        vec![atelier.bloc("profession", champs)]
    })
}

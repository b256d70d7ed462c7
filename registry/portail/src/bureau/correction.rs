//! Contact data corrected before a first activation: one gestionnaire proposes, the person in front of them; another one confirms
//! (docs/decisions/0013).

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::contact::{CoordonneesSaisies, NouvelleCorrection};
use registry_core::situation_acte::FicheGestion;
use sante::{Finess, IdentifiantNational};

use super::{PROFESSIONNELS, agent, cadre, fiche, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/professionnels/coordonnees";

/// `GET`: what was typed before the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite);
    match saisie.lire("personne").parse() {
        Ok(personne) => page(&visite, (&agent, &personne), &saisie, Vec::new()).await,
        Err(_) => Redirect::to(PROFESSIONNELS).into_response(),
    }
}

/// `POST`: shows the form, then proposes.
pub async fn proposer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs) {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Ok(personne) = saisie.lire("personne").parse::<IdentifiantNational>() else {
        return Redirect::to(PROFESSIONNELS).into_response();
    };
    if saisie.lire("action") == "ouvrir" {
        return page(&visite, (&agent, &personne), &saisie, Vec::new()).await;
    }
    let saisies =
        CoordonneesSaisies { mobile: saisie.lire("mobile").to_owned(), courriel: saisie.lire("courriel").to_owned() };
    let Ok(structure) = saisie.lire("etablissement").parse::<Finess>() else {
        let remarque = Remarque::sur("etablissement", "Choisissez l’établissement au nom duquel vous corrigez.");
        return page(&visite, (&agent, &personne), &saisie, vec![remarque]).await;
    };
    let face_a_face = saisie.cochee("rencontre");
    let nouvelle = NouvelleCorrection { personne: personne.clone(), structure, saisies, face_a_face };
    match visite.portail.0.contacts.corriger(&agent, &nouvelle).await {
        Ok(_) => fiche::montrer(&visite, &agent, &personne, "fiche-correction").await,
        Err(cause) => page(&visite, (&agent, &personne), &saisie, causes::remarques(&cause)).await,
    }
}

async fn page(
    visite: &Visite,
    (agent, personne): (&IdentifiantNational, &IdentifiantNational),
    saisie: &Saisie,
    remarques: Vec<Remarque>,
) -> Response {
    let connue = match visite.portail.0.gestion.fiche(agent, personne).await {
        Ok(connue) => connue,
        Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
    };
    let cadre = cadre(visite, PROFESSIONNELS);
    let lieux = lieux(&connue);
    let mut saisie = saisie.clone();
    if let [(seul, _)] = &lieux[..] {
        saisie = saisie.avec("etablissement", seul);
    }
    let acte = Acte {
        caches: vec![("personne", personne.to_string())],
        faits: vec![(cadre.t("champ-numero"), personne.to_string())],
        ..Acte::nouveau("correction", ADRESSE, PROFESSIONNELS)
    };
    let choix = lieux.iter().map(|(finess, nom)| Choix::new(finess, nom)).collect();
    acte.page((visite, cadre), &saisie, remarques, |atelier| {
        let champs = vec![
            atelier.texte("courriel"),
            atelier.texte("mobile"),
            atelier.liste("etablissement", choix),
            atelier.coche("rencontre"),
        ];
        vec![atelier.bloc("contact", champs)]
    })
}

/// Where the agent may act: number, name.
fn lieux(fiche: &FicheGestion) -> Vec<(String, String)> {
    let siens = fiche.situations.iter().filter(|vue| vue.version.is_some());
    let mut lieux: Vec<_> = siens
        .filter_map(|vue| vue.structure.as_ref())
        .map(|structure| (structure.details.finess.clone(), lieu::nom_ou_numero(structure)))
        .collect();
    lieux.sort();
    lieux.dedup();
    lieux
}

//! Contact data frozen, put back, given free, by two agents; and the answer to a person who asked for it (R04, R13).

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::support::{AgentSupport, GelVoulu, NouveauGel, SupportError};
use sante::IdentifiantNational;

use super::attente::{contact, en_ligne};
use super::{ADRESSE as SUPPORT, agent, dossier, montrer, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::visite::Visite;
use crate::{bureau, causes};

pub const ADRESSE: &str = "/support/gel";

/// `GET`: what was typed before the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let saisie = envoi::reprendre(&visite).await;
    match (agent(&visite), dossier::personne(&saisie)) {
        (Ok(agent), Ok(personne)) => page(&visite, (&agent, &personne), &saisie, Vec::new()).await,
        (Ok(_), Err(_)) => Redirect::to(SUPPORT).into_response(),
        (Err(reponse), _) => *reponse,
    }
}

/// `POST`: shows the form, then proposes, or puts a request aside.
pub async fn proposer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let personne = match dossier::personne(&saisie) {
        Ok(personne) => personne,
        Err(remarque) => return montrer(&visite, &agent, "", (&saisie, vec![remarque])).await,
    };
    if saisie.lire("cle").is_empty() {
        return page(&visite, (&agent, &personne), &saisie, Vec::new()).await;
    }
    let assistance = &visite.portail.0.assistance;
    let sans = Saisie::default();
    if saisie.lire("voulu") == "ecarter" {
        return match assistance.ecarter_gel(&agent, &personne, saisie.lire("commentaire")).await {
            Ok(()) => montrer(&visite, &agent, "support-ecartee", (&sans, Vec::new())).await,
            Err(cause) => page(&visite, (&agent, &personne), &saisie, ecart(&cause)).await,
        };
    }
    let motif = saisie.lire("motif_correction").to_owned();
    let nouveau = NouveauGel { personne: personne.clone(), voulu: voulu(&saisie), motif };
    match assistance.geler(&agent, nouveau).await {
        Ok(_) => montrer(&visite, &agent, "support-proposee", (&sans, Vec::new())).await,
        Err(cause) => page(&visite, (&agent, &personne), &saisie, causes::remarques(&cause)).await,
    }
}

fn voulu(saisie: &Saisie) -> GelVoulu {
    match saisie.lire("voulu") {
        "remettre" => GelVoulu::Remettre { ordre: saisie.lire("ordre").parse().unwrap_or_default() },
        "degeler" => GelVoulu::Degeler,
        _ => GelVoulu::Geler,
    }
}

/// The sentence that the person reads stands in a field of its own.
fn ecart(cause: &SupportError) -> Vec<Remarque> {
    let sur = |remarque: Remarque| match cause {
        SupportError::SansMotif => Remarque::sur("commentaire", "remarque-gel-reponse"),
        _ => remarque,
    };
    causes::remarques(cause).into_iter().map(sur).collect()
}

async fn page(
    visite: &Visite,
    (agent, personne): (&AgentSupport, &IdentifiantNational),
    saisie: &Saisie,
    remarques: Vec<Remarque>,
) -> Response {
    let lu = match visite.portail.0.assistance.dossier(agent, personne).await {
        Ok(lu) => lu,
        Err(cause) => return montrer(visite, agent, "", (saisie, causes::remarques(&cause))).await,
    };
    let cadre = bureau::cadre(visite, SUPPORT);
    let mut faits = vec![
        (cadre.t("champ-numero"), personne.to_string()),
        (cadre.t("dossier-civil"), en_ligne(visite, lu.personne.etat_civil())),
        (cadre.t("dossier-contact"), contact(&lu.coordonnees)),
    ];
    let ordre = saisie.lire("ordre").to_owned();
    let (mots, voulu) = match saisie.lire("voulu") {
        "remettre" => ("gel-remettre", "remettre"),
        "degeler" => ("gel-degeler", "degeler"),
        "ecarter" => ("gel-ecarter", "ecarter"),
        _ => ("gel-geler", "geler"),
    };
    if voulu == "remettre" {
        let remises = lu.anciennes.iter().filter(|anciennes| anciennes.ordre.to_string() == ordre);
        faits.extend(remises.map(|une| (cadre.t("gel-remises"), contact(&une.coordonnees))));
    }
    let caches = vec![("personne", personne.to_string()), ("voulu", voulu.to_owned()), ("ordre", ordre)];
    let acte = Acte { caches, faits, danger: voulu == "ecarter", ..Acte::nouveau(mots, ADRESSE, SUPPORT) };
    acte.page((visite, cadre), saisie, remarques, |atelier| match voulu {
        "ecarter" => vec![atelier.bloc("gel-reponse", vec![atelier.long("commentaire")])],
        _ => vec![atelier.bloc("motif-correction", vec![atelier.texte("motif_correction")])],
    })
}

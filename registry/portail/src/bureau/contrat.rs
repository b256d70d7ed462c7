//! The contract of an agent's structures: what it covers, the structures as FINESS says them, forms under way (CON-01 to CON-06,
//! CON-16, GES-09).

pub mod carte;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::formulaire::{Formulaire, Nature};
use registry_core::habilitation::{Niveau, Titre};
use registry_core::{Structure, paris};
use sante::IdentifiantNational;

use super::{agent, cadre, designation, recevoir};
use crate::adhesion::{self, formulaire};
use crate::envoi::Champs;
use crate::formulaire::Remarque;
use crate::rubriques::{Faits, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/contrat";

/// `GET`.
pub async fn lister(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    montrer(&visite, &agent, ("", Vec::new())).await
}

/// `POST`: withdraws a form that the agent sent.
pub async fn retirer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let (id, version) = adhesion::vu(&saisie);
    let auteur = registry_core::idempotence::Auteur::personne(&agent);
    match visite.portail.0.adhesion.retirer(&auteur, (&id, version)).await {
        Ok(()) => montrer(&visite, &agent, ("formulaire-retire", Vec::new())).await,
        Err(cause) => montrer(&visite, &agent, ("", causes::remarques(&cause))).await,
    }
}

pub async fn montrer(
    visite: &Visite,
    agent: &IdentifiantNational,
    (fait, remarques): (&str, Vec<Remarque>),
) -> Response {
    let lus = match visite.portail.0.droits.tableau(agent).await {
        Ok(niveaux) => niveaux,
        Err(cause) => return causes::page(visite, &cause, "/bureau"),
    };
    let formulaires = match visite.portail.0.adhesion.des_structures(agent).await {
        Ok(formulaires) => formulaires,
        Err(cause) => return causes::page(visite, &cause, "/bureau"),
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "contrat") else {
        return Redirect::to("/").into_response();
    };
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques.into_iter().map(|une| Remarque::generale(une.parole)).collect();
    let nomme = lus.iter().any(|niveau| niveau.nommables.contains(&Titre::Gestionnaire));
    page.actions = if nomme { actions(&page.cadre) } else { Vec::new() };
    page.faits = Some(couvre(&page.cadre));
    let mut rubriques = Vec::with_capacity(lus.len() + 1);
    for niveau in &lus {
        rubriques.push(structures(visite, &page.cadre, niveau).await);
    }
    if nomme {
        rubriques.push(formulaires_de(visite, &page.cadre, &formulaires, agent).await);
    }
    page.rubriques = rubriques;
    repondre(Some(page))
}

/// F301 for who has no card, F502 for who has one, F101 for another legal entity (GES-09, CON-12).
fn actions(cadre: &Cadre) -> Vec<Geste> {
    let lien = |mot: &str, adresse: &str| Geste::lien(cadre.t(mot), cadre.t(mot), adresse);
    vec![
        lien("contrat-carte", carte::ADRESSE),
        lien("contrat-designer", designation::ADRESSE),
        lien("contrat-autre", adhesion::demande::ADRESSE),
    ]
}

/// One contract for everything, and free of charge (CON-06, CON-13).
fn couvre(cadre: &Cadre) -> Faits {
    let ligne = |libelle: &str, valeur: &str| (cadre.t(libelle), cadre.t(valeur));
    Faits {
        titre: cadre.t("contrat-couvre"),
        aide: cadre.t("contrat-couvre-aide"),
        lignes: vec![ligne("champ-services", "contrat-services"), ligne("champ-prix", "adhesion-gratuit")],
    }
}

async fn structures(visite: &Visite, cadre: &Cadre, niveau: &Niveau) -> Rubrique {
    let toutes: Vec<Structure> = niveau.perimetres.iter().map(|(_, structure)| structure.clone()).collect();
    // without an answer nothing is said of them: names and numbers are there all the same
    let faits = visite.portail.0.adhesion.faits_de(&toutes).await.unwrap_or_default();
    let rang = |structure: &Structure| {
        let (dits, secteur) = faits.get(&structure.cle).cloned().unwrap_or_default();
        let sorte = [dits.libelle_categorie, dits.libelle_statut].into_iter().find(|un| !un.is_empty());
        let secteur = if secteur.is_empty() { String::new() } else { cadre.t1("contrat-secteur", "code", secteur) };
        let numero = cadre.t1("contrat-finess", "numero", &structure.details.finess);
        Rang::nouveau(lieu::nom_ou_numero(structure), [numero, sorte.unwrap_or_default(), secteur])
    };
    Rubrique {
        titre: lieu::nom_ou_numero(&niveau.structure),
        aide: etat(cadre, niveau),
        rangs: toutes.iter().map(rang).collect(),
        ..Rubrique::default()
    }
}

/// In force at which level, until when (CON-03, CON-05).
fn etat(cadre: &Cadre, niveau: &Niveau) -> String {
    let Some(contrat) = &niveau.contrat else { return cadre.t("contrat-absent") };
    let jusque = contrat.periode.fin.map(|fin| lieu::ecrit(paris::dernier_jour(fin)));
    let vigueur = match jusque {
        Some(jusque) => cadre.t1("contrat-jusque", "jour", jusque),
        None => cadre.t("contrat-en-vigueur"),
    };
    format!("{vigueur} {}", cadre.t1("contrat-niveau", "niveau", formulaire::niveau(cadre, &contrat.perimetre)))
}

async fn formulaires_de(
    visite: &Visite,
    cadre: &Cadre,
    formulaires: &[Formulaire],
    agent: &IdentifiantNational,
) -> Rubrique {
    let lieux = formulaire::lieux(visite, formulaires).await;
    let auteur = registry_core::idempotence::Auteur::personne(agent);
    let rang = |un: &Formulaire| match un.auteur == auteur || un.contenu.nature() == Nature::Cpe {
        true if un.auteur == auteur || !un.etape.ouvert() => formulaire::mien(cadre, un, &lieux, ADRESSE),
        _ => formulaire::rang(cadre, un, &lieux),
    };
    Rubrique {
        titre: cadre.t("contrat-formulaires"),
        vide: cadre.t("contrat-formulaires-vide"),
        rangs: formulaires.iter().map(rang).collect(),
        ..Rubrique::default()
    }
}

//! The file of somebody, as the support reads it before it proposes anything: civil status and former ones, in service or not,
//! masked contact data.

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone};
use registry_core::retrait::Retrait;
use registry_core::support::{AgentSupport, AnciennesMasquees, DossierSupport};
use sante::IdentifiantNational;

use super::attente::{contact, en_ligne, mesure, quand};
use super::{ADRESSE as SUPPORT, activite, agent, etat_civil, gel, montrer, recevoir};
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::rubriques::{Etiquette, Faits, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{bureau, causes, certification};

pub const ADRESSE: &str = "/support/dossier";

/// `GET`: whom the agent was about to open when the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let saisie = envoi::reprendre(&visite).await;
    match (agent(&visite), IdentifiantNational::typed(saisie.lire("personne"))) {
        (Ok(agent), Ok(personne)) => page(&visite, &agent, &personne, &saisie).await,
        (Ok(_), Err(_)) => Redirect::to(SUPPORT).into_response(),
        (Err(reponse), _) => *reponse,
    }
}

/// `POST`: the number stands in no address.
pub async fn ouvrir(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    match personne(&saisie) {
        Ok(personne) => page(&visite, &agent, &personne, &saisie).await,
        Err(remarque) => montrer(&visite, &agent, "", (&saisie, vec![remarque])).await,
    }
}

/// Whose number was typed.
pub fn personne(saisie: &Saisie) -> Result<IdentifiantNational, Remarque> {
    IdentifiantNational::typed(saisie.lire("personne")).map_err(|_| Remarque::sur("personne", "remarque-personne"))
}

async fn page(visite: &Visite, agent: &AgentSupport, personne: &IdentifiantNational, saisie: &Saisie) -> Response {
    let dossier = match visite.portail.0.assistance.dossier(agent, personne).await {
        Ok(dossier) => dossier,
        Err(cause) => return montrer(visite, agent, "", (saisie, causes::remarques(&cause))).await,
    };
    let Some(mut page) = PageRubriques::nouvelle(visite, bureau::cadre(visite, SUPPORT), "dossier") else {
        return Redirect::to("/").into_response();
    };
    let cadre = &page.cadre;
    let faits = Faits {
        titre: cadre.t1("fiche-numero", "numero", personne),
        aide: if dossier.corrigible { String::new() } else { cadre.t("dossier-tenu-ailleurs") },
        lignes: lignes(visite, cadre, &dossier),
    };
    let (actions, rubriques) = (actions(cadre, &dossier), rubriques(visite, cadre, &dossier));
    page.actions = actions;
    page.faits = Some(faits);
    page.rubriques = rubriques;
    repondre(Some(page))
}

fn lignes(visite: &Visite, cadre: &Cadre, dossier: &DossierSupport) -> Vec<(String, String)> {
    let service = if dossier.active { "dossier-actif" } else { "dossier-inactif" };
    let gel = dossier.gelees_depuis.map(|depuis| cadre.t1("dossier-gelees", "heure", quand(cadre, depuis)));
    // nobody activates anything out of service, nor with frozen data
    let possible = dossier.active && dossier.gelees_depuis.is_none();
    let attente =
        dossier.activation_des.filter(|_| possible).map(|des| cadre.t1("moi-activation", "heure", quand(cadre, des)));
    let lignes = [
        ("dossier-civil", en_ligne(visite, dossier.personne.etat_civil())),
        (
            "certification",
            dossier.certifie.map(|certifie| certification::certifie(cadre, certifie)).unwrap_or_default(),
        ),
        ("dossier-service", cadre.t(service)),
        ("dossier-contact", contact(&dossier.coordonnees)),
        ("dossier-gel", gel.unwrap_or_default()),
        ("moi-ecps", attente.unwrap_or_default()),
    ];
    lignes.into_iter().filter(|(_, valeur)| !valeur.is_empty()).map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

/// What may be proposed; the first one is what the support does most.
fn actions(cadre: &Cadre, dossier: &DossierSupport) -> Vec<Geste> {
    let personne = dossier.personne.identifiant();
    let geste = |mot: &str, adresse: &str, cache: Option<(&'static str, &str)>| {
        let mut caches = vec![("personne", personne.to_string())];
        caches.extend(cache.map(|(nom, valeur)| (nom, valeur.to_owned())));
        Geste::envoi(cadre.t(mot), cadre.t1(&format!("{mot}-nom"), "numero", personne), (adresse, caches))
    };
    let corriger = dossier.corrigible.then(|| geste("dossier-corriger", etat_civil::ADRESSE, None));
    let retirer = Some(geste("dossier-retirer", activite::ADRESSE, Some(("quoi", "retrait"))));
    let leve = dossier.personne.retraits().iter().any(|retrait| retrait.fin.is_none() || !dossier.active);
    let reprendre = leve.then(|| geste("dossier-reprendre", activite::ADRESSE, Some(("quoi", "reprise"))));
    let voulu = if dossier.gelees_depuis.is_some() { "degeler" } else { "geler" };
    let geler = Some(geste(&format!("gel-{voulu}"), gel::ADRESSE, Some(("voulu", voulu))));
    // whoever is out of service comes back before anything else
    let (avant, apres) = if dossier.active { (retirer, reprendre) } else { (reprendre, retirer) };
    [corriger, avant, apres, geler].into_iter().flatten().collect()
}

fn rubriques(visite: &Visite, cadre: &Cadre, dossier: &DossierSupport) -> Vec<Rubrique> {
    let activite = dossier.personne.retraits().iter().rev().map(|retrait| decide(visite, cadre, retrait));
    let anciens = dossier.anciens.iter().map(|ancien| {
        let jusque = cadre.t1("dossier-remplace", "heure", quand(cadre, ancien.remplace_le));
        Rang::nouveau(en_ligne(visite, &ancien.etat_civil), [jusque])
    });
    let anciennes = dossier.anciennes.iter().map(|anciennes| remise(cadre, dossier, anciennes));
    let rubrique = |mot: &str, rangs: Vec<Rang>| Rubrique {
        titre: cadre.t(format!("dossier-{mot}")),
        aide: cadre.t(format!("dossier-{mot}-aide")),
        vide: cadre.t(format!("dossier-{mot}-vide")),
        rangs,
        ..Rubrique::default()
    };
    vec![
        rubrique("activite", activite.collect()),
        rubrique("anciennes", anciennes.collect()),
        rubrique("anciens", anciens.collect()),
    ]
}

fn decide(visite: &Visite, cadre: &Cadre, retrait: &Retrait) -> Rang {
    let mut rang = Rang::nouveau(mesure(cadre, retrait), []);
    let maintenant = visite.portail.maintenant();
    let (mot, icone, ton) = match () {
        () if retrait.en_vigueur(maintenant) => ("mesure-en-cours", Icone::Lock, "badge--danger"),
        () if retrait.fini(maintenant) => ("mesure-finie", Icone::Back, ""),
        () => ("mesure-a-venir", Icone::Clock, "badge--accent"),
    };
    rang.etat = Some(Etiquette { mot: cadre.t(mot), icone, ton });
    rang
}

/// Only frozen data make way for those that were there before.
fn remise(cadre: &Cadre, dossier: &DossierSupport, anciennes: &AnciennesMasquees) -> Rang {
    let titre = contact(&anciennes.coordonnees);
    let jusque = cadre.t1("dossier-remplace", "heure", quand(cadre, anciennes.remplacees_le));
    let mut rang = Rang::nouveau(titre.clone(), [jusque]);
    if dossier.gelees_depuis.is_some() {
        let caches = vec![
            ("personne", dossier.personne.identifiant().to_string()),
            ("voulu", "remettre".to_owned()),
            ("ordre", anciennes.ordre.to_string()),
        ];
        let entier = cadre.t1("gel-remettre-nom", "contact", titre);
        rang.gestes = vec![Geste::envoi(cadre.t("gel-remettre"), entier, (gel::ADRESSE, caches))];
    }
    rang
}

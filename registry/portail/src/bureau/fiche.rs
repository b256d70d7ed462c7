//! Somebody who has a number: where they work, and what a gestionnaire may do about it (GES-23).

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::nomenclature::Averti;
use registry_core::situation_acte::{FicheGestion, SituationError, SituationVue};
use sante::IdentifiantNational;

use super::professionnels::nom;
use super::{PROFESSIONNELS, ajout, cadre, correction, fin, modification, transfert};
use crate::deux_temps::{bouton, vue_d_abord};
use crate::formulaire::Saisie;
use crate::rubriques::{Faits, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu, mssante};

/// The file; `fait`: what has just been done to it.
pub async fn montrer(
    visite: &Visite,
    agent: &IdentifiantNational,
    personne: &IdentifiantNational,
    fait: &str,
) -> Response {
    montrer_averti(visite, (agent, personne), fait, &[]).await
}

/// The same, with what should be thought about (ELI-06).
pub async fn montrer_averti(
    visite: &Visite,
    (agent, personne): (&IdentifiantNational, &IdentifiantNational),
    fait: &str,
    avertissements: &[Averti],
) -> Response {
    match visite.portail.0.gestion.fiche(agent, personne).await {
        Ok(fiche) => repondre(page(visite, &fiche, fait).map(|page| page.avertie(avertissements))),
        Err(cause) => causes::page(visite, &cause, PROFESSIONNELS),
    }
}

/// The situation that a form is about, with the names under which it is practised.
pub async fn situation(
    visite: &Visite,
    agent: &IdentifiantNational,
    saisie: &Saisie,
) -> Result<SituationVue, SituationError> {
    let personne = saisie.lire("personne").parse().map_err(|_| SituationError::PersonneInconnue)?;
    let fiche = visite.portail.0.gestion.fiche(agent, &personne).await?;
    let voulue = saisie.lire("situation");
    let vue = fiche.situations.into_iter().find(|vue| vue.situation.id.as_str() == voulue);
    vue.filter(|vue| vue.version.is_some()).ok_or(SituationError::Inconnue)
}

/// What every form about a situation carries along: whose it is, which one, and what its reader saw of it.
pub fn caches(saisie: &Saisie, vue: &SituationVue) -> Vec<(&'static str, String)> {
    vec![
        ("personne", saisie.lire("personne").to_owned()),
        ("situation", vue.situation.id.as_str().to_owned()),
        ("version", vue_d_abord(saisie, vue.version.as_ref())),
    ]
}

/// The file of whom a form was about, once it is done; the list where the form named nobody.
pub async fn apres(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, fait: &str) -> Response {
    apres_averti(visite, agent, saisie, (fait, &[])).await
}

/// The same, with what should be thought about (ELI-06).
pub async fn apres_averti(
    visite: &Visite,
    agent: &IdentifiantNational,
    saisie: &Saisie,
    (fait, avertissements): (&str, &[Averti]),
) -> Response {
    match saisie.lire("personne").parse() {
        Ok(personne) => montrer_averti(visite, (agent, &personne), fait, avertissements).await,
        Err(_) => Redirect::to(PROFESSIONNELS).into_response(),
    }
}

/// By the name that they practise under.
fn nomme(cadre: &Cadre, fiche: &FicheGestion) -> String {
    let noms = fiche.situations.first().map(|vue| &vue.noms);
    noms.map_or_else(|| cadre.t("fiche-sans-nom"), |noms| nom(cadre, &noms.prenom, &noms.nom))
}

/// Whom a form is about: a number alone is nobody's face.
pub fn qui(cadre: &Cadre, fiche: &FicheGestion) -> Vec<(String, String)> {
    vec![(cadre.t("champ-nom-exercice"), nomme(cadre, fiche)), (cadre.t("champ-numero"), fiche.personne.to_string())]
}

fn page(visite: &Visite, fiche: &FicheGestion, fait: &str) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, PROFESSIONNELS), "fiche")?;
    let cadre = &page.cadre;
    page.titre = nomme(cadre, fiche);
    page.aide = cadre.t1("fiche-numero", "numero", &fiche.personne);
    page.fait = if fait.is_empty() { String::new() } else { cadre.t(fait) };
    let personne = fiche.personne.to_string();
    let geste =
        |mot: &str, adresse| Geste::envoi(cadre.t(mot), cadre.t(mot), (adresse, bouton(&[("personne", &personne)])));
    let mut actions = Vec::new();
    if !fiche.hors_activite {
        actions.push(geste("fiche-ajouter", ajout::ADRESSE));
    }
    if !fiche.hors_activite && fiche.situations.iter().any(|vue| vue.version.is_some()) {
        actions.push(geste("fiche-corriger", correction::ADRESSE));
    }
    let rubrique = Rubrique {
        titre: cadre.t("fiche-lieux"),
        aide: if fiche.hors_activite { cadre.t("fiche-hors-activite") } else { String::new() },
        vide: cadre.t("fiche-sans-lieu"),
        rangs: fiche.situations.iter().map(|vue| rang(visite, cadre, (fiche, vue))).collect(),
        ..Rubrique::default()
    };
    let siennes = fiche.situations.iter().map(|vue| (&vue.exercice, &vue.situation));
    let active = (&fiche.personne, !fiche.hors_activite);
    let mssante = mssante::ligne(cadre, active, siennes, visite.portail.maintenant());
    let services = Faits { titre: cadre.t("fiche-services"), aide: String::new(), lignes: vec![mssante] };
    page.actions = actions;
    page.faits = Some(services);
    page.rubriques.push(rubrique);
    Some(page)
}

fn rang(visite: &Visite, cadre: &Cadre, (fiche, vue): (&FicheGestion, &SituationVue)) -> Rang {
    let (profession, role) = lieu::fonction(visite, &vue.situation.code_role, &vue.situation.code_genre);
    let titre = lieu::nom(cadre, vue.structure.as_ref());
    let fonction = [profession, role].into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ");
    let details = [fonction, lieu::periode(cadre, &vue.situation), lieu::motif(visite, cadre, vue)];
    let mut rang = Rang::nouveau(titre.clone(), details);
    let finie = vue.situation.finie(visite.portail.maintenant());
    match &vue.version {
        None if vue.exercice.par_role() => rang.details.push(cadre.t("fiche-ailleurs")),
        None => rang.details.push(cadre.t("fiche-autorite")),
        Some(_) if fiche.hors_activite && !finie => rang.etat = lieu::hors_activite(cadre),
        Some(_) => rang.etat = lieu::etat(visite, cadre, &vue.situation),
    }
    if vue.version.is_none() || finie {
        return rang;
    }
    let sienne = bouton(&[("personne", &fiche.personne.to_string()), ("situation", vue.situation.id.as_str())]);
    let geste = |mot: &str, adresse| {
        Geste::envoi(cadre.t(mot), cadre.t1(&format!("{mot}-a"), "lieu", &titre), (adresse, sienne.clone()))
    };
    if !fiche.hors_activite {
        rang.gestes.push(geste("fiche-modifier", modification::ADRESSE));
        rang.gestes.push(geste("fiche-transferer", transfert::ADRESSE));
    }
    rang.gestes.push(geste("fiche-terminer", fin::ADRESSE).dangereux());
    rang
}

//! Who may act for the structures of the agent, the state of their contract, and a right taken back (GES-01 to GES-04, CON-01).

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::habilitation::{HabilitationId, Niveau, Nommee, Perimetre, Titre};
use registry_core::{Structure, paris};
use sante::IdentifiantNational;

use super::{agent, cadre, designation, professionnels, recevoir};
use crate::envoi::Champs;
use crate::formulaire::Remarque;
use crate::rubriques::{Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/droits";

/// `GET /bureau/droits`.
pub async fn lister(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    montrer(&visite, &agent, ("", Vec::new())).await
}

/// `POST`: takes a right back, from this instant on.
pub async fn reprendre(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let droit = HabilitationId::from(saisie.lire("droit").to_owned());
    match visite.portail.0.droits.reprendre(&agent, &droit).await {
        Ok(()) => montrer(&visite, &agent, ("droits-repris", Vec::new())).await,
        Err(cause) => montrer(&visite, &agent, ("", causes::remarques(&cause))).await,
    }
}

pub async fn montrer(
    visite: &Visite,
    agent: &IdentifiantNational,
    (fait, remarques): (&str, Vec<Remarque>),
) -> Response {
    let niveaux = match visite.portail.0.droits.tableau(agent).await {
        Ok(niveaux) => niveaux,
        Err(cause) => return causes::page(visite, &cause, "/bureau"),
    };
    repondre(page(visite, &niveaux, (fait, remarques)))
}

fn page(visite: &Visite, niveaux: &[Niveau], (fait, remarques): (&str, Vec<Remarque>)) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "droits")?;
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques.into_iter().map(|une| Remarque::generale(une.parole)).collect();
    let cadre = &page.cadre;
    let designer = Geste::lien(cadre.t("droits-designer"), cadre.t("droits-designer"), designation::ADRESSE);
    let actions = niveaux.iter().any(|niveau| !niveau.nommables.is_empty()).then_some(designer);
    let rubriques = niveaux.iter().map(|niveau| rubrique(visite, cadre, niveau)).collect();
    page.actions = actions.into_iter().collect();
    page.rubriques = rubriques;
    Some(page)
}

fn rubrique(visite: &Visite, cadre: &Cadre, niveau: &Niveau) -> Rubrique {
    let maintenant = visite.portail.maintenant();
    let gestionnaires = niveau.nommees.iter().filter(|une| une.habilitation.periode.contient(maintenant));
    let gerent = gestionnaires.filter(|une| une.habilitation.titre.gere()).count();
    // no upper limit, two at least are advised (GES-04)
    let conseil = if gerent < 2 { cadre.t("droits-deux") } else { String::new() };
    Rubrique {
        titre: lieu::nom_ou_numero(&niveau.structure),
        aide: [contrat(cadre, niveau), conseil].join(" ").trim().to_owned(),
        vide: cadre.t("droits-vide"),
        rangs: niveau.nommees.iter().map(|une| rang(cadre, niveau, une)).collect(),
        ..Rubrique::default()
    }
}

fn contrat(cadre: &Cadre, niveau: &Niveau) -> String {
    let Some(contrat) = &niveau.contrat else { return cadre.t("contrat-absent") };
    let jusque = contrat.periode.fin.map(|fin| lieu::ecrit(paris::dernier_jour(fin)));
    match jusque {
        Some(jusque) => cadre.t1("contrat-jusque", "jour", jusque),
        None => cadre.t("contrat-en-vigueur"),
    }
}

fn rang(cadre: &Cadre, niveau: &Niveau, nommee: &Nommee) -> Rang {
    let Nommee { habilitation, prenom, nom, retirable } = nommee;
    let qui = professionnels::nom(cadre, prenom, nom);
    let ou = niveau.perimetres.iter().find(|(perimetre, _)| *perimetre == habilitation.perimetre);
    let ou = ou.map(|(perimetre, structure)| portee(cadre, perimetre, structure)).unwrap_or_default();
    let depuis = habilitation.periode.debut.map(|le| cadre.t1("lieu-depuis", "jour", lieu::ecrit(paris::jour(le))));
    let jusque =
        habilitation.periode.fin.map(|le| cadre.t1("lieu-jusque", "jour", lieu::ecrit(paris::dernier_jour(le))));
    let periode = [depuis, jusque].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let entier = cadre.texte("droits-reprendre-nom", &[("nom", qui.as_str().into()), ("ou", ou.as_str().into())]);
    let mut rang = Rang::nouveau(qui, [titre(cadre, habilitation.titre), ou, periode]);
    if *retirable {
        let caches = vec![("droit", habilitation.id.to_string())];
        rang.gestes.push(Geste::envoi(cadre.t("droits-reprendre"), entier, (ADRESSE, caches)).dangereux());
    }
    rang
}

pub fn titre(cadre: &Cadre, titre: Titre) -> String {
    let mot = match titre {
        Titre::RepresentantLegal => "titre-representant",
        Titre::Mandataire => "titre-mandataire",
        Titre::Gestionnaire => "titre-gestionnaire",
        Titre::AdministrateurTechnique => "titre-administrateur",
    };
    cadre.t(mot)
}

/// « Tous les établissements de … », or that one alone (GES-12 to GES-14).
pub fn portee(cadre: &Cadre, perimetre: &Perimetre, structure: &Structure) -> String {
    let nom = lieu::nom_ou_numero(structure);
    match perimetre {
        Perimetre::EntiteJuridique(_) => cadre.t1("portee-ej", "nom", nom),
        Perimetre::Etablissement(_) => cadre.t1("portee-eg", "nom", nom),
    }
}

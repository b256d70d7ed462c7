//! The cards of the structures of an agent, and the cards of whoever signed in: where each stands, and what may be done about it.

pub mod commande;
pub mod opposition;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone};
use registry_core::carte::{Carte, CarteId, CarteVue, Cartes, Etape, NiveauCartes, Origine};
use registry_core::habilitation::Titre;
use registry_core::paris;
use sante::IdentifiantNational;

use super::{agent, cadre, contrat, recevoir};
use crate::deux_temps::bouton;
use crate::envoi::{self, Champs};
use crate::formulaire::Remarque;
use crate::rubriques::{Etiquette, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/cartes";
/// Of whoever signed in, for themselves.
pub const MIENNES: &str = "/cartes";

/// `None`: no authority makes cards for this registry.
pub fn guichet(visite: &Visite) -> Option<Cartes> {
    visite.portail.0.cartes.clone()
}

/// `GET /bureau/cartes`.
pub async fn lister(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    // somebody comes back here who acted after the end of their session
    let _vide = envoi::reprendre(&visite).await;
    montrer(&visite, &agent, ("", Vec::new())).await
}

/// `GET /cartes`.
pub async fn miennes(visite: Visite) -> Response {
    let Some(moi) = agent(&visite) else { return Redirect::to("/").into_response() };
    montrer_miennes(&visite, &moi, ("", Vec::new())).await
}

/// `POST /bureau/cartes`: it has arrived, or is given up.
pub async fn agir(visite: Visite, champs: Champs) -> Response {
    match acte(&visite, champs).await {
        Ok((agent, dit)) => montrer(&visite, &agent, dit).await,
        Err(reponse) => *reponse,
    }
}

/// `POST /cartes`: mine has arrived.
pub async fn agir_pour_moi(visite: Visite, champs: Champs) -> Response {
    match acte(&visite, champs).await {
        Ok((moi, dit)) => montrer_miennes(&visite, &moi, dit).await,
        Err(reponse) => *reponse,
    }
}

type Dit = (&'static str, Vec<Remarque>);

async fn acte(visite: &Visite, champs: Champs) -> Result<(IdentifiantNational, Dit), Box<Response>> {
    let (agent, saisie) = recevoir(visite, champs).await?;
    let guichet = guichet(visite).ok_or_else(|| Box::new(Redirect::to(super::ADRESSE).into_response()))?;
    let id = CarteId::from(saisie.lire("carte").to_owned());
    let (faite, mot) = match saisie.lire("action") {
        "annuler" => (guichet.annuler(&agent, &id).await, "cartes-annulee"),
        _ => (guichet.recevoir(&agent, &id).await, "cartes-recue"),
    };
    let dit = match faite {
        Ok(()) => (mot, Vec::new()),
        Err(cause) => ("", causes::remarques(&cause)),
    };
    Ok((agent, dit))
}

pub async fn montrer(visite: &Visite, agent: &IdentifiantNational, dit: Dit) -> Response {
    let Some(guichet) = guichet(visite) else { return Redirect::to(super::ADRESSE).into_response() };
    // without an answer, the way to a first card is on the page of the contract all the same
    let droits = visite.portail.0.droits.tableau(agent).await.unwrap_or_default();
    let nomme = droits.iter().any(|niveau| niveau.nommables.contains(&Titre::Gestionnaire));
    match guichet.tableau(agent).await {
        Ok(niveaux) => repondre(page(visite, (&niveaux, nomme), dit)),
        Err(cause) => causes::page(visite, &cause, super::ADRESSE),
    }
}

pub async fn montrer_miennes(visite: &Visite, moi: &IdentifiantNational, (fait, remarques): Dit) -> Response {
    let Some(guichet) = guichet(visite) else { return Redirect::to("/").into_response() };
    let cartes = match guichet.miennes(moi).await {
        Ok(cartes) => cartes,
        Err(cause) => return causes::page(visite, &cause, "/"),
    };
    let cadre = cadre(visite, MIENNES);
    let Some(mut page) = PageRubriques::nouvelle(visite, cadre, "mes-cartes") else {
        return Redirect::to("/").into_response();
    };
    let cadre = &page.cadre;
    let maintenant = visite.portail.maintenant();
    let rang = |une: &Carte| {
        let suivie = une.suivie(&cartes, maintenant);
        rang(visite, cadre, (une, une.modele.as_str().to_owned(), suivie), (MIENNES, true))
    };
    let rubrique = Rubrique {
        titre: cadre.tn("cartes-nombre", cartes.len()),
        vide: cadre.t("mes-cartes-vide"),
        rangs: cartes.iter().map(rang).collect(),
        ..Rubrique::default()
    };
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques.into_iter().map(|une| Remarque::generale(une.parole)).collect();
    page.rubriques = vec![rubrique];
    repondre(Some(page))
}

/// `nomme`: who asks for a first card for somebody (GES-11).
fn page(visite: &Visite, (niveaux, nomme): (&[NiveauCartes], bool), (fait, remarques): Dit) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "cartes")?;
    let cadre = &page.cadre;
    let commander = cadre.t("cartes-commander");
    let commander = Geste::lien(commander.clone(), commander, commande::ADRESSE);
    let miennes = cadre.t("mes-cartes-titre");
    let miennes = Geste::lien(miennes.clone(), miennes, MIENNES);
    let rubriques = niveaux.iter().map(|niveau| rubrique(visite, cadre, niveau)).collect();
    let peut = niveaux.iter().any(|niveau| niveau.peut_commander);
    let premiere = cadre.t("contrat-carte");
    let premiere = nomme.then(|| Geste::lien(premiere.clone(), premiere, contrat::carte::ADRESSE));
    page.actions = peut.then_some(commander).into_iter().chain(premiere).chain([miennes]).collect();
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques.into_iter().map(|une| Remarque::generale(une.parole)).collect();
    page.rubriques = rubriques;
    Some(page)
}

fn rubrique(visite: &Visite, cadre: &Cadre, niveau: &NiveauCartes) -> Rubrique {
    let une = |vue: &CarteVue| {
        let nom = format!("{} {}, {}", vue.prenom, vue.nom, vue.carte.modele.as_str());
        rang(visite, cadre, (&vue.carte, nom, vue.suivie), (ADRESSE, niveau.peut_commander))
    };
    Rubrique {
        titre: lieu::nom_ou_numero(&niveau.structure),
        aide: if niveau.davantage { cadre.t("cartes-davantage") } else { String::new() },
        vide: cadre.t("cartes-vide"),
        rangs: niveau.cartes.iter().map(une).collect(),
        ..Rubrique::default()
    }
}

fn rang(
    visite: &Visite,
    cadre: &Cadre,
    (carte, nom, suivie): (&Carte, String, bool),
    (adresse, peut): (&'static str, bool),
) -> Rang {
    let numero = carte.etape.fabrication().map(|faite| cadre.t1("carte-numero", "numero", &faite.numero));
    let origine = match carte.origine {
        Origine::Commande => String::new(),
        Origine::Renouvellement => cadre.t("carte-renouvellement"),
        Origine::ChangementExercice => cadre.t("carte-changement"),
    };
    let suite = if suivie { cadre.t("carte-suivie") } else { String::new() };
    let details = [numero.unwrap_or_default(), depuis(cadre, carte), origine, suite];
    let mut rang = Rang::nouveau(nom.clone(), details);
    rang.etat = Some(etat(visite, cadre, carte));
    rang.gestes = gestes(visite, cadre, (carte, &nom), (adresse, peut));
    rang
}

/// Since when it stands there, and until when it is good.
fn depuis(cadre: &Cadre, carte: &Carte) -> String {
    let jour = |le| lieu::ecrit(paris::jour(le));
    let jusque = |mot: &str, le, fabrication: &registry_core::carte::Fabrication| {
        let depuis = cadre.t1(mot, "jour", jour(le));
        format!("{depuis} {}", cadre.t1("carte-jusque", "jour", jour(fabrication.jusque)))
    };
    match &carte.etape {
        Etape::Commandee | Etape::Demandee { .. } => cadre.t1("carte-commandee-le", "jour", jour(carte.commande_le)),
        Etape::Produite { fabrication } => jusque("carte-produite-le", fabrication.depuis, fabrication),
        Etape::Envoyee { fabrication, le } => jusque("carte-envoyee-le", *le, fabrication),
        Etape::Recue { fabrication, le } => jusque("carte-recue-le", *le, fabrication),
        Etape::AOpposer { le, .. } | Etape::Opposee { le, .. } => cadre.t1("carte-opposee-le", "jour", jour(*le)),
        Etape::Renoncee { le, .. } | Etape::Annulee { le, .. } => cadre.t1("carte-annulee-le", "jour", jour(*le)),
    }
}

fn etat(visite: &Visite, cadre: &Cadre, carte: &Carte) -> Etiquette {
    let (mot, icone, ton) = match &carte.etape {
        Etape::Commandee | Etape::Demandee { .. } => ("carte-etat-commandee", Icone::Clock, "badge--accent"),
        Etape::Produite { .. } => ("carte-etat-produite", Icone::Refresh, "badge--accent"),
        Etape::Envoyee { .. } | Etape::Recue { .. } if !carte.vivante(visite.portail.maintenant()) => {
            ("carte-etat-finie", Icone::Back, "")
        }
        Etape::Envoyee { .. } => ("carte-etat-envoyee", Icone::Next, "badge--warn"),
        Etape::Recue { .. } => ("carte-etat-recue", Icone::Check, "badge--ok"),
        Etape::AOpposer { .. } => ("carte-etat-a-opposer", Icone::Refresh, "badge--warn"),
        Etape::Opposee { .. } => ("carte-etat-opposee", Icone::Lock, ""),
        Etape::Renoncee { .. } | Etape::Annulee { .. } => ("carte-etat-annulee", Icone::Cross, ""),
    };
    Etiquette { mot: cadre.t(mot), icone, ton }
}

fn gestes(
    visite: &Visite,
    cadre: &Cadre,
    (carte, nom): (&Carte, &str),
    (adresse, peut): (&'static str, bool),
) -> Vec<Geste> {
    let entier = |mot: &str| cadre.t1(&format!("{mot}-nom"), "nom", nom);
    let faire = |mot: &str, action: &str| {
        let caches = vec![("carte", carte.id.to_string()), ("action", action.to_owned())];
        Geste::envoi(cadre.t(mot), entier(mot), (adresse, caches))
    };
    let mut gestes = Vec::new();
    match &carte.etape {
        Etape::Commandee | Etape::Demandee { .. } if peut && adresse == ADRESSE => {
            gestes.push(faire("carte-annuler", "annuler").dangereux());
        }
        Etape::Envoyee { .. } => gestes.push(faire("carte-recevoir", "recevoir")),
        _ => {}
    }
    let opposable = matches!(carte.etape, Etape::Produite { .. } | Etape::Envoyee { .. } | Etape::Recue { .. });
    if opposable && carte.vivante(visite.portail.maintenant()) {
        let caches = bouton(&[("carte", carte.id.as_str()), ("retour", adresse)]);
        gestes.push(
            Geste::envoi(cadre.t("carte-opposer"), entier("carte-opposer"), (opposition::ADRESSE, caches)).dangereux(),
        );
    }
    gestes
}

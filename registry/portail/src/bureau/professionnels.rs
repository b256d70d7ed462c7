//! Somebody to find: by number, by name, or among the people of a place (GES-21). What is looked for may be a name or a number:
//! it is sent, and stands in no address.

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::Structure;
use registry_core::recherche::{RechercheError, Trouvee, Trouvees};
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, agent, cadre, fiche, professions, recevoir};
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::rubriques::{Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu};

/// `GET /bureau/professionnels`: the question, or what was typed before the session ended.
pub async fn question(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite).await;
    repondre(page(&visite, &agent, &saisie, Vec::new()).await)
}

/// `POST /bureau/professionnels`: looks for `recherche`, or opens the file of `personne`.
pub async fn chercher(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let recherche = &visite.portail.0.recherche;
    if let Ok(personne) = saisie.lire("personne").parse() {
        return match recherche.compter(&agent).await {
            Ok(()) => fiche::montrer(&visite, &agent, &personne, "").await,
            Err(cause) => encore(&visite, &agent, &saisie, &cause).await,
        };
    }
    match recherche.chercher(&agent, saisie.lire("recherche")).await {
        Ok(trouvees) => resultats(&visite, &agent, &saisie, trouvees).await,
        Err(cause) => encore(&visite, &agent, &saisie, &cause).await,
    }
}

/// The question again, with what was typed and why nothing was looked for.
async fn encore(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, cause: &RechercheError) -> Response {
    let mut remarques = causes::remarques(cause);
    remarques.extend(causes::patience(visite, cause));
    causes::repondre(repondre(page(visite, agent, saisie, remarques).await), cause)
}

async fn page(
    visite: &Visite,
    agent: &IdentifiantNational,
    saisie: &Saisie,
    remarques: Vec<Remarque>,
) -> Option<PageRubriques> {
    let tenus = visite.portail.0.recherche.etablissements(agent).await.unwrap_or_default();
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, PROFESSIONNELS), "recherche")?;
    page.demander((PROFESSIONNELS, "recherche-envoyer"), (saisie, remarques), |atelier| {
        atelier.bloc("recherche", vec![atelier.texte("recherche")])
    });
    let rubriques = vec![etablissements(&page.cadre, &tenus), manquante(&page.cadre)];
    page.rubriques = rubriques;
    Some(page)
}

async fn resultats(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, trouvees: Trouvees) -> Response {
    let Some(mut page) = page(visite, agent, saisie, Vec::new()).await else {
        return Redirect::to("/").into_response();
    };
    let cadre = &page.cadre;
    let rubrique = Rubrique {
        titre: match (trouvees.davantage, trouvees.personnes.len()) {
            (true, nombre) => cadre.tn("recherche-davantage", nombre),
            (false, nombre) => cadre.tn("recherche-trouvees", nombre),
        },
        aide: aide(cadre, &trouvees),
        vide: cadre.t("recherche-personne"),
        rangs: trouvees.personnes.iter().map(|une| trouvee(visite, cadre, une)).collect(),
        ..Rubrique::default()
    };
    page.rubriques.insert(0, rubrique);
    page.repondre()
}

/// That a letter was let slip, that there are more.
pub fn aide(cadre: &Cadre, trouvees: &Trouvees) -> String {
    let mots = [(trouvees.approchees, "recherche-approchees"), (trouvees.davantage, "recherche-precisez")];
    let dits: Vec<String> = mots.into_iter().filter(|(dit, _)| *dit).map(|(_, mot)| cadre.t(mot)).collect();
    dits.join(" ")
}

fn trouvee(visite: &Visite, cadre: &Cadre, trouvee: &Trouvee) -> Rang {
    let lieux = trouvee.lieux.iter().map(|un| {
        let (profession, role) = lieu::fonction(visite, &un.profession, &un.role);
        [un.raison_sociale.clone(), profession, role]
            .into_iter()
            .filter(|mot| !mot.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    let nom = nom(cadre, &trouvee.noms.prenom, &trouvee.noms.nom);
    let numero = cadre.t1("fiche-numero", "numero", &trouvee.personne);
    let mut rang = Rang::nouveau(nom.clone(), std::iter::once(numero).chain(lieux));
    if trouvee.lieux.is_empty() {
        rang.details.push(cadre.t("fiche-sans-lieu"));
    }
    rang.gestes.push(ouvrir(cadre, &nom, &trouvee.personne));
    rang
}

fn etablissements(cadre: &Cadre, tenus: &[Structure]) -> Rubrique {
    let rangs = tenus.iter().map(|tenu| {
        let details = &tenu.details;
        let nom = if details.raison_sociale.is_empty() { &details.finess } else { &details.raison_sociale };
        let mut rang = Rang::nouveau(nom, [cadre.t1("lieu-finess", "finess", &details.finess)]);
        let (libelle, entier) = (cadre.t("effectif-voir"), cadre.t1("effectif-voir-nom", "lieu", nom));
        rang.gestes.push(Geste::lien(libelle, entier, format!("/bureau/etablissements/{}", details.finess)));
        rang
    });
    Rubrique {
        titre: cadre.tn("etablissements-titre", tenus.len()),
        vide: cadre.t("etablissements-vide"),
        rangs: rangs.collect(),
        ..Rubrique::default()
    }
}

/// Whoever does not find a profession in the list asks for it (ROL-09).
fn manquante(cadre: &Cadre) -> Rubrique {
    let mut rang = Rang::nouveau(cadre.t("professions-titre"), [cadre.t("professions-aide")]);
    let voir = cadre.t("professions-voir");
    rang.gestes.push(Geste::lien(voir.clone(), voir, professions::ADRESSE));
    Rubrique { titre: cadre.t("professions-manque"), rangs: vec![rang], ..Rubrique::default() }
}

pub fn ouvrir(cadre: &Cadre, nom: &str, personne: &IdentifiantNational) -> Geste {
    let entier = cadre.t1("fiche-ouvrir-nom", "nom", nom);
    Geste::envoi(cadre.t("fiche-ouvrir"), entier, (PROFESSIONNELS, vec![("personne", personne.to_string())]))
}

/// Somebody who never had a place of work has no exercise name yet.
pub fn nom(cadre: &Cadre, prenom: &str, nom: &str) -> String {
    let entier = format!("{prenom} {nom}");
    if entier.trim().is_empty() { cadre.t("fiche-sans-nom") } else { entier.trim().to_owned() }
}

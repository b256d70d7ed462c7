//! My own space: what the registry holds of me, my requests, my contact data; what I ask of a place of work (SIT-14).

pub mod changement;
pub mod coordonnees;
pub mod depart;
pub mod gel;
mod situation;
pub mod transfert;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone, Onglet, heure};
use registry_core::demande::{Demande, Objet};
use registry_core::espace::{MaSituation, MonDossier};
use registry_core::idempotence::Auteur;
use registry_core::situation_acte::Noms;
use sante::IdentifiantNational;

use crate::deux_temps::bouton;
use crate::rubriques::{Etiquette, Faits, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{adhesion, bureau, causes, certification, demande, lieu, mssante, naissance, nomenclatures, support};

pub const ADRESSE: &str = "/moi";

/// `GET /moi`.
pub async fn dossier(visite: Visite) -> Response {
    let Some(moi) = bureau::agent(&visite) else { return Redirect::to("/").into_response() };
    montrer(&visite, &moi, "").await
}

/// `fait`: what has just been done, already in words.
pub async fn montrer(visite: &Visite, moi: &IdentifiantNational, fait: &str) -> Response {
    let dossier = match visite.portail.0.espace.mon_dossier(moi).await {
        Ok(dossier) => dossier,
        Err(cause) => return causes::page(visite, &cause, "/demande"),
    };
    // one at a time: a second one waits for the decision on the first (ENR-08)
    let miennes = visite.portail.0.demandes.miennes(&Auteur::personne(moi)).await.unwrap_or_default();
    let attend = miennes.iter().find(|une| une.ouverte());
    let mut page = page(visite, &dossier, (fait, attend));
    // who manages as well goes to the desk from here
    if let Some(page) = &mut page
        && visite.portail.0.recherche.etablissements(moi).await.is_ok()
    {
        let gestion = page.cadre.t("onglet-bureau");
        page.actions.push(Geste::lien(gestion.clone(), gestion, "/bureau"));
    }
    repondre(page)
}

/// My tabs.
pub fn cadre(visite: &Visite, courant: &str) -> Cadre {
    let mut cadre = visite.cadre();
    let onglets = [
        ("onglet-moi", ADRESSE),
        ("onglet-mes-demandes", "/demande"),
        ("onglet-mes-coordonnees", coordonnees::ADRESSE),
        ("onglet-adhesion", adhesion::ADRESSE),
    ];
    cadre.onglets = onglets
        .into_iter()
        .map(|(cle, href)| Onglet { titre: cadre.t(cle), href: href.to_owned(), courant: href == courant, compte: 0 })
        .collect();
    cadre
}

/// `attend`: what I asked for and nobody decided.
fn page(visite: &Visite, dossier: &MonDossier, (fait, attend): (&str, Option<&Demande>)) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "moi")?;
    let cadre = &page.cadre;
    let (mot, adresse) =
        if attend.is_some() { ("empeche-demandes", "/demande") } else { ("demande-nouvelle", demande::NOUVELLE) };
    let nouvelle = Geste::lien(cadre.t(mot), cadre.t(mot), adresse);
    let changer = Geste::lien(cadre.t("moi-changer"), cadre.t("moi-changer"), coordonnees::ADRESSE);
    let rubrique = Rubrique {
        titre: cadre.t("moi-lieux"),
        vide: cadre.t("moi-sans-lieu"),
        rangs: dossier.situations.iter().map(|une| rang(visite, cadre, (une, attend))).collect(),
        ..Rubrique::default()
    };
    let anciens = anciens(visite, cadre, dossier);
    let aide = cadre.t("moi-identite-aide");
    let faits = Faits { titre: cadre.t("moi-identite"), aide, lignes: identite(visite, cadre, dossier) };
    page.aide = cadre.t1("fiche-numero", "numero", &dossier.personne);
    page.fait = fait.to_owned();
    let mot = if dossier.gel.depuis.is_some() { "moi-degeler" } else { "moi-geler" };
    let geler = Geste::lien(cadre.t(mot), cadre.t(mot), gel::ADRESSE);
    page.actions = vec![nouvelle, changer, geler];
    page.faits = Some(faits);
    page.rubriques = [Some(rubrique), anciens].into_iter().flatten().collect();
    Some(page)
}

fn identite(visite: &Visite, cadre: &Cadre, dossier: &MonDossier) -> Vec<(String, String)> {
    let civil = &dossier.etat_civil;
    let referentiel = &visite.portail.0.referentiel;
    let lieu = match civil.commune_naissance.as_str() {
        "" => format!("{} {}", civil.lieu_naissance, nomenclatures::nom_du_pays(referentiel, &civil.pays_naissance)),
        commune => nomenclatures::commune(referentiel, commune, civil.jour_de_naissance()),
    };
    let exerce = dossier.situations.first().map(|une| noms(&une.noms)).unwrap_or_default();
    let attente = dossier.activation_des.map(|des| {
        let quand = format!("{}, {}", heure::jour(des, cadre.langue), heure::minute(des, cadre.langue));
        cadre.t1("moi-activation", "heure", quand)
    });
    let siennes = dossier.situations.iter().map(|une| (&une.exercice, &une.situation));
    let (_, mssante) = mssante::ligne(cadre, (&dossier.personne, true), siennes, visite.portail.maintenant());
    let lignes = [
        ("champ-nom", civil.nom.clone()),
        ("champ-prenoms", civil.prenoms.join(", ")),
        ("champ-nom-exercice", exerce),
        ("champ-naissance", civil.naissance.map(|ne| naissance::dite(cadre, ne)).unwrap_or_default()),
        ("champ-lieu-naissance", lieu.trim().to_owned()),
        (
            "certification",
            dossier.certifie.map(|certifie| certification::certifie(cadre, certifie)).unwrap_or_default(),
        ),
        ("champ-courriel", dossier.coordonnees.courriel.clone().unwrap_or_default()),
        ("champ-mobile", dossier.coordonnees.mobile.clone().unwrap_or_default()),
        ("moi-ecps", attente.unwrap_or_default()),
        ("mssante", mssante),
        ("dossier-gel", gel::etat(cadre, &dossier.gel).unwrap_or_default()),
    ];
    lignes.into_iter().filter(|(_, valeur)| !valeur.is_empty()).map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

/// What my civil status was, where it changed.
fn anciens(visite: &Visite, cadre: &Cadre, dossier: &MonDossier) -> Option<Rubrique> {
    let rangs = dossier.anciens.iter().map(|ancien| {
        let jusque = cadre.t1("dossier-remplace", "heure", support::quand(cadre, ancien.remplace_le));
        Rang::nouveau(support::en_ligne(visite, &ancien.etat_civil), [jusque])
    });
    let rangs: Vec<_> = rangs.collect();
    let (titre, aide) = (cadre.t("moi-anciens"), cadre.t("moi-anciens-aide"));
    (!rangs.is_empty()).then(|| Rubrique { titre, aide, rangs, ..Rubrique::default() })
}

fn noms(noms: &Noms) -> String {
    format!("{} {}", noms.prenom, noms.nom).trim().to_owned()
}

fn rang(visite: &Visite, cadre: &Cadre, (une, attend): (&MaSituation, Option<&Demande>)) -> Rang {
    let (profession, role) = lieu::fonction(visite, &une.situation.code_role, &une.situation.code_genre);
    let fonction = [profession, role].into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ");
    let titre = lieu::nom(cadre, une.structure.as_ref());
    let mut rang = Rang::nouveau(titre.clone(), [fonction, lieu::periode(cadre, &une.situation)]);
    let finie = Etiquette { mot: cadre.t("lieu-termine"), icone: Icone::Back, ton: "" };
    rang.etat = lieu::etat(visite, cadre, &une.situation).or(Some(finie));
    match attend {
        None if une.version.is_some() => rang.gestes = gestes(cadre, une, &titre),
        Some(demande) if porte_sur(demande, une) => {
            let nature = demande::nature(cadre, demande.dossier.objet.nature()).unwrap_or_default();
            rang.details.push(cadre.t1("moi-attend", "demande", nature));
        }
        _ => {}
    }
    rang
}

/// What I may ask of a place: one request at a time (ENR-17).
fn gestes(cadre: &Cadre, une: &MaSituation, lieu: &str) -> Vec<Geste> {
    let caches = bouton(&[("situation", une.situation.id.as_str())]);
    let geste = |mot: &str, adresse| {
        Geste::envoi(cadre.t(mot), cadre.t1(&format!("{mot}-a"), "lieu", lieu), (adresse, caches.clone()))
    };
    vec![
        geste("moi-corriger", changement::ADRESSE),
        geste("moi-muter", transfert::ADRESSE),
        geste("moi-quitter", depart::ADRESSE).dangereux(),
    ]
}

fn porte_sur(demande: &Demande, une: &MaSituation) -> bool {
    matches!(&demande.dossier.objet, Objet::MiseAJour(voulue) if voulue.situation == une.situation.id)
}

//! My own space: what the registry holds of me, my requests, my contact data.

pub mod coordonnees;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone, Onglet, heure};
use registry_core::demande::Demande;
use registry_core::espace::{MaSituation, MonDossier};
use registry_core::idempotence::Auteur;
use registry_core::situation_acte::Noms;
use sante::IdentifiantNational;

use crate::rubriques::{Etiquette, Faits, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{bureau, causes, demande, lieu, nomenclatures};

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
    let attend = miennes.iter().any(Demande::ouverte);
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
    ];
    cadre.onglets = onglets
        .into_iter()
        .map(|(cle, href)| Onglet { titre: cadre.t(cle), href: href.to_owned(), courant: href == courant, compte: 0 })
        .collect();
    cadre
}

fn page(visite: &Visite, dossier: &MonDossier, (fait, attend): (&str, bool)) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "moi")?;
    let cadre = &page.cadre;
    let (mot, adresse) =
        if attend { ("empeche-demandes", "/demande") } else { ("demande-nouvelle", demande::NOUVELLE) };
    let nouvelle = Geste::lien(cadre.t(mot), cadre.t(mot), adresse);
    let changer = Geste::lien(cadre.t("moi-changer"), cadre.t("moi-changer"), coordonnees::ADRESSE);
    let rubrique = Rubrique {
        titre: cadre.t("moi-lieux"),
        vide: cadre.t("moi-sans-lieu"),
        rangs: dossier.situations.iter().map(|une| rang(visite, cadre, une)).collect(),
        ..Rubrique::default()
    };
    let aide = cadre.t("moi-identite-aide");
    let faits = Faits { titre: cadre.t("moi-identite"), aide, lignes: identite(visite, cadre, dossier) };
    page.aide = cadre.t1("fiche-numero", "numero", &dossier.personne);
    page.fait = fait.to_owned();
    page.actions = vec![nouvelle, changer];
    page.faits = Some(faits);
    page.rubriques = vec![rubrique];
    Some(page)
}

fn identite(visite: &Visite, cadre: &Cadre, dossier: &MonDossier) -> Vec<(String, String)> {
    let civil = &dossier.etat_civil;
    let referentiel = &visite.portail.0.referentiel;
    let lieu = match civil.commune_naissance.as_str() {
        "" => format!("{} {}", civil.lieu_naissance, nomenclatures::nom_du_pays(referentiel, &civil.pays_naissance)),
        commune => nomenclatures::commune(referentiel, commune),
    };
    let exerce = dossier.situations.first().map(|une| noms(&une.noms)).unwrap_or_default();
    let attente = dossier.activation_des.map(|des| {
        let quand = format!("{}, {}", heure::jour(des, cadre.langue), heure::minute(des, cadre.langue));
        cadre.t1("moi-activation", "heure", quand)
    });
    let lignes = [
        ("champ-nom", civil.nom.clone()),
        ("champ-prenoms", civil.prenoms.join(", ")),
        ("champ-nom-exercice", exerce),
        ("champ-naissance", civil.naissance.map(lieu::ecrit).unwrap_or_default()),
        ("champ-lieu-naissance", lieu.trim().to_owned()),
        ("champ-courriel", dossier.coordonnees.courriel.clone().unwrap_or_default()),
        ("champ-mobile", dossier.coordonnees.mobile.clone().unwrap_or_default()),
        ("moi-ecps", attente.unwrap_or_default()),
    ];
    lignes.into_iter().filter(|(_, valeur)| !valeur.is_empty()).map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

fn noms(noms: &Noms) -> String {
    format!("{} {}", noms.prenom, noms.nom).trim().to_owned()
}

fn rang(visite: &Visite, cadre: &Cadre, une: &MaSituation) -> Rang {
    let (profession, role) = lieu::fonction(visite, &une.situation.code_role, &une.situation.code_genre);
    let fonction = [profession, role].into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ");
    let titre = lieu::nom(cadre, une.structure.as_ref());
    let mut rang = Rang::nouveau(titre, [fonction, lieu::periode(cadre, &une.situation)]);
    let finie = Etiquette { mot: cadre.t("lieu-termine"), icone: Icone::Back, ton: "" };
    rang.etat = lieu::etat(visite, cadre, &une.situation).or(Some(finie));
    rang
}

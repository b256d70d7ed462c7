//! A request for a profession, as every page tells it (ROL-09).

use std::collections::BTreeMap;

use pages::{Cadre, Icone, heure};
use registry_core::profession_demandee::{EtapeProfession, FiltreProfessions, Inscription, ProfessionDemandee};
use sante::Finess;

use crate::acte::Acte;
use crate::filtre::{self, Criteres};
use crate::formulaire::{Atelier, Champ, Saisie};
use crate::rubriques::{Etiquette, Geste, PageRubriques, Rang, Rubrique};
use crate::visite::Visite;
use crate::{lieu, lieux};

/// Names of the establishments that ask.
pub async fn lieux(visite: &Visite, demandees: &[ProfessionDemandee]) -> BTreeMap<Finess, String> {
    lieux::noms(&*visite.portail.0.gestion, demandees.iter().map(|une| &une.structure).collect()).await
}

pub fn rang(visite: &Visite, cadre: &Cadre, demandee: &ProfessionDemandee, lieu: &str) -> Rang {
    let quand = format!("{} {}", combien(cadre, demandee), quand(cadre, demandee));
    let usages = cadre.t1("professions-usages", "texte", &demandee.usages);
    let mut details = vec![ou(visite, demandee, lieu), quand, usages];
    details.extend(suites(cadre, demandee));
    let mut rang = Rang::nouveau(&demandee.libelle, details);
    rang.etat = Some(etat(cadre, &demandee.etape));
    rang
}

/// The same on the page of an act: label, value.
pub fn faits(visite: &Visite, cadre: &Cadre, demandee: &ProfessionDemandee, lieu: &str) -> Vec<(String, String)> {
    let mut lignes = vec![
        ("champ-libelle", demandee.libelle.clone()),
        ("champ-etablissement", ou(visite, demandee, lieu)),
        ("champ-volume", combien(cadre, demandee).trim_end_matches('.').to_owned()),
        ("champ-demandee-le", heure::jour(demandee.le, cadre.langue)),
        ("champ-usages", demandee.usages.clone()),
    ];
    // one on a line
    let suites = suites(cadre, demandee).join("\n");
    lignes.push(("champ-instruction", suites));
    lignes.retain(|(_, valeur)| !valeur.is_empty());
    lignes.into_iter().map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

/// The filter above a list, by stage and, where several are held, by establishment.
pub fn champs(atelier: &Atelier<'_>, tenus: &[registry_core::Structure]) -> Vec<Champ> {
    let mut champs = vec![atelier.liste("etape", filtre::stades_de_profession(atelier.cadre))];
    if tenus.len() > 1 {
        champs.push(atelier.liste("etablissement", filtre::etablissements(atelier.cadre, tenus)));
    }
    champs
}

/// The list, its filter above it, and the way to its other pages.
pub fn liste(
    page: &mut PageRubriques,
    (adresse, vide): (&'static str, &str),
    filtre: &FiltreProfessions,
    (rangs, nombre, pages): (Vec<Rang>, u32, (bool, Option<String>)),
) {
    let (criteres, cadre) = (Criteres::de_professions(filtre), &page.cadre);
    let rubrique = Rubrique {
        titre: cadre.tn("professions-demandees", nombre as usize),
        vide: cadre.t(vide),
        rangs,
        suites: criteres.pages(cadre, adresse, pages),
        ..Rubrique::default()
    };
    page.rubriques = vec![rubrique];
}

/// « EHPAD des Tilleuls, Auvergne-Rhône-Alpes »
fn ou(visite: &Visite, demandee: &ProfessionDemandee, lieu: &str) -> String {
    let (_, region) = visite.portail.0.professions.relais_de(&demandee.structure);
    [lieu, region.as_str()].into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ")
}

fn quand(cadre: &Cadre, demandee: &ProfessionDemandee) -> String {
    cadre.t1("professions-le", "jour", heure::jour(demandee.le, cadre.langue))
}

fn combien(cadre: &Cadre, demandee: &ProfessionDemandee) -> String {
    let volume = cadre.tn("professions-volume", demandee.volume as usize);
    match demandee.ensemble.demandes {
        1 => volume,
        demandes => {
            let reunies = cadre.tn("professions-reunies", demandes as usize);
            let personnes = cadre.tn("professions-volume", demandee.ensemble.personnes as usize);
            format!("{volume} {reunies} {personnes}")
        }
    }
}

/// What was added and answered on the way.
fn suites(cadre: &Cadre, demandee: &ProfessionDemandee) -> Vec<String> {
    let mut suites = Vec::new();
    if demandee.reunie_a.is_some() {
        suites.push(cadre.t("professions-reunie"));
    }
    let complement = demandee.etape.complement();
    if !complement.is_empty() {
        suites.push(cadre.t1("professions-complement", "texte", complement));
    }
    suites.extend(
        demandee
            .avis
            .iter()
            .map(|avis| format!("{}, {} : {}", avis.partenaire.sigle(), lieu::ecrit(avis.rendu_le), avis.texte)),
    );
    suites.extend(demandee.etape.inscription().map(|inscription| inscrite(cadre, inscription)));
    suites.push(demandee.etape.commentaire().to_owned());
    suites.retain(|suite| !suite.is_empty());
    suites
}

fn inscrite(cadre: &Cadre, inscription: &Inscription) -> String {
    let nom = format!("{} {}", inscription.code, inscription.libelle);
    let du = cadre.t1("lieu-depuis", "jour", lieu::ecrit(inscription.du));
    format!("{} {du}", cadre.t1("professions-inscrite", "nom", nom))
}

fn etat(cadre: &Cadre, etape: &EtapeProfession) -> Etiquette {
    let (icone, ton) = match etape {
        EtapeProfession::Envoyee => (Icone::Clock, "badge--accent"),
        EtapeProfession::Relayee { .. } => (Icone::Next, "badge--accent"),
        EtapeProfession::Rendue { .. } => (Icone::Back, "badge--warn"),
        EtapeProfession::Retenue { .. } => (Icone::Check, "badge--ok"),
        EtapeProfession::Ecartee { .. } => (Icone::Cross, "badge--warn"),
    };
    let mot = cadre.t(format!("profession-{}", etape.stade().nom().to_lowercase()));
    Etiquette { mot, icone, ton }
}

/// A button that opens the form of an act.
pub fn geste(cadre: &Cadre, demandee: &ProfessionDemandee, (adresse, action): (&str, &str)) -> Geste {
    let caches = vec![
        ("action", action.to_owned()),
        ("demande", demandee.id.to_string()),
        ("version", demandee.version.to_string()),
    ];
    let entier = cadre.t1(&format!("profession-{action}-nom"), "libelle", &demandee.libelle);
    Geste::envoi(cadre.t(format!("profession-{action}")), entier, (adresse, caches))
}

/// The page of an act on a request: what is known of it, and what the form carries along.
pub async fn acte(
    (visite, cadre): (&Visite, &Cadre),
    demandee: &ProfessionDemandee,
    saisie: &Saisie,
    (mots, adresse): (&'static str, &'static str),
) -> Acte {
    let lieux = lieux(visite, std::slice::from_ref(demandee)).await;
    let lieu = lieux.get(&demandee.structure).map_or("", String::as_str);
    let carte = |nom: &'static str| (nom, saisie.lire(nom).to_owned());
    Acte {
        caches: vec![carte("action"), carte("demande"), carte("version")],
        faits: faits(visite, cadre, demandee, lieu),
        ..Acte::nouveau(mots, adresse, adresse)
    }
}

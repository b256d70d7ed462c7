//! A form as every page tells it.

use std::collections::BTreeMap;

use pages::{Cadre, Icone, heure};
use registry_core::formulaire::{
    CauseSansSuite, ConditionsAcceptees, EtapeFormulaire, Formulaire, Nature, Objet, Qualite,
};
use registry_core::habilitation::Perimetre;
use sante::Finess;

use super::conditions;
use crate::bureau::{contrat, designation};
use crate::rubriques::{Etiquette, Geste, Rang};
use crate::visite::Visite;
use crate::{adhesion, lieu, lieux};

pub type Lieux = BTreeMap<Finess, String>;

/// The names of their structures.
pub async fn lieux(visite: &Visite, formulaires: &[Formulaire]) -> Lieux {
    let numeros = formulaires.iter().map(|un| un.contenu.perimetre.finess()).collect();
    lieux::noms(&*visite.portail.0.gestion, numeros).await
}

pub fn rang(cadre: &Cadre, formulaire: &Formulaire, lieux: &Lieux) -> Rang {
    let nature = cadre.t(format!("formulaire-{}", formulaire.contenu.nature().nom().to_lowercase()));
    let le = cadre.t1("formulaire-envoye-le", "jour", heure::jour(formulaire.envoye_le, cadre.langue));
    let details = [ou(formulaire, lieux), qui(formulaire), le, suite(cadre, formulaire)];
    let mut rang = Rang::nouveau(nature, details);
    rang.etat = Some(etat(cadre, &formulaire.etape));
    rang
}

/// One that its reader filled in, or may act on in their place; `adresse` takes the withdrawal.
pub fn mien(cadre: &Cadre, formulaire: &Formulaire, lieux: &Lieux, adresse: &str) -> Rang {
    let mut rang = rang(cadre, formulaire, lieux);
    let lieu = ou(formulaire, lieux);
    if matches!(formulaire.etape, EtapeFormulaire::AReprendre { .. }) {
        let entier = cadre.t1("formulaire-reprendre-nom", "lieu", &lieu);
        let vers = match formulaire.contenu.nature() {
            Nature::Cpe => contrat::carte::ADRESSE,
            Nature::Adhesion | Nature::Succession => adhesion::demande::ADRESSE,
        };
        rang.gestes.push(Geste::envoi(cadre.t("formulaire-reprendre"), entier, (vers, reprise(formulaire))));
    }
    if formulaire.etape.ouvert() {
        let entier = cadre.t1("formulaire-retirer-nom", "lieu", &lieu);
        let caches = vec![("formulaire", formulaire.id.to_string()), ("version", formulaire.version.to_string())];
        rang.gestes.push(Geste::envoi(cadre.t("formulaire-retirer"), entier, (adresse, caches)).dangereux());
    }
    if let (EtapeFormulaire::Accepte { porteur, .. }, Nature::Cpe) = (&formulaire.etape, formulaire.contenu.nature()) {
        let entier = cadre.t1("formulaire-designer-nom", "nom", qui(formulaire));
        let caches = vec![("carte", porteur.to_string())];
        rang.gestes.push(Geste::envoi(cadre.t("formulaire-designer"), entier, (designation::ADRESSE, caches)));
    }
    rang
}

/// The same on the page of an act: label, value.
pub fn faits(cadre: &Cadre, formulaire: &Formulaire, lieux: &Lieux) -> Vec<(String, String)> {
    let contenu = &formulaire.contenu;
    let mut lignes = vec![
        ("champ-formulaire", cadre.t(format!("formulaire-{}", contenu.nature().nom().to_lowercase()))),
        ("champ-structure-nommee", ou(formulaire, lieux)),
        ("champ-niveau", niveau(cadre, &contenu.perimetre)),
        ("champ-titulaire", qui(formulaire)),
        ("champ-courriel", contenu.titulaire.courriel.clone()),
        ("champ-mobile", contenu.titulaire.mobile.clone()),
    ];
    match &contenu.objet {
        Objet::Cpe { fonction } => lignes.push(("champ-fonction", fonction.clone())),
        Objet::Adhesion { qualite } | Objet::Succession { qualite } => {
            lignes.push(("champ-qualite", dite(cadre, qualite)));
        }
    }
    lignes.extend(contenu.conditions.iter().map(|lues| ("champ-conditions-lues", acceptees(cadre, lues))));
    lignes.push(("champ-envoye-le", heure::jour(formulaire.envoye_le, cadre.langue)));
    lignes.retain(|(_, valeur)| !valeur.is_empty());
    lignes.into_iter().map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

/// Which text, and when.
fn acceptees(cadre: &Cadre, lues: &ConditionsAcceptees) -> String {
    let (version, le) = (conditions::du(lues.version.as_str()), heure::jour(lues.le, cadre.langue));
    cadre.texte("conditions-acceptees", &[("version", version.as_str().into()), ("jour", le.as_str().into())])
}

pub fn niveau(cadre: &Cadre, perimetre: &Perimetre) -> String {
    cadre.t(if matches!(perimetre, Perimetre::EntiteJuridique(_)) { "niveau-ej" } else { "niveau-eg" })
}

fn dite(cadre: &Cadre, qualite: &Qualite) -> String {
    match qualite {
        Qualite::RepresentantLegal => cadre.t("qualite-representant"),
        Qualite::Directeur { acte, du, signataire } => {
            let acte = cadre.t(format!("qualite-{}", acte.nom()));
            let (jour, signataire) = (lieu::ecrit(*du), signataire.clone());
            let signe =
                cadre.texte("qualite-acte", &[("jour", jour.as_str().into()), ("nom", signataire.as_str().into())]);
            format!("{acte} {signe}")
        }
    }
}

/// « EHPAD des Tilleuls (690990114) »
fn ou(formulaire: &Formulaire, lieux: &Lieux) -> String {
    let finess = formulaire.contenu.perimetre.finess();
    match lieux.get(finess).map_or("", String::as_str) {
        nom if nom.is_empty() || nom == finess.as_str() => finess.to_string(),
        nom => format!("{nom} ({finess})"),
    }
}

fn qui(formulaire: &Formulaire) -> String {
    let titulaire = &formulaire.contenu.titulaire;
    format!("{} {}", titulaire.prenom, titulaire.nom).trim().to_owned()
}

/// What came of it, in words.
fn suite(cadre: &Cadre, formulaire: &Formulaire) -> String {
    match &formulaire.etape {
        EtapeFormulaire::Accepte { porteur, .. } => cadre.t1("formulaire-porteur", "numero", porteur.to_string()),
        EtapeFormulaire::SansSuite { cause: CauseSansSuite::ContratTermine, .. } => {
            cadre.t("formulaire-sans-suite-note")
        }
        EtapeFormulaire::SansSuite { cause: CauseSansSuite::ContratAccorde, .. } => cadre.t("formulaire-devance-note"),
        etape => etape.motif().to_owned(),
    }
}

fn etat(cadre: &Cadre, etape: &EtapeFormulaire) -> Etiquette {
    let (mot, icone, ton) = match etape {
        EtapeFormulaire::Envoye => ("envoye", Icone::Clock, "badge--accent"),
        EtapeFormulaire::AReprendre { .. } => ("a-reprendre", Icone::Back, "badge--warn"),
        EtapeFormulaire::Accepte { .. } => ("accepte", Icone::Check, "badge--ok"),
        EtapeFormulaire::Rejete { .. } => ("rejete", Icone::Cross, "badge--warn"),
        EtapeFormulaire::Retire { .. } => ("retire", Icone::Back, ""),
        EtapeFormulaire::SansSuite { .. } => ("sans-suite", Icone::Cross, "badge--warn"),
    };
    Etiquette { mot: cadre.t(format!("formulaire-etape-{mot}")), icone, ton }
}

/// What was sent, for the form that opens again.
fn reprise(formulaire: &Formulaire) -> Vec<(&'static str, String)> {
    let contenu = &formulaire.contenu;
    let titulaire = &contenu.titulaire;
    let mut champs = vec![
        ("action", "ouvrir".to_owned()),
        ("formulaire", formulaire.id.to_string()),
        ("version", formulaire.version.to_string()),
        ("finess", contenu.perimetre.finess().to_string()),
        ("niveau", contenu.perimetre.genre().as_str().to_owned()),
        ("courriel", titulaire.courriel.clone()),
        ("mobile", titulaire.mobile.clone()),
    ];
    match &contenu.objet {
        Objet::Cpe { fonction } => champs.extend([
            ("perimetre", format!("{}:{}", contenu.perimetre.genre().as_str(), contenu.perimetre.finess())),
            ("civilite", titulaire.code_civilite.clone()),
            ("nom", titulaire.nom.clone()),
            ("prenom", titulaire.prenom.clone()),
            ("fonction", fonction.clone()),
        ]),
        Objet::Adhesion { qualite: Qualite::Directeur { acte, du, signataire } }
        | Objet::Succession { qualite: Qualite::Directeur { acte, du, signataire } } => champs.extend([
            ("qualite", acte.nom().to_owned()),
            ("acte_du", lieu::ecrit(*du)),
            ("signataire", signataire.clone()),
        ]),
        Objet::Adhesion { .. } | Objet::Succession { .. } => champs.push(("qualite", "representant".to_owned())),
    }
    champs
}

//! The software certificates of the legal entities of an agent: what there is, what is missing of the least three, and what may
//! be done about each (CRT-05 to CRT-09).

pub mod commande;
pub mod demande;
pub mod revocation;
pub mod telechargement;

use std::sync::Arc;

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::{Cadre, Icone};
use registry_core::certificat::{Certificat, CertificatId, Emploi, Etape, Jeu, NiveauCertificats, Suite};
use registry_core::paris;
use sante::IdentifiantNational;

use super::{agent, cadre, recevoir};
use crate::deux_temps::bouton;
use crate::envoi::{self, Champs};
use crate::formulaire::Remarque;
use crate::guichets::GuichetCertificats;
use crate::preuve::Detour;
use crate::rubriques::{Etiquette, Faits, Geste, PageRubriques, Rang, Rubrique, repondre};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/certificats";

/// `None`: this registry orders no certificates.
pub fn guichet(visite: &Visite) -> Option<Arc<dyn GuichetCertificats>> {
    visite.portail.0.certificats.clone()
}

/// `GET /bureau/certificats`.
pub async fn lister(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    // somebody comes back here who gave an order up after the end of their session
    let _vide = envoi::reprendre(&visite).await;
    montrer(&visite, &agent, ("", Vec::new())).await
}

/// `POST`: gives up an order for which no request was brought.
pub async fn annuler(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Some(guichet) = guichet(&visite) else { return Redirect::to(super::ADRESSE).into_response() };
    let id = CertificatId::from(saisie.lire("certificat").to_owned());
    match guichet.annuler(&agent, &id).await {
        Ok(()) => montrer(&visite, &agent, ("certificats-annule", Vec::new())).await,
        Err(cause) => montrer(&visite, &agent, ("", causes::remarques(&cause))).await,
    }
}

pub async fn montrer(
    visite: &Visite,
    agent: &IdentifiantNational,
    (fait, remarques): (&str, Vec<Remarque>),
) -> Response {
    let Some(guichet) = guichet(visite) else { return Redirect::to(super::ADRESSE).into_response() };
    let niveaux = match guichet.tableau(agent).await {
        Ok(niveaux) => niveaux,
        Err(cause) => return causes::page(visite, &cause, super::ADRESSE),
    };
    repondre(page(visite, &niveaux, (fait, remarques)))
}

/// What gives a certificate is asked for with a fresh proof: the form waits meanwhile (docs/decisions/0027).
const fn detour(formulaire: &'static str) -> Detour {
    Detour { formulaire, renoncer: ADRESSE }
}

/// How far an act came, as its reader hears it.
fn suite(faite: &'static str, suite: Suite) -> &'static str {
    match suite {
        Suite::Faite => faite,
        Suite::Gardee => "certificats-garde",
        Suite::Refusee => "certificats-refuse",
    }
}

fn page(
    visite: &Visite,
    niveaux: &[NiveauCertificats],
    (fait, remarques): (&str, Vec<Remarque>),
) -> Option<PageRubriques> {
    let mut page = PageRubriques::nouvelle(visite, cadre(visite, ADRESSE), "certificats")?;
    page.fait = if fait.is_empty() { String::new() } else { page.cadre.t(fait) };
    page.remarques = remarques.into_iter().map(|une| Remarque::generale(une.parole)).collect();
    let cadre = &page.cadre;
    let trois = Emploi::TOUS.map(|emploi| (usage(cadre, emploi), cadre.t(mot(emploi, "aide")))).into();
    let faits = Faits { titre: cadre.t("certificats-trois"), aide: cadre.t("certificats-trois-aide"), lignes: trois };
    let commander = cadre.t("certificats-commander");
    let commander = Geste::lien(commander.clone(), commander, commande::ADRESSE);
    let rubriques = niveaux.iter().flat_map(|niveau| rubriques(visite, cadre, niveau)).collect();
    page.actions = niveaux.iter().any(|niveau| niveau.peut_administrer).then_some(commander).into_iter().collect();
    page.faits = Some(faits);
    page.rubriques = rubriques;
    Some(page)
}

/// One for each software; a structure without any has one all the same.
fn rubriques(visite: &Visite, cadre: &Cadre, niveau: &NiveauCertificats) -> Vec<Rubrique> {
    let nom = lieu::nom_ou_numero(&niveau.structure);
    let vide = cadre.t(if niveau.peut_administrer { "certificats-vide" } else { "certificats-vide-nommer" });
    if niveau.jeux.is_empty() {
        return vec![Rubrique { titre: nom, vide, ..Rubrique::default() }];
    }
    let rubrique = |jeu: &Jeu| Rubrique {
        titre: cadre
            .texte("certificats-jeu", &[("logiciel", jeu.logiciel.as_str().into()), ("nom", nom.as_str().into())]),
        aide: manque(cadre, jeu),
        vide: String::new(),
        rangs: jeu.certificats.iter().map(|un| rang(visite, cadre, (niveau, jeu, un))).collect(),
        ..Rubrique::default()
    };
    niveau.jeux.iter().map(rubrique).collect()
}

/// Which of the least three there is not (CRT-05).
fn manque(cadre: &Cadre, jeu: &Jeu) -> String {
    let manquants: Vec<_> = jeu.manquants.iter().map(|emploi| usage(cadre, *emploi)).collect();
    match manquants.is_empty() {
        true => cadre.t("certificats-complet"),
        false => cadre.t1("certificats-manque", "usages", manquants.join(", ")),
    }
}

fn rang(visite: &Visite, cadre: &Cadre, (niveau, jeu, un): (&NiveauCertificats, &Jeu, &Certificat)) -> Rang {
    let maintenant = visite.portail.maintenant();
    let ancien = un.vivant(maintenant) && un.suivi(&jeu.certificats, maintenant);
    let jour = |le| lieu::ecrit(paris::jour(le));
    let detail = match &un.etape {
        Etape::Commande { refus: Some(motif) } => cadre.t1("certificat-refus", "motif", motif.as_str()),
        Etape::Commande { .. } => cadre.t1("certificat-commande-le", "jour", jour(un.commande_le)),
        Etape::EnCours { le, .. } => cadre.t1("certificat-demande-le", "jour", jour(*le)),
        Etape::Delivre(delivrance) => cadre.t1("certificat-jusque", "jour", jour(delivrance.jusque)),
        Etape::ARevoquer { le, .. } | Etape::Revoque { le, .. } => cadre.t1("certificat-revoque-le", "jour", jour(*le)),
        Etape::Annule { le, .. } => cadre.t1("certificat-annule-le", "jour", jour(*le)),
    };
    let suite = match (ancien, &un.remplace) {
        (true, _) => cadre.t("certificat-suivi"),
        (false, Some(_)) => cadre.t("certificat-remplace"),
        (false, None) => String::new(),
    };
    let mut rang = Rang::nouveau(un.nom.as_str(), [usage(cadre, un.emploi), detail, suite]);
    rang.etat = Some(etat(visite, cadre, un));
    rang.gestes = gestes(visite, cadre, (niveau, un, ancien));
    rang
}

fn etat(visite: &Visite, cadre: &Cadre, un: &Certificat) -> Etiquette {
    let (mot, icone, ton) = match &un.etape {
        Etape::Commande { .. } => ("certificat-etat-commande", Icone::Clock, "badge--accent"),
        Etape::EnCours { .. } => ("certificat-etat-en-cours", Icone::Refresh, "badge--warn"),
        Etape::Delivre(_) if !un.vivant(visite.portail.maintenant()) => ("certificat-etat-fini", Icone::Back, ""),
        Etape::Delivre(_) => ("certificat-etat-delivre", Icone::Check, "badge--ok"),
        Etape::ARevoquer { .. } => ("certificat-etat-a-revoquer", Icone::Refresh, "badge--warn"),
        Etape::Revoque { .. } => ("certificat-etat-revoque", Icone::Lock, ""),
        Etape::Annule { .. } => ("certificat-etat-annule", Icone::Cross, ""),
    };
    Etiquette { mot: cadre.t(mot), icone, ton }
}

/// `ancien`: another one, of the same name, takes over from it already.
fn gestes(visite: &Visite, cadre: &Cadre, (niveau, un, ancien): (&NiveauCertificats, &Certificat, bool)) -> Vec<Geste> {
    let nom = if ancien { cadre.t1("certificat-ancien", "nom", un.nom.as_str()) } else { un.nom.to_string() };
    let entier = |mot: &str| cadre.t1(&format!("{mot}-nom"), "nom", nom.as_str());
    let ouvrir = |mot: &str, adresse| {
        let caches = bouton(&[("certificat", un.id.as_str())]);
        Geste::envoi(cadre.t(mot), entier(mot), (adresse, caches))
    };
    let vivant = un.vivant(visite.portail.maintenant());
    let mut gestes = Vec::new();
    match &un.etape {
        Etape::Commande { .. } if niveau.peut_administrer => {
            let caches = vec![("certificat", un.id.to_string())];
            gestes.push(ouvrir("certificat-deposer", demande::ADRESSE));
            let annuler = Geste::envoi(cadre.t("certificat-annuler"), entier("certificat-annuler"), (ADRESSE, caches));
            gestes.push(annuler.dangereux());
        }
        Etape::Delivre(_) if vivant => {
            let adresse = format!("{ADRESSE}/{}", un.id);
            gestes.push(Geste::lien(cadre.t("certificat-telecharger"), entier("certificat-telecharger"), adresse));
            if niveau.peut_administrer && !ancien {
                gestes.push(ouvrir("certificat-renouveler", demande::ADRESSE));
            }
            if niveau.peut_revoquer {
                gestes.push(ouvrir("certificat-revoquer", revocation::ADRESSE).dangereux());
            }
        }
        _ => {}
    }
    gestes
}

const fn mot(emploi: Emploi, fin: &'static str) -> &'static str {
    match (emploi, fin.is_empty()) {
        (Emploi::Signature, true) => "usage-signature",
        (Emploi::Signature, false) => "usage-signature-aide",
        (Emploi::Authentification, true) => "usage-authentification",
        (Emploi::Authentification, false) => "usage-authentification-aide",
        (Emploi::Insi, true) => "usage-insi",
        (Emploi::Insi, false) => "usage-insi-aide",
    }
}

pub fn usage(cadre: &Cadre, emploi: Emploi) -> String {
    cadre.t(mot(emploi, ""))
}

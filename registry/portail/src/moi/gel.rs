//! The person asks the support to freeze their contact data, or to lift it (R13: restriction).

use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::contact::QuoiGeler;
use registry_core::espace::MonGel;

use super::{ADRESSE as DOSSIER, cadre, montrer};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::support::quand;
use crate::visite::Visite;
use crate::{bureau, causes};

pub const ADRESSE: &str = "/moi/gel";

/// `GET`: the form, with what was typed before the session ended.
pub async fn formulaire(visite: Visite) -> Response {
    let saisie = envoi::reprendre(&visite).await;
    page(&visite, &saisie, Vec::new()).await
}

/// `POST`: what is asked is what the page offered, whatever happened meanwhile.
pub async fn demander(visite: Visite, champs: Champs) -> Response {
    let (moi, saisie) = match bureau::recevoir(&visite, champs).await {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let quoi = if saisie.lire("quoi") == "degeler" { QuoiGeler::Degeler } else { QuoiGeler::Geler };
    match visite.portail.0.espace.demander_gel(&moi, quoi, saisie.lire("motif_gel")).await {
        Ok(()) => montrer(&visite, &moi, &visite.cadre().t("moi-gel-demande")).await,
        Err(cause) => page(&visite, &saisie, causes::remarques(&cause)).await,
    }
}

/// What stands in the file: `None`, nothing is frozen and nothing is asked for.
pub fn etat(cadre: &Cadre, gel: &MonGel) -> Option<String> {
    let demande = gel.demande.as_ref().map(|demande| {
        let mot = if demande.quoi == QuoiGeler::Geler { "moi-gel-attend" } else { "moi-degel-attend" };
        cadre.t1(mot, "heure", quand(cadre, demande.le))
    });
    demande.or_else(|| Some(cadre.t1("dossier-gelees", "heure", quand(cadre, gel.depuis?))))
}

async fn page(visite: &Visite, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let Some(moi) = bureau::agent(visite) else { return Redirect::to("/").into_response() };
    let dossier = match visite.portail.0.espace.mon_dossier(&moi).await {
        Ok(dossier) => dossier,
        Err(cause) => return causes::page(visite, &cause, DOSSIER),
    };
    let cadre = cadre(visite, ADRESSE);
    let mut faits = vec![
        ("champ-courriel", dossier.coordonnees.courriel.clone().unwrap_or_default()),
        ("champ-mobile", dossier.coordonnees.mobile.clone().unwrap_or_default()),
    ];
    faits.extend(etat(&cadre, &dossier.gel).map(|etat| ("dossier-gel", etat)));
    let faits = faits.into_iter().filter(|(_, valeur)| !valeur.is_empty());
    let faits = faits.map(|(mot, valeur)| (cadre.t(mot), valeur)).collect();
    let (mots, quoi) = match dossier.gel.depuis {
        Some(_) => ("moi-degeler", "degeler"),
        None => ("moi-geler", "geler"),
    };
    let acte = Acte { faits, caches: vec![("quoi", quoi.to_owned())], ..Acte::nouveau(mots, ADRESSE, DOSSIER) };
    acte.page((visite, cadre), saisie, remarques, |atelier| {
        vec![atelier.bloc("moi-gel", vec![atelier.long("motif_gel")])]
    })
}

//! The end of a situation, now or after a last day, and why (SIT-09, SIT-10).

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::nomenclature::Liste;
use registry_core::situation_acte::{FinVoulue, QuandFinir, Version};
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, agent, cadre, fiche, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu, situation};

pub const ADRESSE: &str = "/bureau/professionnels/fin";

/// `GET`: what was typed before the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite);
    if saisie == Saisie::default() {
        return Redirect::to(PROFESSIONNELS).into_response();
    }
    page(&visite, &agent, &saisie, Vec::new()).await
}

/// `POST`: shows the form, then ends.
pub async fn terminer(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs) {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    if saisie.lire("action") == "ouvrir" {
        return page(&visite, &agent, &saisie, Vec::new()).await;
    }
    let voulue = match lire(&saisie) {
        Ok(voulue) => voulue,
        Err(remarque) => return page(&visite, &agent, &saisie, vec![remarque]).await,
    };
    let (id, version) = (saisie.lire("situation").into(), Version::from(saisie.lire("version").to_owned()));
    match visite.portail.0.gestion.terminer(&agent, (&id, &version), voulue).await {
        Ok(()) => match saisie.lire("personne").parse() {
            Ok(personne) => fiche::montrer(&visite, &agent, &personne, "fiche-terminee").await,
            Err(_) => Redirect::to(PROFESSIONNELS).into_response(),
        },
        Err(cause) => page(&visite, &agent, &fiche::relue(&saisie, &cause), causes::remarques(&cause)).await,
    }
}

fn lire(saisie: &Saisie) -> Result<FinVoulue, Remarque> {
    let quand = match saisie.lire("dernier_jour") {
        "" => QuandFinir::Maintenant,
        texte => {
            let phrase = "Écrivez le dernier jour, par exemple 31/12/2026, ou laissez vide pour terminer maintenant.";
            QuandFinir::Apres(situation::jour(texte).ok_or_else(|| Remarque::sur("dernier_jour", phrase))?)
        }
    };
    Ok(FinVoulue { quand, motif: saisie.lire("motif_fin").to_owned() })
}

async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
    let vue = match fiche::situation(visite, agent, saisie).await {
        Ok(vue) => vue,
        Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
    };
    let cadre = cadre(visite, PROFESSIONNELS);
    let (profession, role) = lieu::fonction(visite, &vue.situation.code_role, &vue.situation.code_genre);
    let faits = vec![
        (cadre.t("champ-etablissement"), lieu::nom(&cadre, vue.structure.as_ref())),
        (cadre.t("champ-profession"), profession),
        (cadre.t("champ-role"), role),
    ];
    let caches = fiche::caches(saisie, &vue);
    let motifs = visite.portail.0.referentiel.liste(Liste::MotifFin);
    let acte = Acte { caches, faits, danger: true, ..Acte::nouveau("fin", ADRESSE, PROFESSIONNELS) };
    acte.page((visite, cadre), saisie, remarques, |atelier| {
        let motifs = motifs.iter().map(|motif| Choix::new(&motif.code, &motif.libelle)).collect();
        vec![atelier.bloc("fin", vec![atelier.texte("dernier_jour"), atelier.liste("motif_fin", motifs)])]
    })
}

//! One more place of work for somebody who has a number (ENR-11, ENR-13): nobody is registered again.

use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::idempotence::CleIdempotence;
use registry_core::situation_acte::NouvelleSituation;
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, agent, cadre, enregistrement, fiche, recevoir};
use crate::acte::Acte;
use crate::envoi::{self, Champs};
use crate::formulaire::{Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, situation};

pub const ADRESSE: &str = "/bureau/professionnels/lieu";

/// `GET`: what was typed before the session ended.
pub async fn reprendre(visite: Visite) -> Response {
    let Some(agent) = agent(&visite) else { return Redirect::to("/").into_response() };
    let saisie = envoi::reprendre(&visite);
    match saisie.lire("personne").parse() {
        Ok(personne) => page(&visite, (&agent, &personne), &saisie, Vec::new()).await,
        Err(_) => Redirect::to(PROFESSIONNELS).into_response(),
    }
}

/// `POST`: shows the form, then adds.
pub async fn ajouter(visite: Visite, champs: Champs) -> Response {
    let (agent, saisie) = match recevoir(&visite, champs) {
        Ok(recu) => recu,
        Err(reponse) => return *reponse,
    };
    let Ok(personne) = saisie.lire("personne").parse::<IdentifiantNational>() else {
        return Redirect::to(PROFESSIONNELS).into_response();
    };
    let cle = CleIdempotence::lue(saisie.lire("cle")).filter(|_| saisie.lire("action") != "ouvrir");
    let Some(cle) = cle else { return page(&visite, (&agent, &personne), &saisie.sans_cle(), Vec::new()).await };
    let nouvelle = match lire(&visite, &personne, &saisie) {
        Ok(nouvelle) => nouvelle,
        Err(remarques) => return page(&visite, (&agent, &personne), &saisie, remarques).await,
    };
    match visite.portail.0.gestion.ajouter(&agent, &cle, nouvelle).await {
        Ok(faite) => {
            let (qui, avertissements) = ((&agent, &personne), &faite.avertissements);
            fiche::montrer_averti(&visite, qui, "fiche-ajoutee", avertissements).await
        }
        Err(cause) => page(&visite, (&agent, &personne), &saisie, causes::remarques(&cause)).await,
    }
}

/// Everything that does not hold is told at once.
fn lire(visite: &Visite, personne: &IdentifiantNational, saisie: &Saisie) -> Result<NouvelleSituation, Vec<Remarque>> {
    let attestations = enregistrement::attestations(saisie);
    let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let (structure, situation) = situation::lire(saisie, "", listes).map_err(|mut remarques| {
        remarques.extend(attestations.verifier(true).iter().map(Remarque::from));
        remarques
    })?;
    Ok(NouvelleSituation { personne: personne.clone(), structure, situation, attestations })
}

async fn page(
    visite: &Visite,
    (agent, personne): (&IdentifiantNational, &IdentifiantNational),
    saisie: &Saisie,
    remarques: Vec<Remarque>,
) -> Response {
    let connue = match visite.portail.0.gestion.fiche(agent, personne).await {
        Ok(connue) => connue,
        Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
    };
    let cadre = cadre(visite, PROFESSIONNELS);
    let mut saisie = saisie.clone();
    // what a new place starts from: the names that the person practises under
    if let Some(vue) = connue.situations.first().filter(|_| saisie.lire("action") == "ouvrir") {
        saisie = saisie.avec("nom_exercice", &vue.noms.nom).avec("prenom_exercice", &vue.noms.prenom);
    }
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let acte = Acte {
        caches: vec![("personne", personne.to_string())],
        faits: vec![(cadre.t("champ-numero"), personne.to_string())],
        ..Acte::nouveau("ajout", ADRESSE, PROFESSIONNELS)
    };
    let tenus = situation::tenus(visite, agent).await;
    acte.page((visite, cadre), &saisie, remarques, |atelier| {
        vec![
            situation::bloc(atelier, (referentiel, le), tenus),
            atelier.bloc("attestations", enregistrement::champs_attestations(atelier, true)),
        ]
    })
}

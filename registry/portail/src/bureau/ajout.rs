//! One more place of work for somebody who has a number (ENR-11, ENR-13): nobody is registered again.

use async_trait::async_trait;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::idempotence::CleIdempotence;
use registry_core::situation_acte::NouvelleSituation;
use sante::IdentifiantNational;

use super::{PROFESSIONNELS, cadre, enregistrement, fiche};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue, ouvre};
use crate::formulaire::{Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, situation};

pub const ADRESSE: &str = "/bureau/professionnels/lieu";

pub struct Ajouter;

#[async_trait]
impl DeuxTemps for Ajouter {
    const RETOUR: &'static str = PROFESSIONNELS;

    async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let Ok(personne) = saisie.lire("personne").parse::<IdentifiantNational>() else {
            return Redirect::to(PROFESSIONNELS).into_response();
        };
        let connue = match visite.portail.0.gestion.fiche(agent, &personne).await {
            Ok(connue) => connue,
            Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
        };
        let cadre = cadre(visite, PROFESSIONNELS);
        let mut saisie = saisie.clone();
        // what a new place starts from: the names that the person practises under
        if let Some(vue) = connue.situations.first().filter(|_| ouvre(&saisie)) {
            saisie = saisie.avec("nom_exercice", &vue.noms.nom).avec("prenom_exercice", &vue.noms.prenom);
        }
        let acte = Acte {
            caches: vec![("personne", personne.to_string())],
            faits: fiche::qui(&cadre, &connue),
            ..Acte::nouveau("ajout", ADRESSE, PROFESSIONNELS)
        };
        let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
        let tenus = situation::tenus(visite, agent).await;
        acte.page((visite, cadre), &saisie, remarques, |atelier| {
            vec![
                situation::bloc(atelier, listes, tenus),
                atelier.bloc("attestations", enregistrement::champs_attestations(atelier, true)),
            ]
        })
    }

    async fn faire(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let Some(cle) = CleIdempotence::lue(saisie.lire("cle")) else {
            return Err(Rendue::avec(&saisie.sans_cle(), Vec::new()));
        };
        let Ok(personne) = saisie.lire("personne").parse() else {
            return Ok(Redirect::to(PROFESSIONNELS).into_response());
        };
        let nouvelle = lire(visite, &personne, saisie).map_err(|remarques| Rendue::avec(saisie, remarques))?;
        match visite.portail.0.gestion.ajouter(agent, &cle, nouvelle).await {
            Ok(faite) => {
                let dit = ("fiche-ajoutee", &*faite.avertissements);
                Ok(fiche::montrer_averti(visite, (agent, &personne), dit.0, dit.1).await)
            }
            Err(cause) => Err(Rendue::avec(saisie, causes::remarques(&cause))),
        }
    }
}

/// Everything that does not hold is told at once.
fn lire(visite: &Visite, personne: &IdentifiantNational, saisie: &Saisie) -> Result<NouvelleSituation, Vec<Remarque>> {
    let attestations = enregistrement::attestations(saisie);
    let listes = (&*visite.portail.0.referentiel, visite.portail.aujourd_hui());
    let (structure, situation) = situation::lire_au_bureau(saisie, "", listes).map_err(|mut remarques| {
        remarques.extend(attestations.verifier(true).iter().map(Remarque::from));
        remarques
    })?;
    Ok(NouvelleSituation { personne: personne.clone(), structure, situation, attestations })
}

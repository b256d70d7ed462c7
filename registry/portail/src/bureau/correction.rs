//! Contact data corrected before a first activation: one gestionnaire proposes, the person in front of them; another one confirms
//! (docs/decisions/0013).

use async_trait::async_trait;
use axum::response::{IntoResponse as _, Redirect, Response};
use registry_core::contact::{CoordonneesSaisies, NouvelleCorrection};
use registry_core::situation_acte::FicheGestion;
use sante::{Finess, IdentifiantNational};

use super::{PROFESSIONNELS, cadre, fiche};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/professionnels/coordonnees";

pub struct Corriger;

#[async_trait]
impl DeuxTemps for Corriger {
    const RETOUR: &'static str = PROFESSIONNELS;

    async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let Ok(personne) = saisie.lire("personne").parse::<IdentifiantNational>() else {
            return Redirect::to(PROFESSIONNELS).into_response();
        };
        let connue = match visite.portail.0.gestion.fiche(agent, &personne).await {
            Ok(connue) => connue,
            Err(cause) => return causes::page(visite, &cause, PROFESSIONNELS),
        };
        let (cadre, lieux) = (cadre(visite, PROFESSIONNELS), lieux(&connue));
        let mut saisie = saisie.clone();
        if let [(seul, _)] = &lieux[..] {
            saisie = saisie.avec("etablissement", seul);
        }
        let acte = Acte {
            caches: vec![("personne", personne.to_string())],
            faits: fiche::qui(&cadre, &connue),
            ..Acte::nouveau("correction", ADRESSE, PROFESSIONNELS)
        };
        let choix = lieux.iter().map(|(finess, nom)| Choix::new(finess, nom)).collect();
        acte.page((visite, cadre), &saisie, remarques, |atelier| {
            let champs = vec![
                atelier.texte("courriel"),
                atelier.texte("mobile"),
                atelier.liste("etablissement", choix),
                atelier.coche("rencontre"),
            ];
            vec![atelier.bloc("contact", champs)]
        })
    }

    async fn faire(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let Ok(personne) = saisie.lire("personne").parse::<IdentifiantNational>() else {
            return Ok(Redirect::to(PROFESSIONNELS).into_response());
        };
        let texte = |champ: &str| saisie.lire(champ).to_owned();
        let saisies = CoordonneesSaisies { mobile: texte("mobile"), courriel: texte("courriel") };
        let Ok(structure) = saisie.lire("etablissement").parse::<Finess>() else {
            let mut remarques = vec![Remarque::sur("etablissement", "remarque-etablissement-correction")];
            // everything that does not hold is told at once
            remarques.extend(saisies.verifier().err().iter().flatten().map(Remarque::from));
            return Err(Rendue::avec(saisie, remarques));
        };
        let face_a_face = saisie.cochee("rencontre");
        let nouvelle = NouvelleCorrection { personne: personne.clone(), structure, saisies, face_a_face };
        match visite.portail.0.contacts.corriger(agent, &nouvelle).await {
            Ok(_) => Ok(fiche::montrer(visite, agent, &personne, "fiche-correction").await),
            Err(cause) => Err(Rendue::avec(saisie, causes::remarques(&cause))),
        }
    }
}

/// Where the agent may act: number, name.
fn lieux(fiche: &FicheGestion) -> Vec<(String, String)> {
    let siens = fiche.situations.iter().filter(|vue| vue.version.is_some());
    let mut lieux: Vec<_> = siens
        .filter_map(|vue| vue.structure.as_ref())
        .map(|structure| (structure.details.finess.clone(), lieu::nom_ou_numero(structure)))
        .collect();
    lieux.sort();
    lieux.dedup();
    lieux
}

//! A certificate is revoked, and why. No fresh proof is asked for: a lost key waits for nobody (docs/decisions/0027).

use async_trait::async_trait;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::certificat::{CertificatId, RaisonRevocation};
use sante::IdentifiantNational;

use super::{cadre, guichet, montrer, suite, usage};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue};
use crate::formulaire::{Choix, Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/certificats/revoquer";

pub struct Revoquer;

#[async_trait]
impl DeuxTemps for Revoquer {
    const RETOUR: &'static str = super::ADRESSE;
    /// A lost key waits for nobody, not for the number of pages that were opened either.
    const SANS_TIERS: bool = true;

    async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let Some(guichet) = guichet(visite) else { return Redirect::to(Self::RETOUR).into_response() };
        let id = CertificatId::from(saisie.lire("certificat").to_owned());
        let (certificat, structure) = match guichet.lire(agent, &id).await {
            Ok(lu) => lu,
            Err(cause) => return causes::page(visite, &cause, Self::RETOUR),
        };
        let cadre = cadre(visite, Self::RETOUR);
        let faits = vec![
            (cadre.t("champ-nom-certificat"), certificat.nom.to_string()),
            (cadre.t("champ-logiciel"), certificat.logiciel.to_string()),
            (cadre.t("champ-emploi"), usage(&cadre, certificat.emploi)),
            (cadre.t("champ-ej"), lieu::nom_ou_numero(&structure)),
        ];
        let (caches, raisons) = (vec![("certificat", id.to_string())], raisons(&cadre));
        let acte = Acte { caches, faits, danger: true, ..Acte::nouveau("revocation", ADRESSE, Self::RETOUR) };
        acte.page((visite, cadre), saisie, remarques, |atelier| {
            vec![atelier.bloc("revocation", vec![atelier.liste("raison", raisons)])]
        })
    }

    async fn faire(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let Some(guichet) = guichet(visite) else { return Ok(Redirect::to(Self::RETOUR).into_response()) };
        let id = CertificatId::from(saisie.lire("certificat").to_owned());
        let Some(raison) = RaisonRevocation::lue(saisie.lire("raison")) else {
            let remarque = Remarque::sur("raison", "remarque-raison-certificat");
            return Err(Rendue::avec(saisie, vec![remarque]));
        };
        match guichet.revoquer(agent, &id, raison).await {
            Ok(issue) => Ok(montrer(visite, agent, (suite("certificats-revoque", issue), Vec::new())).await),
            Err(cause) => Err(Rendue::avec(saisie, causes::remarques(&cause))),
        }
    }
}

fn raisons(cadre: &Cadre) -> Vec<Choix> {
    let mot = |raison| match raison {
        RaisonRevocation::CleCompromise => "raison-cle",
        RaisonRevocation::Remplacee => "raison-remplacee",
        RaisonRevocation::CessationActivite => "raison-cessation",
    };
    RaisonRevocation::TOUTES.map(|raison| Choix::new(raison.as_str(), cadre.t(mot(raison)))).into()
}

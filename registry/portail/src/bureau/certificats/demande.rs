//! The request that the software made (PKCS#10) is brought, for what was ordered or for what takes over (CRT-08).

use async_trait::async_trait;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::Structure;
use registry_core::certificat::{Certificat, CertificatError, CertificatId, DemandeRefusee, Etape};
use sante::IdentifiantNational;

use super::{cadre, guichet, montrer, suite, usage};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue};
use crate::formulaire::{Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu};

pub const ADRESSE: &str = "/bureau/certificats/demande";

pub struct Deposer;

#[async_trait]
impl DeuxTemps for Deposer {
    const RETOUR: &'static str = super::ADRESSE;

    async fn page(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie, remarques: Vec<Remarque>) -> Response {
        let Some(guichet) = guichet(visite) else { return Redirect::to(Self::RETOUR).into_response() };
        let id = CertificatId::from(saisie.lire("certificat").to_owned());
        let (certificat, structure) = match guichet.lire(agent, &id).await {
            Ok(lu) => lu,
            Err(cause) => return causes::page(visite, &cause, Self::RETOUR),
        };
        let cadre = cadre(visite, Self::RETOUR);
        let acte = Acte {
            caches: vec![("certificat", id.to_string())],
            faits: faits(&cadre, &certificat, &structure),
            ..Acte::nouveau(mots(&certificat), ADRESSE, Self::RETOUR)
        };
        acte.page((visite, cadre), saisie, remarques, |atelier| {
            vec![atelier.bloc("pkcs10", vec![atelier.long("demande")])]
        })
    }

    async fn faire(visite: &Visite, agent: &IdentifiantNational, saisie: &Saisie) -> Result<Response, Rendue> {
        let Some(guichet) = guichet(visite) else { return Ok(Redirect::to(Self::RETOUR).into_response()) };
        let id = CertificatId::from(saisie.lire("certificat").to_owned());
        let rendre = |cause: CertificatError| {
            let gardee = match cause {
                // nobody reads it a second time
                CertificatError::Demande(DemandeRefusee::ClePrivee) => saisie.sans("demande"),
                _ => saisie.clone(),
            };
            Rendue::avec(&gardee, causes::remarques(&cause))
        };
        let (certificat, _) = guichet.lire(agent, &id).await.map_err(rendre)?;
        let texte = saisie.lire("demande");
        let (faite, issue) = match certificat.etape {
            Etape::Delivre(_) => ("certificats-renouvele", guichet.renouveler(agent, &id, texte).await),
            _ => ("certificats-delivre", guichet.retirer(agent, &id, texte).await),
        };
        let fait = suite(faite, issue.map_err(rendre)?);
        Ok(montrer(visite, agent, (fait, Vec::new())).await)
    }
}

const fn mots(certificat: &Certificat) -> &'static str {
    match certificat.etape {
        Etape::Delivre(_) => "renouvellement",
        _ => "depot",
    }
}

/// What the request is to say, and what it is for.
fn faits(cadre: &Cadre, certificat: &Certificat, structure: &Structure) -> Vec<(String, String)> {
    let refus = match &certificat.etape {
        Etape::Commande { refus } => refus.clone(),
        _ => None,
    };
    let faits = [
        ("certificat-nom-attendu", certificat.nom.to_string()),
        ("champ-logiciel", certificat.logiciel.to_string()),
        ("champ-emploi", usage(cadre, certificat.emploi)),
        ("champ-ej", lieu::nom_ou_numero(structure)),
        ("certificat-dernier-refus", refus.unwrap_or_default()),
    ];
    faits.into_iter().filter(|(_, valeur)| !valeur.is_empty()).map(|(mot, valeur)| (cadre.t(mot), valeur)).collect()
}

//! The request that the software made (PKCS#10) is brought, for what was ordered or for what takes over (CRT-08).

use async_trait::async_trait;
use axum::response::{IntoResponse as _, Redirect, Response};
use pages::Cadre;
use registry_core::Structure;
use registry_core::certificat::{
    Certificat, CertificatError, CertificatId, DemandeRefusee, Etape, contient_cle_privee,
};
use sante::IdentifiantNational;

use super::{cadre, guichet, montrer, suite, usage};
use crate::acte::Acte;
use crate::deux_temps::{DeuxTemps, Rendue};
use crate::formulaire::{Remarque, Saisie};
use crate::visite::Visite;
use crate::{causes, lieu, preuve};

pub const ADRESSE: &str = "/bureau/certificats/demande";

pub struct Deposer;

#[async_trait]
impl DeuxTemps for Deposer {
    const RETOUR: &'static str = super::ADRESSE;
    const SANS_TIERS: bool = true;

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
        let rendre = |cause: CertificatError| Rendue::avec(&montrable(saisie), causes::remarques(&cause));
        let (certificat, _) = guichet.lire(agent, &id).await.map_err(rendre)?;
        let texte = saisie.lire("demande");
        if contient_cle_privee(texte) {
            return Err(rendre(DemandeRefusee::ClePrivee.into()));
        }
        let Some(preuve) = preuve::montree(visite) else { return Ok(encore(visite, saisie).await) };
        let (faite, issue) = match certificat.etape {
            Etape::Delivre(_) => ("certificats-renouvele", guichet.renouveler(&preuve, &id, texte).await),
            _ => ("certificats-delivre", guichet.retirer(&preuve, &id, texte).await),
        };
        if matches!(issue, Err(CertificatError::PreuvePerimee)) {
            return Ok(encore(visite, saisie).await);
        }
        let fait = suite(faite, issue.map_err(rendre)?);
        Ok(montrer(visite, agent, (fait, Vec::new())).await)
    }
}

/// A private key that was pasted by mistake is read by nobody a second time.
fn montrable(saisie: &Saisie) -> Saisie {
    match contient_cle_privee(saisie.lire("demande")) {
        true => saisie.sans("demande"),
        false => saisie.clone(),
    }
}

async fn encore(visite: &Visite, saisie: &Saisie) -> Response {
    preuve::encore((visite, cadre(visite, super::ADRESSE)), saisie.clone(), super::detour(ADRESSE)).await
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

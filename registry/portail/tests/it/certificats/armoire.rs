//! Certificates in memory, as the registry keeps them.

use std::sync::Mutex;

use ambient::Seconds;
use async_trait::async_trait;
use registry_core::Structure;
use registry_core::certificat::{
    Certificat, CertificatError, CertificatId, Delivrance, Emploi, Etape, Jeu, Logiciel, NiveauCertificats,
    NomCertificat, NouvelleCommande, RaisonRevocation, Suite,
};
use registry_core::contact::PreuveForte;
use registry_core::idempotence::CleIdempotence;
use registry_portail::GuichetCertificats;
use sante::IdentifiantNational;

use super::TECHNICIEN;
use crate::decor::MAINTENANT;
use crate::guichets::Temoin;

/// A legal entity with what was ordered for it; judges names and requests as the registry does.
#[derive(Default)]
pub struct Armoire {
    pub certificats: Mutex<Vec<Certificat>>,
    /// The authority says nothing.
    pub muette: Mutex<bool>,
}

fn entite() -> Structure {
    let mut structure = Structure::entite_juridique(&"690990015".parse().unwrap());
    structure.details.raison_sociale = "ASSOCIATION FICTIVE LES TILLEULS".to_owned();
    structure
}

pub fn certificat(id: &str, emploi: Emploi, etape: Etape) -> Certificat {
    Certificat {
        id: CertificatId::from(id),
        ej: "690990015".parse().unwrap(),
        logiciel: Logiciel::lu("Dossier résident").unwrap(),
        emploi,
        nom: NomCertificat::lire(if emploi == Emploi::Insi { "INSI-AUTO-DUI" } else { "DUI-AUTH" }).unwrap(),
        etape,
        commande_par: TECHNICIEN.parse().unwrap(),
        commande_le: MAINTENANT,
        remplace: None,
    }
}

pub fn delivre() -> Etape {
    Etape::Delivre(Delivrance {
        serie: "4A".to_owned(),
        certificat: "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n".to_owned(),
        depuis: MAINTENANT,
        jusque: MAINTENANT.plus(Seconds::hours(24 * 365 * 3)),
        empreinte: "00".repeat(32),
        par: TECHNICIEN.parse().unwrap(),
    })
}

impl Armoire {
    fn changer(&self, id: &CertificatId, etape: Etape) -> Result<(), CertificatError> {
        let mut tous = self.certificats.lock().unwrap();
        let un = tous.iter_mut().find(|un| un.id == *id).ok_or(CertificatError::Inconnu)?;
        un.etape = etape;
        Ok(())
    }

    /// As the registry does.
    fn admettre(&self, preuve: &PreuveForte) -> Result<(), CertificatError> {
        if preuve.fraiche(MAINTENANT) { Ok(()) } else { Err(CertificatError::PreuvePerimee) }
    }

    fn signer(&self, preuve: &PreuveForte, id: &CertificatId, demande: &str) -> Result<Suite, CertificatError> {
        let lue = certificat_org::DemandeLue::lire(demande)?;
        self.admettre(preuve)?;
        let attendu = self.etape(id)?.nom;
        lue.pour(&attendu, "ASSOCIATION FICTIVE LES TILLEULS", "1690990015")?;
        if *self.muette.lock().unwrap() {
            return Ok(Suite::Gardee);
        }
        self.changer(id, delivre())?;
        Ok(Suite::Faite)
    }

    fn etape(&self, id: &CertificatId) -> Result<Certificat, CertificatError> {
        self.certificats.lock().unwrap().iter().find(|un| un.id == *id).cloned().ok_or(CertificatError::Inconnu)
    }
}

#[async_trait]
impl GuichetCertificats for Temoin {
    async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<NiveauCertificats>, CertificatError> {
        let certificats = self.armoire.certificats.lock().unwrap().clone();
        let manquants = Emploi::TOUS.into_iter().filter(|emploi| certificats.iter().all(|un| un.emploi != *emploi));
        let jeu = |un: &Certificat| Jeu {
            logiciel: un.logiciel.clone(),
            certificats: certificats.clone(),
            manquants: manquants.clone().collect(),
        };
        Ok(vec![NiveauCertificats {
            structure: entite(),
            peut_administrer: agent.to_string() == TECHNICIEN,
            peut_revoquer: true,
            jeux: certificats.first().map(jeu).into_iter().collect(),
        }])
    }

    async fn lire(
        &self,
        _: &IdentifiantNational,
        id: &CertificatId,
    ) -> Result<(Certificat, Structure), CertificatError> {
        Ok((self.armoire.etape(id)?, entite()))
    }

    async fn commander(
        &self,
        preuve: &PreuveForte,
        _: &CleIdempotence,
        nouvelle: NouvelleCommande,
    ) -> Result<CertificatId, CertificatError> {
        self.armoire.admettre(preuve)?;
        let nom = NomCertificat::lire(&nouvelle.nom).map_err(CertificatError::Nom)?;
        if !nom.convient(nouvelle.emploi) {
            return Err(CertificatError::NomPourAutreChose);
        }
        let commande = Certificat { nom, ..certificat("c", nouvelle.emploi, Etape::NOUVELLE) };
        self.armoire.certificats.lock().unwrap().push(commande);
        Ok(CertificatId::from("c"))
    }

    async fn annuler(&self, agent: &IdentifiantNational, id: &CertificatId) -> Result<(), CertificatError> {
        self.armoire.changer(id, Etape::Annule { par: agent.clone(), le: MAINTENANT })
    }

    async fn retirer(&self, preuve: &PreuveForte, id: &CertificatId, demande: &str) -> Result<Suite, CertificatError> {
        self.armoire.signer(preuve, id, demande)
    }

    async fn renouveler(
        &self,
        preuve: &PreuveForte,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError> {
        self.armoire.signer(preuve, id, demande)
    }

    async fn revoquer(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        raison: RaisonRevocation,
    ) -> Result<Suite, CertificatError> {
        let Some(delivrance) = self.armoire.etape(id)?.etape.delivrance().cloned() else {
            return Err(CertificatError::AutreEtape);
        };
        self.armoire.changer(id, Etape::Revoque { delivrance, raison, par: agent.clone(), le: MAINTENANT })?;
        Ok(Suite::Faite)
    }
}

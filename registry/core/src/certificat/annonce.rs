//! Who answers for a legal entity hears of its certificates: the représentant légal and the administrateurs techniques.

use super::{Administration, Certificat, Etape};
use crate::avis::{Avis, CertificatDit, SuiteCertificat};
use crate::habilitation::{Perimetre, Titre};
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

/// An extraction names a legal entity by its number alone.
pub fn raison_sociale(lieu: &Structure) -> String {
    match lieu.details.raison_sociale.as_str() {
        "" => format!("FINESS {}", lieu.details.finess),
        nom => nom.to_owned(),
    }
}

impl Administration {
    /// In the transaction that writes it.
    pub(super) async fn annoncer(
        &self,
        chantier: &mut dyn Chantier,
        certificat: &Certificat,
        lieu: &Structure,
    ) -> Result<(), PortError> {
        match suite(&certificat.etape) {
            Some(suite) => self.prevenir(chantier, (certificat, lieu), suite).await,
            None => Ok(()),
        }
    }

    pub(super) async fn prevenir(
        &self,
        chantier: &mut dyn Chantier,
        (certificat, lieu): (&Certificat, &Structure),
        suite: SuiteCertificat,
    ) -> Result<(), PortError> {
        let maintenant = self.guichet.maintenant();
        let mut nommees = chantier.nommees(&Perimetre::EntiteJuridique(certificat.ej.clone())).await?;
        nommees.retain(|une| {
            let concerne = matches!(une.titre, Titre::RepresentantLegal | Titre::AdministrateurTechnique);
            concerne && une.periode.contient(maintenant)
        });
        let mut personnes: Vec<_> = nommees.into_iter().map(|une| une.personne).collect();
        personnes.sort_by_key(ToString::to_string);
        personnes.dedup();
        for connue in chantier.connues(&personnes).await? {
            let dit = CertificatDit {
                prenom: connue.personne.etat_civil().prenom().to_owned(),
                lieu: raison_sociale(lieu),
                nom: certificat.nom.to_string(),
                logiciel: certificat.logiciel.to_string(),
                emploi: certificat.emploi,
                suite: suite.clone(),
            };
            self.guichet.avertir(chantier, &connue, lieu, Avis::Certificat(Box::new(dit))).await?;
        }
        Ok(())
    }
}

fn suite(etape: &Etape) -> Option<SuiteCertificat> {
    match etape {
        Etape::Delivre(delivrance) => Some(SuiteCertificat::Delivre { jusque: delivrance.jusque }),
        Etape::Revoque { raison, le, .. } => Some(SuiteCertificat::Revoque { raison: *raison, le: *le }),
        Etape::Commande { refus: Some(motif) } => Some(SuiteCertificat::Refuse { motif: motif.clone() }),
        _ => None,
    }
}

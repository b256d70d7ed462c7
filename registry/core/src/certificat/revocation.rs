use certificat_org::RaisonRevocation;
use sante::IdentifiantNational;

use super::acces::Acte;
use super::{Administration, Certificat, CertificatError, CertificatId, Etape, Suite};
use crate::guichet::structure;
use crate::habilitation::HorsPerimetre;
use crate::journal::CertificatActe;
use crate::port::Chantier;
use crate::structure::Structure;

impl Administration {
    /// Decided from this instant on; who trusts certificates refuses it as soon as the authority says so. Twice is once.
    pub async fn revoquer(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
        raison: RaisonRevocation,
    ) -> Result<Suite, CertificatError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let (avant, _) = self.sien(chantier.as_mut(), (agent, Acte::Revoquer), id).await?;
        match avant.etape.clone() {
            Etape::Delivre(delivrance) => {
                let (par, le) = (agent.clone(), self.guichet.maintenant());
                let apres = Certificat { etape: Etape::ARevoquer { delivrance, raison, par, le }, ..avant };
                chantier.ecrire_certificat(&apres).await?;
                self.clore(chantier, CertificatActe::de(agent, &apres)).await?;
            }
            Etape::ARevoquer { .. } | Etape::Revoque { .. } => drop(chantier),
            _ => return Err(CertificatError::AutreEtape),
        }
        self.poursuivre(id).await
    }

    /// The authority has done it.
    pub(super) async fn revoque(&self, lu: &Certificat) -> Result<Suite, CertificatError> {
        let Etape::ARevoquer { delivrance, raison, par, le } = lu.etape.clone() else { return Ok(Suite::Faite) };
        let mut chantier = self.guichet.registre.chantier().await?;
        if chantier.certificat(&lu.id).await?.as_ref() != Some(lu) {
            return Ok(Suite::Faite);
        }
        let lieu = structure(chantier.as_mut(), &lu.ej).await?.ok_or(CertificatError::Inconnu)?;
        let acte = |apres: &Certificat| CertificatActe::de(&par, apres);
        let etape = Etape::Revoque { delivrance, raison, par: par.clone(), le };
        let apres = Certificat { etape, ..lu.clone() };
        chantier.ecrire_certificat(&apres).await?;
        self.annoncer(chantier.as_mut(), &apres, &lieu).await?;
        self.clore(chantier, acte(&apres)).await?;
        Ok(Suite::Faite)
    }

    /// The certificate and its legal entity, for who may do that; whoever may not does not hear that it exists.
    pub(super) async fn sien(
        &self,
        chantier: &mut dyn Chantier,
        (agent, acte): (&IdentifiantNational, Acte),
        id: &CertificatId,
    ) -> Result<(Certificat, Structure), CertificatError> {
        let certificat = chantier.certificat(id).await?.ok_or(CertificatError::Inconnu)?;
        let lieu = self.pouvoir(chantier, (agent, acte), &certificat.ej).await.map_err(|refus| match refus {
            CertificatError::Droit(HorsPerimetre::HorsDuPerimetre | HorsPerimetre::SansHabilitation) => {
                CertificatError::Inconnu
            }
            autre => autre,
        })?;
        Ok((certificat, lieu))
    }

    /// Tells the journal, then commits.
    pub(super) async fn clore(&self, chantier: Box<dyn Chantier>, acte: CertificatActe) -> Result<(), CertificatError> {
        self.guichet.journal.consigner(crate::journal::Acte::Certificat(acte)).await?;
        Ok(chantier.valider().await?)
    }
}

use certificat_org::{Emploi, NomCertificat};
use sante::{Finess, IdentifiantNational};
use serde::Serialize;

use super::acces::Acte;
use super::{Administration, Certificat, CertificatError, CertificatId, Etape, Logiciel};
use crate::contact::PreuveForte;
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::journal::CertificatActe;
use crate::port::Chantier;

/// What is ordered, as it was typed.
#[derive(Clone, Debug, Serialize)]
pub struct NouvelleCommande {
    pub ej: Finess,
    pub logiciel: String,
    pub emploi: Emploi,
    /// The common name.
    pub nom: String,
}

impl Administration {
    /// One certificate more for the legal entity; the request comes next.
    ///
    /// # Errors
    /// [`CertificatError::PreuvePerimee`] before anything is looked at.
    pub async fn commander(
        &self,
        preuve: &PreuveForte,
        cle: &CleIdempotence,
        nouvelle: NouvelleCommande,
    ) -> Result<CertificatId, CertificatError> {
        self.prouve(preuve)?;
        let agent = &preuve.personne;
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "commander-certificat", &nouvelle)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<CertificatId, CertificatError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        self.pouvoir(chantier.as_mut(), (agent, Acte::Administrer), &nouvelle.ej).await?;
        let certificat = self.ouvrir(agent, nouvelle)?;
        self.admettre(chantier.as_mut(), &certificat).await?;
        chantier.ecrire_certificat(&certificat).await?;
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &certificat.id).await?;
        self.clore(chantier, CertificatActe::de(agent, &certificat)).await?;
        Ok(certificat.id)
    }

    /// Gives an order up for which no request was brought.
    pub async fn annuler(&self, agent: &IdentifiantNational, id: &CertificatId) -> Result<(), CertificatError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = self.sien(chantier.as_mut(), (agent, Acte::Administrer), id).await?.0;
        if !matches!(avant.etape, Etape::Commande { .. }) {
            return Err(CertificatError::AutreEtape);
        }
        let etape = Etape::Annule { par: agent.clone(), le: self.guichet.maintenant() };
        let apres = Certificat { etape, ..avant };
        chantier.ecrire_certificat(&apres).await?;
        self.clore(chantier, CertificatActe::de(agent, &apres)).await
    }

    fn ouvrir(&self, agent: &IdentifiantNational, nouvelle: NouvelleCommande) -> Result<Certificat, CertificatError> {
        let NouvelleCommande { ej, logiciel, emploi, nom } = nouvelle;
        let logiciel = Logiciel::lu(&logiciel).ok_or(CertificatError::Logiciel)?;
        let nom = NomCertificat::lire(nom.trim()).map_err(CertificatError::Nom)?;
        if !nom.convient(emploi) {
            return Err(CertificatError::NomPourAutreChose);
        }
        Ok(Certificat {
            id: CertificatId::from(self.guichet.ambient.chance.token()),
            ej,
            logiciel,
            emploi,
            nom,
            etape: Etape::NOUVELLE,
            commande_par: agent.clone(),
            commande_le: self.guichet.maintenant(),
            remplace: None,
        })
    }

    /// One certificate for each use of each software, each with a name of its own (CRT-07).
    async fn admettre(&self, chantier: &mut dyn Chantier, nouveau: &Certificat) -> Result<(), CertificatError> {
        let maintenant = self.guichet.maintenant();
        let mut vivants = chantier.certificats_de(&nouveau.ej).await?;
        vivants.retain(|un| un.vivant(maintenant));
        if vivants.iter().any(|un| un.emploi == nouveau.emploi && un.logiciel.meme(&nouveau.logiciel)) {
            return Err(CertificatError::DejaCommande);
        }
        let pris = |un: &Certificat| un.nom.as_str().eq_ignore_ascii_case(nouveau.nom.as_str());
        if vivants.iter().any(pris) { Err(CertificatError::NomPris) } else { Ok(()) }
    }
}

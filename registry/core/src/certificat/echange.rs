//! The request of the software goes to the authority, and its answer comes back: two transactions, and the network between.

use certificat_org::{Commande, Delivre, DemandeLue, struct_id_nat};
use sante::IdentifiantNational;

use super::acces::Acte;
use super::annonce::raison_sociale;
use super::{Administration, Certificat, CertificatError, CertificatId, Delivrance, Etape, IgcError};
use crate::contact::PreuveForte;
use crate::journal::CertificatActe;
use crate::nomenclature::departement_ecrit;
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

/// How far an act came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    Faite,
    /// It is decided and kept; the authority is asked again until it answers.
    Gardee,
    /// The authority refuses this request: the order waits for another one.
    Refusee,
}

/// How many of those that wait are asked for in one round.
const TOUR: u32 = 50;

impl Administration {
    /// Brings the request of the software (PKCS#10) for what was ordered. The same one twice is once.
    ///
    /// # Errors
    /// A text that is no request is told before anybody is asked to show who they are once more.
    pub async fn retirer(
        &self,
        preuve: &PreuveForte,
        id: &CertificatId,
        demande: &str,
    ) -> Result<Suite, CertificatError> {
        let lue = DemandeLue::lire(demande)?;
        self.prouve(preuve)?;
        let agent = &preuve.personne;
        let mut chantier = self.guichet.registre.chantier().await?;
        let (avant, lieu) = self.sien(chantier.as_mut(), (agent, Acte::Administrer), id).await?;
        match &avant.etape {
            Etape::Commande { .. } => {
                let apres = self.demander(chantier.as_mut(), (agent, &lieu), (avant, &lue, demande)).await?;
                self.clore(chantier, CertificatActe::de(agent, &apres)).await?;
            }
            // of what was revoked since, nobody hears that it was issued
            Etape::EnCours { empreinte, .. } | Etape::Delivre(Delivrance { empreinte, .. })
                if *empreinte == lue.empreinte =>
            {
                // the answer of the authority is written by another one
                drop(chantier);
            }
            _ => return Err(CertificatError::AutreEtape),
        }
        self.poursuivre(id).await
    }

    /// Orders the one that takes over, with its request at once. Both are good until the first ends or is revoked, so that a
    /// service is never without.
    ///
    /// # Errors
    /// As [`Self::retirer`]; [`CertificatError::AutreEtape`] of one that has ended: what was ordered since may bear its name.
    pub async fn renouveler(
        &self,
        preuve: &PreuveForte,
        id: &CertificatId,
        demande: &str,
    ) -> Result<(CertificatId, Suite), CertificatError> {
        let lue = DemandeLue::lire(demande)?;
        self.prouve(preuve)?;
        let agent = &preuve.personne;
        let mut chantier = self.guichet.registre.chantier().await?;
        let (ancien, lieu) = self.sien(chantier.as_mut(), (agent, Acte::Administrer), id).await?;
        let maintenant = self.guichet.maintenant();
        let mut suivants = chantier.certificats_de(&ancien.ej).await?;
        suivants.retain(|un| un.remplace.as_ref() == Some(id) && un.vivant(maintenant));
        let suivant = match suivants.pop() {
            Some(suivant) if suivant.etape.empreinte() == Some(&lue.empreinte) => {
                // the answer of the authority is written by another one
                drop(chantier);
                suivant.id
            }
            Some(_) => return Err(CertificatError::DejaRemplace),
            None if !(matches!(ancien.etape, Etape::Delivre(_)) && ancien.vivant(maintenant)) => {
                return Err(CertificatError::AutreEtape);
            }
            None => {
                let id = CertificatId::from(self.guichet.ambient.chance.token());
                let suivant = ancien.suivant(id, (agent, maintenant));
                let apres = self.demander(chantier.as_mut(), (agent, &lieu), (suivant, &lue, demande)).await?;
                let id = apres.id.clone();
                self.clore(chantier, CertificatActe::de(agent, &apres)).await?;
                id
            }
        };
        let suite = self.poursuivre(&suivant).await?;
        Ok((suivant, suite))
    }

    /// Asks the authority again for everything that it did not answer, revocations first. What is out of reach stays for the next
    /// round, and holds back no other: an authority may have lost one order and know the rest.
    pub async fn tour(&self) -> Result<(), PortError> {
        for id in self.certificats.certificats_en_attente(TOUR).await? {
            match self.poursuivre(&id).await {
                Ok(Suite::Faite | Suite::Gardee | Suite::Refusee) => {}
                Err(CertificatError::Port(cause)) => return Err(cause),
                // somebody was there first
                Err(_) => {}
            }
        }
        Ok(())
    }

    async fn demander(
        &self,
        chantier: &mut dyn Chantier,
        (agent, lieu): (&IdentifiantNational, &Structure),
        (avant, lue, demande): (Certificat, &DemandeLue, &str),
    ) -> Result<Certificat, CertificatError> {
        lue.pour(&avant.nom, &raison_sociale(lieu), &struct_id_nat(avant.ej.as_str()))?;
        if chantier.cle_certifiee(&lue.empreinte).await? {
            return Err(CertificatError::CleDejaServie);
        }
        let (par, le) = (agent.clone(), self.guichet.maintenant());
        let (demande, empreinte) = (demande.to_owned(), lue.empreinte.clone());
        let apres = Certificat { etape: Etape::EnCours { demande, empreinte, par, le }, ..avant };
        chantier.ecrire_certificat(&apres).await?;
        Ok(apres)
    }

    /// What the authority has to do about this one, done if it answers.
    pub(super) async fn poursuivre(&self, id: &CertificatId) -> Result<Suite, CertificatError> {
        let lu = self.certificats.certificat_lu(id).await?.ok_or(CertificatError::Inconnu)?;
        match &lu.etape {
            Etape::EnCours { demande, .. } => {
                let lieu = self.guichet.registre.structure(&lu.ej).await?.ok_or(CertificatError::Inconnu)?;
                let reponse = self.igc.delivrer(id, &commande(&lu, &lieu, demande)).await;
                self.conclure(&lu, &lieu, reponse).await
            }
            Etape::ARevoquer { raison, .. } => match self.igc.revoquer(id, *raison).await {
                Ok(()) => self.revoque(&lu).await,
                Err(cause) => Ok(gardee(id, &cause)),
            },
            _ => Ok(Suite::Faite),
        }
    }

    /// What the authority answered, unless somebody was faster.
    async fn conclure(
        &self,
        lu: &Certificat,
        lieu: &Structure,
        reponse: Result<Delivre, IgcError>,
    ) -> Result<Suite, CertificatError> {
        let Etape::EnCours { empreinte, par, .. } = &lu.etape else { return Ok(Suite::Faite) };
        let (etape, suite) = match reponse {
            Ok(Delivre { serie, certificat, depuis, jusque }) => {
                let (empreinte, par) = (empreinte.clone(), par.clone());
                (Etape::Delivre(Delivrance { serie, certificat, depuis, jusque, empreinte, par }), Suite::Faite)
            }
            Err(IgcError::Refus(motif)) => (Etape::Commande { refus: Some(motif) }, Suite::Refusee),
            Err(cause @ IgcError::Injoignable(_)) => return Ok(gardee(&lu.id, &cause)),
        };
        let mut chantier = self.guichet.registre.chantier().await?;
        if chantier.certificat(&lu.id).await?.as_ref() != Some(lu) {
            return Ok(Suite::Faite);
        }
        let apres = Certificat { etape, ..lu.clone() };
        chantier.ecrire_certificat(&apres).await?;
        self.annoncer(chantier.as_mut(), &apres, lieu).await?;
        self.clore(chantier, CertificatActe::de(par, &apres)).await?;
        Ok(suite)
    }
}

fn commande(certificat: &Certificat, lieu: &Structure, demande: &str) -> Commande {
    Commande {
        usage: certificat.emploi.usage(),
        nom: certificat.nom.clone(),
        raison_sociale: raison_sociale(lieu),
        structure: struct_id_nat(certificat.ej.as_str()),
        departement: departement_ecrit(&lieu.details.code_commune),
        demande: demande.to_owned(),
    }
}

fn gardee(id: &CertificatId, cause: &IgcError) -> Suite {
    tracing::warn!(certificate.id = %id, %cause, "kept, and asked again");
    Suite::Gardee
}

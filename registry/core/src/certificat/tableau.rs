use certificat_org::Emploi;
use sante::IdentifiantNational;

use super::acces::{Acte, permis};
use super::{Administration, Certificat, CertificatError, CertificatId, Logiciel};
use crate::habilitation::{Agent, HorsPerimetre, Perimetre, connaitre};
use crate::journal::{self, CertificatActe};
use crate::structure::Structure;

/// One legal entity whose certificates the agent sees.
#[derive(Clone, Debug)]
pub struct NiveauCertificats {
    pub structure: Structure,
    pub peut_administrer: bool,
    pub peut_revoquer: bool,
    /// Software by software; ended ones come last.
    pub jeux: Vec<Jeu>,
}

/// The certificates of one software.
#[derive(Clone, Debug)]
pub struct Jeu {
    pub logiciel: Logiciel,
    pub certificats: Vec<Certificat>,
    /// Uses for which none is ordered or good: three are the least (CRT-05).
    pub manquants: Vec<Emploi>,
}

impl Administration {
    /// What an agent sees, told to the journal before it is shown. Nothing for who neither administers nor names.
    pub async fn tableau(&self, agent: &IdentifiantNational) -> Result<Vec<NiveauCertificats>, CertificatError> {
        let (lui, entites) = self.entites(agent).await?;
        let mut niveaux = Vec::with_capacity(entites.len());
        for structure in entites {
            let ej = structure.details.finess_ej.parse().map_err(|_| CertificatError::Inconnu)?;
            let certificats = self.certificats.certificats_sur(&ej).await?;
            niveaux.push(NiveauCertificats {
                peut_administrer: permis(&lui, Acte::Administrer, &structure).is_ok(),
                peut_revoquer: permis(&lui, Acte::Revoquer, &structure).is_ok(),
                jeux: self.jeux(certificats),
                structure,
            });
        }
        let nombre = niveaux.iter().flat_map(|niveau| &niveau.jeux).map(|jeu| jeu.certificats.len()).sum();
        let acte = CertificatActe::Lus { agent: agent.clone(), nombre };
        self.guichet.journal.consigner(journal::Acte::Certificat(acte)).await?;
        Ok(niveaux)
    }

    /// One of them, for who sees its legal entity.
    pub async fn lire(
        &self,
        agent: &IdentifiantNational,
        id: &CertificatId,
    ) -> Result<(Certificat, Structure), CertificatError> {
        let lu = self.certificats.certificat_lu(id).await?.ok_or(CertificatError::Inconnu)?;
        let (_, entites) = self.entites(agent).await?;
        let sienne = entites.into_iter().find(|structure| structure.details.finess_ej == lu.ej.as_str());
        Ok((lu, sienne.ok_or(CertificatError::Inconnu)?))
    }

    /// The legal entities at which the agent administers or names, with what they may do.
    async fn entites(&self, agent: &IdentifiantNational) -> Result<(Agent, Vec<Structure>), CertificatError> {
        let registre = self.guichet.registre.as_ref();
        let lui = connaitre::<CertificatError>(registre, agent, self.guichet.maintenant()).await?;
        let mut entites: Vec<Structure> = Vec::new();
        for habilitation in &lui.habilitations {
            let Perimetre::EntiteJuridique(ej) = &habilitation.perimetre else { continue };
            let structure = registre.structure(ej).await?.ok_or(HorsPerimetre::HorsDuPerimetre)?;
            let nouvelle = entites.iter().all(|autre| autre.cle != structure.cle);
            let sienne = permis(&lui, Acte::Revoquer, &structure);
            if nouvelle && sienne.is_ok() {
                entites.push(structure);
            }
        }
        Ok((lui, entites))
    }

    fn jeux(&self, certificats: Vec<Certificat>) -> Vec<Jeu> {
        let maintenant = self.guichet.maintenant();
        let mut jeux: Vec<Jeu> = Vec::new();
        for certificat in certificats {
            match jeux.iter_mut().find(|jeu| jeu.logiciel.meme(&certificat.logiciel)) {
                Some(jeu) => jeu.certificats.push(certificat),
                None => {
                    let (logiciel, certificats) = (certificat.logiciel.clone(), vec![certificat]);
                    jeux.push(Jeu { logiciel, certificats, manquants: Vec::new() });
                }
            }
        }
        for jeu in &mut jeux {
            jeu.certificats.sort_by_key(|un| !un.vivant(maintenant));
            let vivant =
                |emploi: &Emploi| jeu.certificats.iter().any(|un| un.emploi == *emploi && un.vivant(maintenant));
            jeu.manquants = Emploi::TOUS.into_iter().filter(|emploi| !vivant(emploi)).collect();
        }
        jeux
    }
}

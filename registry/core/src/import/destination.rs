use std::collections::{HashMap, HashSet};

use ambient::Timestamp;
use sante::IdentifiantNational;

use super::chargement::Chargement;
use super::empreinte::Empreinte;
use super::par_personne::ParPersonne;
use crate::port::{Chantier, Connue, Ecritures, PortError, Registre};
use crate::source::Source;
use crate::structure::{CleStructure, Structure};

/// Where an import goes: into a registry that knows people, or into one that knows nobody and is asked nothing.
pub enum Destination {
    Connue(Box<dyn Chantier>),
    Vierge(Box<dyn Chargement>),
}

impl Destination {
    pub async fn ouvrir(registre: &dyn Registre) -> Result<Self, PortError> {
        Ok(match registre.chargement().await? {
            Some(chargement) => Self::Vierge(chargement),
            None => Self::Connue(registre.chantier().await?),
        })
    }

    /// The active people that extractions brought.
    pub async fn base(&mut self) -> Result<u64, PortError> {
        match self {
            Self::Connue(chantier) => chantier.nombre_actives(Source::Extraction).await,
            Self::Vierge(_) => Ok(0),
        }
    }

    pub async fn empreintes(&mut self) -> Result<ParPersonne<Empreinte>, PortError> {
        match self {
            Self::Connue(chantier) => chantier.empreintes().await,
            Self::Vierge(_) => Ok(ParPersonne::default()),
        }
    }

    pub async fn connues(&mut self, personnes: &[IdentifiantNational]) -> Result<Vec<Connue>, PortError> {
        match self {
            Self::Connue(chantier) => chantier.connues(personnes).await,
            Self::Vierge(_) => Ok(Vec::new()),
        }
    }

    pub async fn structures(&mut self, cles: &[CleStructure]) -> Result<HashMap<CleStructure, Structure>, PortError> {
        match self {
            Self::Connue(chantier) => chantier.structures(cles).await,
            Self::Vierge(_) => Ok(HashMap::new()),
        }
    }

    /// Those of which FINESS has said what they are: it is the reference of legal persons (DIR-05).
    pub async fn decrites(&mut self, cles: &[CleStructure]) -> Result<HashSet<CleStructure>, PortError> {
        match self {
            Self::Connue(chantier) => Ok(chantier.faits_finess(cles).await?.into_keys().collect()),
            Self::Vierge(_) => Ok(HashSet::new()),
        }
    }

    pub async fn actives(
        &mut self,
        apres: Option<&IdentifiantNational>,
        limite: u32,
    ) -> Result<Vec<IdentifiantNational>, PortError> {
        match self {
            Self::Connue(chantier) => chantier.actives(Source::Extraction, apres, limite).await,
            Self::Vierge(_) => Ok(Vec::new()),
        }
    }

    pub async fn rattaches(
        &mut self,
        structure: &CleStructure,
        maintenant: Timestamp,
    ) -> Result<Vec<IdentifiantNational>, PortError> {
        match self {
            Self::Connue(chantier) => chantier.rattaches(structure, maintenant).await,
            Self::Vierge(_) => Ok(Vec::new()),
        }
    }

    pub async fn ecrire(&mut self, ecritures: &Ecritures, survenu: Timestamp) -> Result<(), PortError> {
        match self {
            Self::Connue(chantier) => chantier.ecrire(ecritures, survenu).await,
            Self::Vierge(chargement) => chargement.verser(ecritures, survenu).await,
        }
    }

    pub async fn valider(self) -> Result<(), PortError> {
        match self {
            Self::Connue(chantier) => chantier.valider().await,
            Self::Vierge(chargement) => chargement.valider().await,
        }
    }
}

//! The guichet of this registry, on which every act at the portal stands.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ambient::Ambient;
use registry_core::guichet::Guichet;
use registry_core::nomenclature::{NomenclatureError, Referentiel};
use registry_core::numero::Plage;
use registry_core::page::Tranche;
use registry_core::port::PortError;
use registry_core::profession_demandee::{
    FiltreProfessions, Inscription, Portee, ProfessionsDemandees as _, StadeProfession,
};
use registry_store::Magasin;

use crate::audit::Audit;
use crate::config::{Config, Mode, Nomenclatures};

#[derive(Debug, thiserror::Error)]
pub enum NomenclaturesError {
    #[error("nomenclatures.{cle}: {chemin} cannot be read: {cause}. Name a file that exists, or leave the key out")]
    Fichier { cle: &'static str, chemin: PathBuf, cause: std::io::Error },
    #[error("nomenclatures: {0}")]
    Liste(#[from] NomenclatureError),
    #[error("nomenclatures: {0}")]
    Retenues(#[from] PortError),
}

pub async fn ouvrir(
    config: &Config,
    ambient: Ambient,
    magasin: &Magasin,
    journal: Arc<Audit>,
) -> Result<Guichet, NomenclaturesError> {
    let registre = Arc::new(magasin.clone());
    let listes = referentiel(&config.nomenclatures)?;
    let referentiel = Arc::new(Referentiel::clone(&listes).avec_retenues(&retenues(magasin).await?));
    Ok(Guichet { ambient, registre, journal, referentiel, plage: plage(config) })
}

/// What the ANS has accepted here is in the list from its first day on, at the next start of the service (ROL-08, ROL-09).
async fn retenues(magasin: &Magasin) -> Result<Vec<Inscription>, PortError> {
    let (filtre, toutes) =
        (FiltreProfessions::au_stade(StadeProfession::Retenue), Tranche { apres: None, limite: u32::MAX });
    let lues = magasin.lister_professions(Portee::Toutes, &filtre, toutes).await?;
    Ok(lues.iter().filter_map(|une| une.etape.inscription().cloned()).collect())
}

/// Outside a sandbox a number is given by whoever was set a range aside, and by nobody else.
fn plage(config: &Config) -> Plage {
    let sans = if config.mode == Mode::Sandbox { Plage::BAC_A_SABLE } else { Plage::AUCUNE };
    config.numeros.and_then(|numeros| numeros.plage()).unwrap_or(sans)
}

/// The compiled lists, but for those that the operator gives.
fn referentiel(donnees: &Nomenclatures) -> Result<Arc<Referentiel>, NomenclaturesError> {
    let mut referentiel = Referentiel::embarque();
    if let Some(chemin) = &donnees.communes {
        referentiel = Arc::new(Referentiel::clone(&referentiel).avec_communes(&lire("communes", chemin)?)?);
    }
    if let Some(chemin) = &donnees.pays {
        referentiel = Arc::new(Referentiel::clone(&referentiel).avec_pays(&lire("pays", chemin)?)?);
    }
    if let Some(chemin) = &donnees.professions {
        referentiel = Arc::new(Referentiel::clone(&referentiel).avec_professions(&lire("professions", chemin)?)?);
    }
    if donnees.etudiants {
        referentiel = Arc::new(Referentiel::clone(&referentiel).avec_etudiants(true));
    }
    Ok(referentiel)
}

fn lire(cle: &'static str, chemin: &Path) -> Result<String, NomenclaturesError> {
    let fichier = |cause| NomenclaturesError::Fichier { cle, chemin: chemin.to_owned(), cause };
    std::fs::read_to_string(chemin).map_err(fichier)
}

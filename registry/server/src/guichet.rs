//! The guichet of this registry, on which every act at the portal stands.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ambient::Ambient;
use registry_core::guichet::Guichet;
use registry_core::nomenclature::{NomenclatureError, Referentiel};
use registry_core::numero::Plage;
use registry_store::Magasin;

use crate::audit::Audit;
use crate::config::{Config, Mode, Nomenclatures};

#[derive(Debug, thiserror::Error)]
pub enum NomenclaturesError {
    #[error("nomenclatures.{cle}: {chemin} cannot be read: {cause}. Name a file that exists, or leave the key out")]
    Fichier { cle: &'static str, chemin: PathBuf, cause: std::io::Error },
    #[error("nomenclatures: {0}")]
    Liste(#[from] NomenclatureError),
}

pub fn ouvrir(
    config: &Config,
    ambient: Ambient,
    magasin: &Magasin,
    journal: Arc<Audit>,
) -> Result<Guichet, NomenclaturesError> {
    let registre = Arc::new(magasin.clone());
    let referentiel = referentiel(&config.nomenclatures)?;
    Ok(Guichet { ambient, registre, journal, referentiel, plage: plage(config) })
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
    if donnees.etudiants {
        referentiel = Arc::new(Referentiel::clone(&referentiel).avec_etudiants(true));
    }
    Ok(referentiel)
}

fn lire(cle: &'static str, chemin: &Path) -> Result<String, NomenclaturesError> {
    let fichier = |cause| NomenclaturesError::Fichier { cle, chemin: chemin.to_owned(), cause };
    std::fs::read_to_string(chemin).map_err(fichier)
}

//! The registry of the sandbox: opened, and filled at first start by a real import of invented people.

mod guichet;
mod reglages;

use std::path::PathBuf;

use ambient::Ambient;
use jiff::civil::{Date, date};
use registry_core::finess::FinessImportError;
use registry_server::{Consigne, ImportError, Registry, RegistryError, Tls, debut_du_jour};

use crate::dossier::{Dossier, DossierError};
use crate::population;
use crate::ports::Ports;
use guichet::GuichetError;
pub use reglages::{CLE_ANNUAIRE, PORTAIL, SECRET_FRANCECONNECT};

/// From when everything invented holds.
const PREMIER_JOUR: Date = date(2_026, 1, 5);

/// Legal entities, then establishments.
const FINESS: [&str; 2] = [include_str!("../data/finess-ej.csv"), include_str!("../data/finess-eg.csv")];

/// Written once the first import is whole, with how many people it brought.
const POPULATION: &str = "registre/population.txt";

pub struct Registre {
    pub registry: Registry,
    /// The file of the key with which the provider asks.
    pub cle: PathBuf,
    pub personnes: u64,
}

/// Where the registry of the sandbox stands.
pub struct Lieu<'a> {
    pub dossier: &'a Dossier,
    pub ports: Ports,
    pub tls: Tls,
    /// The authority of every certificate here.
    pub autorite: PathBuf,
    /// A file that holds the address of PostgreSQL; `None`: SQLite in the folder.
    pub sql: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum RegistreError {
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error("the registry: {0}")]
    Registry(#[from] RegistryError),
    #[error("the registry's key: {0}")]
    Cle(#[from] ambient::RestKeyError),
    #[error("the invented people were not taken in: {0}")]
    Import(#[from] ImportError),
    #[error(transparent)]
    Guichet(#[from] GuichetError),
    #[error("the invented structures were not taken in: {0}")]
    Finess(#[from] FinessImportError),
    #[error("the figures of the registry were not taken: {0}")]
    Figures(#[from] registry_core::port::PortError),
    #[error("the invented people were not taken in whole: {0} rows refused")]
    Lignes(u64),
}

impl Registre {
    pub async fn ouvrir(lieu: Lieu<'_>, nombre: usize, ambient: &Ambient) -> Result<Self, RegistreError> {
        let dossier = lieu.dossier;
        let cle = dossier.une_fois("cles/registre-api", || ambient.chance.token())?;
        let config = reglages::config(lieu, &cle, ambient)?;
        let registry = Registry::open(&config, ambient.clone()).await?;
        let connue = dossier.chemin(POPULATION);
        let personnes = match std::fs::read_to_string(&connue).ok().and_then(|texte| texte.trim().parse().ok()) {
            Some(personnes) => personnes,
            None => {
                let personnes = peupler(&registry, nombre).await?;
                // else the first figures would be those of an empty registry, for a quarter of an hour
                registry.releve().prendre(ambient.now()).await?;
                dossier.ecrire(POPULATION, personnes.to_string().as_bytes())?;
                personnes
            }
        };
        Ok(Self { registry, cle, personnes })
    }
}

/// By the import of an extraction, then those whom no extraction holds. Done again after a cut, it changes nothing.
async fn peupler(registry: &Registry, nombre: usize) -> Result<u64, RegistreError> {
    let extraction = population::extraction(population::GRAINE, nombre);
    let consigne = Consigne { date: premier_jour(), seuil: Consigne::SEUIL, accepter: true };
    let rapport = registry.import().importer(&extraction, consigne, &|_| {}).await?;
    if rapport.erreurs.nombre > 0 {
        return Err(RegistreError::Lignes(rapport.erreurs.nombre));
    }
    guichet::installer(registry).await?;
    for extrait in FINESS {
        registry.finess().importer(&extrait, false).await?;
    }
    Ok(nombre as u64)
}

fn premier_jour() -> ambient::Timestamp {
    debut_du_jour(PREMIER_JOUR).unwrap_or(ambient::Timestamp::from_seconds(1_767_571_200))
}

//! The registry of the sandbox: opened, and filled at first start by a real import of invented people.

use std::path::PathBuf;

use ambient::{Ambient, RestKey};
use registry_server::{
    Acces, Cle, Config, Consigne, Droit, ImportError, Keys, Listen, Mode, Registry, RegistryError, Store, Tls,
    debut_du_jour,
};
use service::config::SecretFile;

use crate::dossier::{Dossier, DossierError};
use crate::population;
use crate::ports::{Ports, loopback};

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
    #[error("the invented director was not declared: {0}")]
    Porteur(String),
    #[error("the invented people were not taken in whole: {0} rows refused")]
    Lignes(u64),
}

impl Registre {
    pub async fn ouvrir(lieu: Lieu<'_>, nombre: usize, ambient: &Ambient) -> Result<Self, RegistreError> {
        let dossier = lieu.dossier;
        let cle = dossier.une_fois("cles/registre-api", || ambient.chance.token())?;
        let config = config(lieu, &cle, ambient)?;
        let registry = Registry::open(&config, ambient.clone()).await?;
        let connue = dossier.chemin(POPULATION);
        let personnes = match std::fs::read_to_string(&connue).ok().and_then(|texte| texte.trim().parse().ok()) {
            Some(personnes) => personnes,
            None => {
                let personnes = peupler(&registry, nombre).await?;
                dossier.ecrire(POPULATION, personnes.to_string().as_bytes())?;
                personnes
            }
        };
        Ok(Self { registry, cle, personnes })
    }
}

/// By the import of an extraction, then the one person whom no extraction holds. Done again after a cut, it changes nothing.
async fn peupler(registry: &Registry, nombre: usize) -> Result<u64, RegistreError> {
    let extraction = population::extraction(population::GRAINE, nombre);
    let consigne = Consigne { date: premier_jour(), seuil: Consigne::SEUIL, accepter: true };
    let rapport = registry.import().importer(&extraction, consigne, &|_| {}).await?;
    if rapport.erreurs.nombre > 0 {
        return Err(RegistreError::Lignes(rapport.erreurs.nombre));
    }
    let directrice = population::directrice();
    if registry.lecture().personne(&directrice.identifiant).await.is_err() {
        let declaree = registry.declaration().declarer_porteur(directrice).await;
        declaree.map_err(|error| RegistreError::Porteur(error.to_string()))?;
    }
    Ok(nombre as u64)
}

fn premier_jour() -> ambient::Timestamp {
    let jour = jiff::civil::date(2_026, 1, 5);
    debut_du_jour(jour).unwrap_or(ambient::Timestamp::from_seconds(1_767_571_200))
}

fn config(lieu: Lieu<'_>, cle: &std::path::Path, ambient: &Ambient) -> Result<Config, RegistreError> {
    let Lieu { dossier, ports, tls, sql } = lieu;
    let embedded = sql.is_none();
    let repos = dossier.cle("registre-repos", ambient)?;
    let lire = |path: &std::path::Path| {
        std::fs::read_to_string(path).map_err(|cause| DossierError::Io { path: path.to_owned(), cause })
    };
    let rest = RestKey::from_base64(&lire(&repos)?)?;
    let empreinte = Acces::empreinte(&rest, lire(cle)?.trim()).as_str().to_owned();
    Ok(Config {
        mode: Mode::Sandbox,
        listen: Listen { web: loopback(ports.registry()), admin: None },
        tls,
        store: Store {
            sql: embedded.then(|| dossier.sqlite("registre.sqlite")),
            sql_file: sql.map(SecretFile::new),
            journal: embedded.then(|| dossier.sqlite("registre-journal.sqlite")),
        },
        keys: Keys {
            rest_file: SecretFile::new(repos),
            journal_file: SecretFile::new(dossier.cle("registre-journal", ambient)?),
        },
        seuil: Consigne::SEUIL,
        cles: vec![Cle {
            nom: "fournisseur".to_owned(),
            droits: vec![Droit::Lecture, Droit::Correspondance, Droit::Evenements],
            empreinte,
        }],
    })
}

//! The registry as a service: its configuration and its wiring. Clock, randomness and stores enter here.

mod annuaire;
mod api;
mod audit;
mod cartes;
mod certificats;
pub mod config;
mod courrier;
pub mod docteur;
mod echeances;
mod extraction;
mod fichier;
mod guichet;
mod lots;
mod mesures;
mod portail;
mod registre;
mod releve;
mod secrets;
mod vestiaire;

pub use config::{Cle, Config, Keys, Listen, Mode, Store, Tls};
pub use courrier::{Courrier, CourrierError};
pub use extraction::{ExtractionError, Extractions};
pub use fichier::FichierDisque;
pub use guichet::NomenclaturesError;
pub use mesures::MEASURES;
pub use portail::{PATIENTES, PortailError};
pub use registre::{Registry, RegistryError};
pub use registry_annuaire::empreinte as empreinte_annuaire;
pub use registry_core::import::{Consigne, Fichier, ImportError, Progression, Rapport, date_du_nom, debut_du_jour};
pub use registry_core::{NouveauPorteur, import};
pub use registry_web::{Acces, CleApi, Droit};
pub use secrets::SecretsError;

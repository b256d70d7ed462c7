use std::net::SocketAddr;

use crate::cartes::CartesError;
use crate::dossier::DossierError;
use crate::fournisseur::{ClientsError, EcritureError};
use crate::registre::RegistreError;

/// Why the sandbox does not start. Its text is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum BacError {
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error("the card authority: {0}")]
    Igc(#[from] igc::IgcError),
    #[error(transparent)]
    Cartes(#[from] CartesError),
    #[error(transparent)]
    Registre(#[from] RegistreError),
    #[error(transparent)]
    Clients(#[from] ClientsError),
    #[error(transparent)]
    Ecriture(#[from] EcritureError),
    #[error(transparent)]
    Provider(#[from] Box<idp_server::StartError>),
    #[error("the phones: {0}")]
    Telephones(#[from] mobile_sim_server::MagasinError),
    #[error("the phones: {0}")]
    ClientHttp(#[from] mobile_sim_server::ClientError),
    #[error("the demonstration service: {0}")]
    Dui(#[from] dui::ConfigError),
    #[error("the demonstration DMP: {0}")]
    Dmp(#[from] dmp::ConfigError),
    #[error("tls: {0}")]
    Identity(#[from] service::tls::IdentityError),
    #[error(transparent)]
    Acceptor(#[from] service::tls::AcceptorError),
    #[error(transparent)]
    Portail(#[from] registry_server::PortailError),
    #[error(transparent)]
    Courrier(#[from] registry_server::CourrierError),
    #[error("the simulated FranceConnect: {0}")]
    FranceConnect(#[from] franceconnect::CleError),
    #[error("{address} is taken ({cause}). Another sandbox may run: stop it, or start with --port-base 9440")]
    Port { address: SocketAddr, cause: std::io::Error },
}

impl From<idp_server::StartError> for BacError {
    fn from(error: idp_server::StartError) -> Self {
        match error {
            idp_server::StartError::Bind { address, cause } => Self::Port { address, cause },
            other => Self::Provider(Box::new(other)),
        }
    }
}
